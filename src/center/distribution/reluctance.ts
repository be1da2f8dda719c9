import type { Clock } from "../../model/clock.ts";
import type { Emitter } from "../../model/emitter.ts";
import { getOrInsertComputed } from "../../model/map.ts";
import type { CenterEvents } from "../events/events.ts";

/**
 * Who did not want a ticket, for a while. A refusal is kept in the store; that somebody let an offer lapse is remembered
 * here, so that it goes to somebody else first. When either is over, the ticket may be offered to them again.
 */
export class Reluctance {
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
    events.on("refused", ({ notAgainFor }) => this.#wake(notAgainFor));
    events.on("lapsed", ({ ticket, agent }) => this.#miss(ticket.id, agent));
    events.on("elsewhere", ({ event, ticket, agent }) => {
      if (event === "refused") this.#wake(this.notAgainFor);
      if (event === "lapsed" && ticket !== undefined && agent !== undefined) this.#miss(ticket, agent);
    });
  }

  /** Who has let an offer of the ticket lapse, a short while ago. */
  readonly missedBy = (ticket: string): readonly string[] => {
    const missed = this.#missed.get(ticket);
    if (missed === undefined) return NOBODY;
    const now = this.clock.now();
    return [...missed].filter(([, until]) => now < until).map(([agent]) => agent);
  };

  close(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #miss(ticket: string, agent: string): void {
    const missed = getOrInsertComputed(this.#missed, ticket, () => new Map());
    missed.set(agent, this.clock.now() + this.notAgainFor);
    this.#wake(this.notAgainFor);
  }

  #wake(after: number): void {
    const cancel = this.clock.wake(this.clock.now() + after, () => {
      this.#timers.delete(cancel);
      this.#forget();
      this.over();
    });
    this.#timers.add(cancel);
  }

  #forget(): void {
    const now = this.clock.now();
    for (const [ticket, missed] of this.#missed) {
      for (const [agent, until] of missed) if (until <= now) missed.delete(agent);
      if (missed.size === 0) this.#missed.delete(ticket);
    }
  }
}

const NOBODY: readonly string[] = [];
