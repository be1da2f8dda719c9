import { ContactScores } from "../contacts/rules.ts";
import { type Awaitable, followed } from "../model/awaitable.ts";
import type { ContactRule, RuleSet } from "../model/contact.ts";
import type { Store } from "../stores/store.ts";

const RESCORED_AT_ONCE = 1_000;

/** The contact rules in force, as this center knows them. */
export class Rulebook {
  #scores: ContactScores | undefined;

  constructor(private readonly store: Store) {}

  scores(): Awaitable<ContactScores> {
    return this.#scores ?? followed(this.store.rules(), (rules) => this.#known(rules));
  }

  /** Another center has changed them: they are read anew when they are asked for. */
  forget(): void {
    this.#scores = undefined;
  }

  /**
   * Puts rules in force, and scores everything that is open by them; the rules' version, and how many tickets that were.
   * Undefined where newer rules have come into force meanwhile.
   */
  async replace(rules: readonly ContactRule[]): Promise<{ version: number; tickets: number } | undefined> {
    this.#scores = new ContactScores(await this.store.setRules(rules));
    const { version } = this.#scores;
    const tickets = await this.#rescore(this.#scores);
    return (await this.store.rules()).version === version ? { version, tickets } : undefined;
  }

  /** Goes on with what a process that put rules in force may have left undone when it ended. */
  async resume(): Promise<void> {
    const scores = await this.scores();
    if (this.store.shared && scores.version > 0) await this.#rescore(scores);
  }

  #known(rules: RuleSet): ContactScores {
    this.#scores ??= new ContactScores(rules);
    return this.#scores;
  }

  /** Batch by batch, unless newer rules come into force meanwhile. */
  async #rescore(scores: ContactScores): Promise<number> {
    for (let tickets = 0; ; ) {
      const done = await this.store.rescore(scores.version, (contact) => scores.of(contact), RESCORED_AT_ONCE);
      if (done === 0) return tickets;
      tickets += done;
    }
  }
}
