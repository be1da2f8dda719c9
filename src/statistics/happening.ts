import type { Case } from "../model/case.ts";
import type { EndedClaim } from "../stores/store.ts";

/** What is counted, and when it happened, in epoch milliseconds. */
export type Happening = { readonly at: number } & (
  | TicketHappening
  | OfferHappening
  | ClaimHappening
  | CancelHappening
  | WrapUpHappening
  | ReadyHappening
  | PresenceHappening
);

/** A ticket has entered for the first time. */
interface TicketHappening {
  readonly what: "enqueued";
  readonly ticket: Case;
}

/** An agent has it (`claimed`), or it was put to them, or is no longer. */
interface OfferHappening {
  readonly what: "claimed" | "offered" | "refused" | "lapsed";
  readonly ticket: Case;
  readonly agent: string;
}

/** An agent's handling has ended; the ticket as they had it, before any transfer. */
interface ClaimHappening extends EndedClaim {
  readonly what: "completed" | "released";
  readonly ticket: Case;
}

/** A ticket was cancelled, with the claim that this ended. */
interface CancelHappening extends Partial<EndedClaim> {
  readonly what: "cancelled";
  readonly ticket: Case;
}

/** An agent has begun a wrap-up, to last until then. */
interface WrapUpHappening {
  readonly what: "wrapUp";
  readonly agent: string;
  readonly channel: string;
  readonly until: number;
}

/** An agent has ended a wrap-up that began then, before it was over. */
interface ReadyHappening {
  readonly what: "ready";
  readonly agent: string;
  readonly channel: string;
  readonly since: number;
  /** Until when it was to last. */
  readonly until: number;
}

/** An agent was available, from then until `at`. */
interface PresenceHappening {
  readonly what: "available";
  readonly agent: string;
  readonly since: number;
  /** How many tickets they could have had at once: `capacity.total`. By how many it was more than it is now, where that has changed. */
  readonly places: number;
}
