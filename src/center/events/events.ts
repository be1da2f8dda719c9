import type { Agent } from "../../model/agent.ts";
import type { Case } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import type { Urgency } from "../../queue/urgency.ts";
import type { EndedClaim, Lane } from "../../stores/store.ts";

/** The claim that has ended: whose it was, whether they had accepted it, and since when. */
type Ended = EndedClaim;

/**
 * What a center tells of, once it has happened. All moments are epoch milliseconds.
 *
 * @example
 * center.on("claimed", ({ ticket, agent }) => notify(`${agent} has ${ticket.id}`));
 * center.on("urgency", ({ urgent }) => notify(urgent ? "red" : "calm"));
 */
export interface CenterEvents<Data = unknown> {
  /** A ticket has entered; one that was there already is not told of again. */
  readonly enqueued: { readonly ticket: Case<Data> };
  /** A ticket that was held for its time has joined the line. */
  readonly promoted: { readonly ticket: Case<Data> };
  /** It has waited for as long as its channel's `escalateAfter`, and has joined tier `promoted`. */
  readonly escalated: { readonly ticket: Case<Data> };
  /** It has waited for as long as its channel's `waitLimit`. */
  readonly tooLong: { readonly ticket: Case<Data> };
  /** An agent has it: they pressed Next, picked it, or accepted it. */
  readonly claimed: { readonly ticket: Case<Data>; readonly agent: string; readonly claimedAt: number };
  /** It was put to an agent, who may accept it until the deadline. */
  readonly offered: { readonly ticket: Case<Data>; readonly agent: string; readonly deadline: number };
  /** An agent refused an offer; the ticket waits again. */
  readonly refused: {
    readonly ticket: Case<Data>;
    readonly reason?: string | undefined;
    /** Milliseconds for which they are not offered it again. */
    readonly notAgainFor: number;
  } & Ended;
  /** An offer was taken back; the ticket waits again. */
  readonly withdrawn: { readonly ticket: Case<Data> } & Ended;
  /** An offer ended without an answer; the ticket waits again. */
  readonly lapsed: { readonly ticket: Case<Data> } & Ended;
  /**
   * A claim was given back, or its agent has vanished; the ticket waits again, or is held. With the ticket as it was
   * before, where it went to another channel or to other skills. Where the outbound gate does not let it wait again, `held` or
   * `cancelled` follows.
   */
  readonly released: {
    readonly ticket: Case<Data>;
    readonly before?: Case<Data> | undefined;
    /** Its agent has: no wrap-up follows. */
    readonly vanished?: true;
  } & Ended;
  /** A ticket that waits or is held was changed by `update`. */
  readonly updated: { readonly ticket: Case<Data> };
  /** A ticket was served, and by whom. */
  readonly completed: { readonly ticket: Case<Data> } & Ended;
  /** With an agent: they had it, or it was offered to them. With reasons: the outbound gate refused it for good. */
  readonly cancelled: { readonly ticket: Case<Data>; readonly reasons?: readonly string[] } & Partial<Ended>;
  /** An agent was registered or has changed. */
  readonly agent: { readonly agent: string; readonly status: Agent; readonly before?: Agent | undefined };
  /** An agent was removed. */
  readonly departed: { readonly agent: string; readonly before: Agent };
  /**
   * An agent was not heard from for as long as their `heartbeat`: their offers wait again. What they were serving stays
   * theirs, unless their `releaseAfter` says otherwise.
   */
  readonly vanished: { readonly agent: string; readonly serving: readonly Case<Data>[] };
  /**
   * The outbound gate holds a ticket that was about to be claimed, or was given back; `until` is absent where nobody knows how
   * long. That it lets one wait again is told by no event.
   */
  readonly held: {
    readonly ticket: Case<Data>;
    readonly reasons: readonly string[];
    readonly until?: number | undefined;
  };
  /** A person was erased, with so many tickets. */
  readonly erased: { readonly contact: string; readonly tickets: number };
  /** The "Next" button turns red, or no longer is. */
  readonly urgency: Urgency<Case<Data>>;
  /** A channel was added or changed: it is this now. */
  readonly channel: Channel;
  /**
   * Tickets wait that nobody who is registered could serve, present or not: because they came or came back, because the
   * outbound gate or their channel lets them wait, or because of what an agent can no longer serve. Each lane is told of once,
   * until somebody could serve it; over a store that others change, within 5 seconds.
   */
  readonly unservable: { readonly lanes: readonly Lane[] };
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

/**
 * What other centers are told of an event of this one: its name, and whom it is about.
 *
 * @example
 * center.on("elsewhere", ({ event, ticket, agent }) => notify("in another process:", event, ticket, agent));
 */
export interface Elsewhere {
  readonly event: keyof CenterEvents;
  /** The ticket's id, where it is about one. */
  readonly ticket?: string | undefined;
  readonly agent?: string | undefined;
}

const EACH: { readonly [Name in keyof CenterEvents]: true } = {
  enqueued: true,
  promoted: true,
  escalated: true,
  tooLong: true,
  claimed: true,
  offered: true,
  refused: true,
  withdrawn: true,
  lapsed: true,
  released: true,
  updated: true,
  completed: true,
  cancelled: true,
  agent: true,
  departed: true,
  vanished: true,
  held: true,
  erased: true,
  urgency: true,
  channel: true,
  unservable: true,
  rescored: true,
  purged: true,
  elsewhere: true,
  error: true,
};

/** The names of all that a center tells of. */
export const EVENTS = Object.keys(EACH) as readonly (keyof CenterEvents)[];
