import type { Case } from "../../model/case.ts";
import type { Standing } from "../../model/standing.ts";
import type { EndedClaim } from "./claiming.ts";

/**
 * What decides who can be given a ticket: tickets that share it all are a lane.
 *
 * @example
 * await center.agents.remove("ana");
 * (await center.unservable()).map((lane) => `${lane.waiting} on ${lane.channel}`); // → ["1 on webchat", "1 on email"]
 */
export interface Lane {
  readonly channel: string;
  readonly promoted: boolean;
  /** Sorted. */
  readonly skills: readonly string[];
  /** Its tickets are given to this agent alone, for now. */
  readonly reservedFor?: string | undefined;
  /** How many wait in it: at least one. */
  readonly waiting: number;
}

/**
 * A ticket that waits, and where it stands.
 *
 * @example
 * const [lane] = await store.lanes(() => 1);
 * for (const { ticket, standing } of lane?.first ?? []) notify(ticket.id, standing.tier);
 */
export interface Ranked {
  readonly ticket: Case;
  readonly standing: Standing;
  /** Who is not offered it for now. */
  readonly refusedBy: readonly string[];
}

/**
 * A lane, with its first tickets in order. They may be read until the store changes.
 *
 * @example
 * const lanes = await store.lanes(({ waiting }) => Math.min(waiting, 3)); // the first three of each
 * lanes.map(({ channel, first }) => [channel, [...first].length]); // → [["webchat", 1], ["email", 1]]
 */
export interface LaneHead extends Lane {
  readonly first: Iterable<Ranked>;
}

/**
 * What time alone has made of a ticket.
 *
 * @example
 * await center.enqueue({ id: "call", channel: "voice", scheduledFor: clock.now() + 600_000 });
 * clock.advance(300_000); // the center asks for what has passed at every call, and tells of it
 * center.on("promoted", ({ ticket }) => notify(ticket.id));
 */
export interface DueChange {
  /**
   * `promoted`: it was held for its time, and has joined the line. `escalated`: it waited for as long as its channel's
   * `escalateAfter`, and has joined tier `promoted`. `tooLong`: it has waited for as long as its channel's `waitLimit`.
   * `lapsed`: it was offered, and waits again, for whatever reason but being returned. `released`: it was with an agent who
   * has vanished, and waits again.
   */
  readonly what: "promoted" | "escalated" | "tooLong" | "lapsed" | "released";
  readonly ticket: Case;
  /** Of one that was `lapsed` or `released`. */
  readonly claim?: EndedClaim | undefined;
}

/**
 * What time has brought, and will bring. All moments are epoch milliseconds.
 *
 * @example
 * const { now, urgent, nextChange }: Agenda = await store.agenda();
 * [now, urgent, nextChange]; // → [1795435200000, true, undefined]
 */
export interface Agenda {
  readonly now: number;
  /** Some waiting ticket is absolute or promoted. */
  readonly urgent: boolean;
  /**
   * What has happened since this was last asked, each told once, whatever became of the ticket. Of one kind it is told in the
   * order in which it happened; what happened in the same millisecond, in any.
   */
  readonly passed: readonly DueChange[];
  /** The ids of the agents who have vanished since this was last asked, each told once until they are heard from again. */
  readonly vanished: readonly string[];
  /**
   * When time will next change something: a held ticket may join the line, a reservation or an offer ends, a ticket has
   * waited for long, an agent vanishes or ends a wrap-up. A reservation ends for a held ticket too; a refusal need not be
   * among them.
   */
  readonly nextChange?: number | undefined;
  /** When the oldest closed ticket was closed. */
  readonly oldestClosed?: number | undefined;
}
