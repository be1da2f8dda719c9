import type { Case } from "../model/case.ts";
import type { Channel } from "../model/channel.ts";
import type { Urgency } from "../queue/urgency.ts";

/** What a center tells of, once it has happened. */
export interface CenterEvents<Data = unknown> {
  readonly enqueued: { readonly ticket: Case<Data> };
  /** A held ticket has joined the line. */
  readonly promoted: { readonly ticket: Case<Data> };
  readonly claimed: { readonly ticket: Case<Data>; readonly agent: string };
  /** A claim was given back; the ticket waits again, or is held. */
  readonly released: { readonly ticket: Case<Data>; readonly agent: string };
  readonly updated: { readonly ticket: Case<Data> };
  readonly completed: { readonly ticket: Case<Data>; readonly agent: string };
  /** With reasons: the outbound gate refused it for good. */
  readonly cancelled: { readonly ticket: Case<Data>; readonly reasons?: readonly string[] };
  /** The outbound gate holds a ticket that was about to be claimed; `until` is absent where nobody knows how long. */
  readonly held: {
    readonly ticket: Case<Data>;
    readonly reasons: readonly string[];
    readonly until?: number | undefined;
  };
  /** A person was erased, with so many tickets. */
  readonly erased: { readonly contact: string; readonly tickets: number };
  /** The "Next" button turns red, or no longer is. */
  readonly urgency: Urgency<Case<Data>>;
  readonly channel: Channel;
  /** New contact rules are in force for everything that waits. */
  readonly rescored: { readonly version: number; readonly tickets: number };
  /** Closed tickets have been forgotten after their retention. */
  readonly purged: { readonly tickets: number };
  /**
   * Another center over the same data has told of an event: which, and of which ticket. It is heard where the store carries
   * it, for a screen to follow; it may be lost, and nothing else rests on it.
   */
  readonly elsewhere: Elsewhere;
  /** What was to be done without being asked (timers, purges) has failed, and will be tried again. */
  readonly error: { readonly error: unknown };
}

/** What other centers are told of an event of this one: its name, and whom it is about. */
export interface Elsewhere {
  readonly event: keyof CenterEvents;
  /** The ticket's id, where it is about one. */
  readonly ticket?: string | undefined;
  readonly agent?: string | undefined;
}
