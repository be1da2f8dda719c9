import type { Awaitable } from "../model/awaitable.ts";
import type { AgentDescription, Assignment, Case, CaseChange, Holding, LineCounts } from "../model/case.ts";
import type { Channel, ChannelChange } from "../model/channel.ts";
import type { Clock } from "../model/clock.ts";
import type { Contact, ContactRule, RuleSet } from "../model/contact.ts";
import type { Clearance, Inquiry } from "../model/outbound.ts";
import type { Score } from "../model/score.ts";
import type { AgentStore } from "./port/agent-store.ts";
import type {
  Accepted,
  Cancelled,
  Claimant,
  Claimed,
  ClaimFilter,
  Proposal,
  Settled,
  Settlement,
} from "./port/claiming.ts";
import type { ConsentStore } from "./port/consent-store.ts";
import type { Asking, Entered, Entry, Outdated } from "./port/entering.ts";
import type { Agenda, Lane, LaneHead } from "./port/line.ts";
import type { OutboundStore } from "./port/outbound-store.ts";
import type { TallyStore } from "./port/tally-store.ts";

export type * from "./port/claiming.ts";
export type * from "./port/entering.ts";
export type * from "./port/line.ts";

/**
 * What a center tells its store.
 *
 * @example
 * const setup: StoreSetup = { clock, promotionLead: 5 * 60_000 };
 * await memoryStore().open(setup);
 */
export interface StoreSetup {
  /** The store's own clock where omitted. */
  readonly clock?: Clock | undefined;
  /** Milliseconds before its time at which a scheduled ticket joins the line. */
  readonly promotionLead: number;
}

/**
 * What a center stores through. Each member is one atomic intention: it happens wholly or not at all, and whatever it
 * reads, all that is due by the store's `now()` has happened. Refusals are ProximoErrors, and change nothing.
 *
 * **Time.** A ticket that waits or is held joins its lane by what holds now: on hold until its promotion; promoted from
 * then on, or from `escalateAfter` past key 4 of the order; reserved for its preferred agent until the preference ends. An
 * offer ends at its deadline, or when its agent vanishes, if that is sooner, and the ticket joins again. Limits are those of
 * its channel when it last joined: entered (though it was put on hold for its time), was updated, came back from an agent or
 * was let go by the gate; a new score, or the end of a reservation, is no joining. They run on a paused channel too, and
 * rest while the ticket is held or with an agent. A promotion or an escalation, and being told as `tooLong`, is undone by a
 * new schedule only, `null` included. Nothing is undone by a clock that runs backwards; but a preference and a refusal hold
 * whenever a ticket joins or is offered before their moment.
 *
 * **Claims.** A reserved ticket is for its preferred agent, whoever else asks. A registered agent is given tickets while
 * they have room (`AgentStore`).
 *
 * **The gate.** An outbound ticket goes on with a clearance only: without one, or where its basis has changed, the member
 * answers an inquiry and has done nothing. With a verdict that refuses, the ticket is cancelled where that is final, and
 * otherwise held until `retryAt`. Inbound tickets are never asked about.
 *
 * @example
 * const kept: Store = memoryStore(); // or sqliteStore, postgresStore, redisStore, or one of your own
 * const center = await createCenter({ store: kept });
 */
export interface Store {
  /**
   * Other processes may use the same data. What they do is heard, or looked for from time to time, and what a change brings
   * with time is told soon after it, not within it.
   */
  readonly shared: boolean;
  /** Where the consent ledger is kept. */
  readonly consent: ConsentStore;
  /** Where the outbound gate keeps what it knows. */
  readonly outbound: OutboundStore;
  /** Who serves. */
  readonly agents: AgentStore;
  /** Counts and sums. */
  readonly tallies: TallyStore;

  /** Called once, before anything else. Resolves to the clock it goes by: the one given, or its own. */
  open(setup: StoreSetup): Awaitable<Clock>;
  /** Lets go of what the store itself has opened. What the application passed in stays open. */
  close(): Awaitable<void>;

  /** In the order in which they were first set. */
  channels(): Awaitable<readonly Channel[]>;
  /** As `ChannelRegistry.set`, refusals included. */
  setChannel(id: string, change: ChannelChange): Awaitable<Channel>;

  /** Those in force. */
  rules(): Awaitable<RuleSet>;
  /** Puts the rules in force; what waits keeps its scores until `rescore`. */
  setRules(rules: readonly ContactRule[]): Awaitable<RuleSet>;
  /** Re-scores up to `limit` open tickets under rules of this version; how many it did, 0 when none is left or newer rules are in force. */
  rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number): Awaitable<number>;

  /** An id that is there with the same fingerprint is returned; `DUPLICATE_TICKET` with another. */
  enqueue(entry: Entry, clearance?: Clearance): Awaitable<Entered | Outdated | Asking>;
  /**
   * Holds the first ticket in order that the agent can serve; `UNKNOWN_AGENT` for an id that is not registered. The same
   * token again returns the same claim, while it stands. A ticket that the clearance refuses is stopped in the same step, and the next one is tried.
   */
  claimNext(agent: Claimant, token: string, clearance?: Clearance): Awaitable<Claimed>;
  /** Holds this one, if it waits, the agent can serve it and the gate lets it through; `UNKNOWN_TICKET`. */
  claimTicket(id: string, agent: Claimant, token: string, clearance?: Clearance): Awaitable<Claimed>;
  /**
   * Offers the ticket to the agent: nothing where it does not wait, is reserved for another or refused by this one, or where
   * they cannot serve it or have no room. `UNKNOWN_TICKET`, `UNKNOWN_AGENT`, either where both are; the token as in `claimNext`,
   * which comes before all of this.
   */
  offer(proposal: Proposal, clearance?: Clearance): Awaitable<Claimed>;
  /** Makes an offer a claim that is active, once; one that is already is returned as it is. `STALE_CLAIM`. */
  accept(token: string): Awaitable<Accepted>;
  /** The claim with this token, while it stands. */
  claim(token: string): Awaitable<Holding | undefined>;
  /** In the order in which they were made. */
  claims(filter: ClaimFilter): Awaitable<readonly Holding[]>;
  /** `STALE_CLAIM` unless the token's claim stands. An outbound ticket that is released goes through the gate again. */
  settle(token: string, settlement: Settlement, clearance?: Clearance): Awaitable<Settled | Asking>;
  /**
   * Changes a ticket that waits or is held; `UNKNOWN_TICKET`, `TICKET_NOT_WAITING` for any other state. An outbound ticket
   * that changes its channel goes through the gate again.
   */
  update(id: string, change: CaseChange, clearance?: Clearance): Awaitable<Case | Asking>;
  /** Cancels an open ticket, claimed or not; undefined where it was closed already; `UNKNOWN_TICKET`. */
  cancel(id: string): Awaitable<Cancelled | undefined>;

  /** What is to be asked about those of the contact's outbound tickets that no agent has accepted. */
  inquiries(contact: string): Awaitable<readonly Inquiry[]>;
  /**
   * Cancels the ticket whose clearance refuses it for good, unless an agent has accepted it or the basis has changed; what was
   * cancelled, and whom it was offered to.
   */
  withdraw(clearance: Clearance): Awaitable<Cancelled | undefined>;
  /** Lets the tickets of a channel that the gate holds, or of one contact there, wait again, to be asked about anew when they are claimed. */
  reopen(channel: string, contact?: string): Awaitable<void>;
  /** Forgets every ticket of the contact, in whatever state, and their claims; how many. */
  forget(contact: string): Awaitable<number>;

  /** In whatever state; undefined for one never seen, or forgotten. */
  ticket(id: string): Awaitable<Case | undefined>;
  /** All of the contact's that are kept, in whatever state, in the order in which they entered. */
  ticketsOf(contact: string): Awaitable<readonly Case[]>;
  /** The first so many in order, or the first such an agent can serve. */
  peek(count: number, agent?: AgentDescription): Awaitable<readonly Case[]>;
  /**
   * The first so many that are held: the soonest to join first (which of one that is scheduled, and held by the gate, is the
   * later of the two), by arrival where that is the same moment; last whoever is held until further notice.
   */
  peekHeld(count: number): Awaitable<readonly Case[]>;
  /** 1 for the next; undefined for a ticket that is not in the line. */
  position(id: string): Awaitable<number | undefined>;
  /** How many there are in the line and beside it. */
  counts(): Awaitable<LineCounts>;
  /**
   * The lanes of the line (of enabled channels, that is), with so many of their first tickets as `depth` says of each; one
   * that it says 0 of is left out. More may be given. `depth` is asked once for each lane, in no particular order.
   */
  lanes(depth: (lane: Lane) => number): Awaitable<readonly LaneHead[]>;
  /** Whom the ticket was last given to, and why, while the ticket is kept: as it was made, though an offer was accepted since. */
  assignment(id: string): Awaitable<Assignment | undefined>;
  /** Who is not offered the ticket for now, as they have refused it; nobody, for one that is not kept. */
  refusedBy(id: string): Awaitable<readonly string[]>;

  /** What time has brought since it was last asked, and when it will bring more. */
  agenda(): Awaitable<Agenda>;
  /**
   * Forgets up to `limit` tickets closed at `before` or earlier, the longest closed first; how many it forgot. Where the
   * clock ran backwards it may keep some until those that were closed before them are due.
   */
  purge(before: number, limit: number): Awaitable<number>;

  /**
   * Tells whoever listens over this store, in order, and over the same data in another process where the database can tell.
   * Nothing that is promised rests on it.
   */
  broadcast(message: string): Awaitable<void>;
  /** Hears what is broadcast, one's own included. @returns a function that ends the listening. */
  listen(hear: (message: string) => void): Awaitable<() => void>;
  /** How many listen, where nobody else hears a broadcast: a center that is alone writes none. Omitted: nobody knows. */
  readonly listeners?: number | undefined;
}
