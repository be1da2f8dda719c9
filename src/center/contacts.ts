import type { ContactRule } from "../model/contact.ts";
import type { Store } from "../stores/store.ts";
import type { Door } from "./door.ts";
import type { News } from "./news.ts";
import { parseRules } from "./parse.ts";
import type { Rulebook } from "./rulebook.ts";

/** Who is important. */
export class Contacts {
  /** @internal Use `createCenter`. */
  constructor(
    private readonly store: Store,
    private readonly rulebook: Rulebook,
    private readonly door: Door,
    private readonly news: News,
  ) {}

  /**
   * Puts rules in force in place of all before, and resolves when everything that waits is scored by them.
   *
   * @throws ProximoError `INVALID_RULE`
   */
  setRules(rules: readonly ContactRule[]): Promise<void> {
    return this.door.changing(async () => this.news.tell("rescored", await this.rulebook.replace(parseRules(rules))));
  }

  rules(): Promise<readonly ContactRule[]> {
    return this.door.reading(async () => (await this.store.rules()).rules);
  }
}
