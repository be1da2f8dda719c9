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
  readonly cancelled: { readonly ticket: Case<Data> };
  /** The "Next" button turns red, or no longer is. */
  readonly urgency: Urgency<Case<Data>>;
  readonly channel: Channel;
  /** New contact rules are in force for everything that waits. */
  readonly rescored: { readonly version: number; readonly tickets: number };
  /** Closed tickets have been forgotten after their retention. */
  readonly purged: { readonly tickets: number };
  /** What was to be done without being asked (timers, purges) has failed, and will be tried again. */
  readonly error: { readonly error: unknown };
}
