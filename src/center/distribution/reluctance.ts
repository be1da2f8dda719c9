import type { Clock } from "../../model/clock.ts";
import type { Emitter } from "../../model/emitter.ts";
import { getOrInsertComputed } from "../../model/map.ts";
import type { CenterEvents, Elsewhere } from "../events/events.ts";

/** These end an offer; of what the gate holds it is said without an agent. */
const ENDS = ["lapsed", "refused", "withdrawn", "claimed", "released", "completed", "cancelled", "held"] as const;

interface Told {
  readonly ticket: { readonly id: string };
  readonly agent?: string;
}

/**
 * Who did not want a ticket, for a while. A refusal is kept in the store; that somebody let an offer lapse is remembered
 * here, so that it goes to somebody else first. When either is over, the ticket may be offered to them again.
 *
 * A lapse is told by whichever process sees it first, and a round of another may find the ticket waiting before it has heard.
 * So an offer counts as lapsed where its ticket waits and nothing else is known of its end.
 */
export class Reluctance {
  /** By ticket: whom it was offered to last, while nothing is known of how that ended. */
  readonly #offered = new Map<string, string>();
  /** By ticket and agent: until when, in epoch milliseconds. */
  readonly #missed = new Map<string, Map<string, number>>();
  readonly #timers = new Set<() => void>();

  /** @param over called when something is over. */
  constructor(
    private readonly clock: Clock,
    private readonly notAgainFor: number,
    private readonly over: () => void,
  ) {}

  listenTo(events: Emitter<CenterEvents>): void {
    for (const event of [...ENDS, "offered"] as const)
      events.on(event, ({ ticket, agent }: Told) => this.#hear(event, ticket.id, agent));
    events.on("refused", ({ notAgainFor }) => this.#wake(notAgainFor));
    events.on("elsewhere", ({ event, ticket = "", agent }) => {
      this.#hear(event, ticket, agent);
      if (event === "refused") this.#wake(this.notAgainFor);
    });
  }

  /** Who has let an offer of the ticket, which waits, lapse a short while ago. */
  readonly missedBy = (ticket: string): readonly string[] => {
    const offered = this.#offered.get(ticket);
    if (offered !== undefined) this.#miss(ticket, offered);
    const missed = this.#missed.get(ticket);
    if (missed === undefined) return NOBODY;
    const now = this.clock.now();
    return [...missed].filter(([, until]) => now < until).map(([agent]) => agent);
  };

  close(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #hear(event: Elsewhere["event"], ticket: string, agent = this.#offered.get(ticket)): void {
    if (agent === undefined) return;
    if (event === "offered") this.#offered.set(ticket, agent);
    else if (event === "lapsed") this.#miss(ticket, agent);
    else if (ENDS.some((end) => end === event)) this.#forget(ticket, agent);
  }

  #miss(ticket: string, agent: string): void {
    this.#forget(ticket, agent);
    const missed = getOrInsertComputed(this.#missed, ticket, () => new Map());
    missed.set(agent, this.clock.now() + this.notAgainFor);
    this.#wake(this.notAgainFor);
  }

  #forget(ticket: string, agent: string): void {
    if (this.#offered.get(ticket) === agent) this.#offered.delete(ticket);
    this.#missed.get(ticket)?.delete(agent);
  }

  #wake(after: number): void {
    const cancel = this.clock.wake(this.clock.now() + after, () => {
      this.#timers.delete(cancel);
      this.#forgetOver();
      this.over();
    });
    this.#timers.add(cancel);
  }

  #forgetOver(): void {
    const now = this.clock.now();
    for (const [ticket, missed] of this.#missed) {
      for (const [agent, until] of missed) if (until <= now) missed.delete(agent);
      if (missed.size === 0) this.#missed.delete(ticket);
    }
  }
}

const NOBODY: readonly string[] = [];
