import type { Clock } from "../../model/clock.ts";
import type { Emitter } from "../../model/emitter.ts";
import type { CenterEvents, Elsewhere } from "../events/events.ts";

/** These end an offer; the gate does not say whose it was. */
export const ENDS = ["lapsed", "refused", "withdrawn", "released", "completed", "cancelled", "held"] as const;

interface Told {
  readonly ticket: { readonly id: string };
  readonly agent?: string;
  readonly notAgainFor?: number;
}

/**
 * Who did not want a ticket, for a while. A refusal is kept in the store; that somebody let an offer lapse is remembered
 * here, so that it goes to somebody else first. When either is over, the ticket may be offered to them again.
 *
 * A lapse is told by whichever process sees it first, and a round of another may find the ticket waiting before it has heard.
 * So an offer counts as lapsed where its ticket waits and nothing else is known of its end.
 */
export class Reluctance {
  /** By ticket and agent: until when, in epoch milliseconds; undefined of an offer of whose end nothing is known. */
  readonly #missed = new Map<string, Map<string, number | undefined>>();
  readonly #timers = new Set<() => void>();

  /** @param over called when something is over. */
  constructor(
    private readonly clock: Clock,
    private readonly notAgainFor: number,
    private readonly over: () => void,
  ) {}

  listenTo(events: Emitter<CenterEvents>): void {
    for (const event of [...ENDS, "offered", "claimed"] as const)
      events.on(event, ({ ticket, agent, notAgainFor }: Told) =>
        this.#hear({ event, ticket: ticket.id, agent }, notAgainFor),
      );
    events.on("elsewhere", (told) => this.#hear(told));
    events.on("erased", () => this.#forget(true));
  }

  /** Who has let an offer of the ticket, which waits, lapse a short while ago. */
  readonly missedBy = (ticket: string): readonly string[] => {
    const missed = this.#missed.get(ticket) ?? [];
    const now = this.clock.now();
    return [...missed].filter(([agent, until = this.#miss(ticket, agent)]) => now < until).map(([agent]) => agent);
  };

  close(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #hear({ event, ticket = "", agent }: Elsewhere, notAgainFor = this.notAgainFor): void {
    if (event === "erased") this.#forget(true);
    if (event === "refused") this.#wake(notAgainFor);
    if (event === "held" || event === "cancelled") this.#missed.delete(ticket);
    else if (agent === undefined) return;
    else if (event === "offered") this.#note(ticket, agent);
    else if (event === "lapsed") this.#miss(ticket, agent);
    else this.#missed.get(ticket)?.delete(agent);
  }

  #miss(ticket: string, agent: string): number {
    const until = this.clock.now() + this.notAgainFor;
    this.#note(ticket, agent, until);
    this.#wake(this.notAgainFor);
    return until;
  }

  #note(ticket: string, agent: string, until?: number): void {
    const missed = this.#missed.get(ticket) ?? new Map<string, number | undefined>();
    this.#missed.set(ticket, missed.set(agent, until));
  }

  #wake(after: number): void {
    const cancel = this.clock.wake(this.clock.now() + after, () => {
      this.#timers.delete(cancel);
      this.#forget();
      this.over();
    });
    this.#timers.add(cancel);
  }

  /** @param offers too: which of them were of an erased person is not said. */
  #forget(offers = false): void {
    const now = this.clock.now();
    for (const [ticket, missed] of this.#missed) {
      for (const [agent, until] of missed) if (until === undefined ? offers : until <= now) missed.delete(agent);
      if (missed.size === 0) this.#missed.delete(ticket);
    }
  }
}
