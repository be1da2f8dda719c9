import type { Awaitable } from "../model/awaitable.ts";
import type { AgentDescription, Case, Holding, LineCounts } from "../model/case.ts";
import type { Channel, ChannelChange } from "../model/channel.ts";
import type { Clock } from "../model/clock.ts";
import type { Contact, ContactRule, RuleSet } from "../model/contact.ts";
import type { RefusedTicket, TicketGate } from "../model/outbound.ts";
import type { Score } from "../model/score.ts";
import type { TicketChange } from "../model/ticket.ts";
import type { ConsentStore } from "./consent-store.ts";
import type { OutboundStore } from "./outbound-store.ts";

export interface StoreSetup {
  /** The store's own clock where omitted. */
  readonly clock?: Clock | undefined;
  /** Milliseconds before its time at which a scheduled ticket joins the line. */
  readonly promotionLead: number;
}

/** A ticket about to enter: checked, and scored by the rules of one version. */
export interface Entry {
  /** Without `receivedAt`, the store stamps it. */
  readonly ticket: Omit<Case, "receivedAt" | "state" | "arrival" | "closedAt"> & {
    readonly receivedAt?: number | undefined;
  };
  /** The same for the same input, and for no other. */
  readonly fingerprint: string;
  readonly ruleScore: Score;
  readonly rulesVersion: number;
}

/** `outdated`: the rules have changed since the entry was scored, and nothing was stored. */
export type Entered = { readonly ticket: Case; readonly created: boolean } | "outdated";

/** What a claim is settled with. `release` puts the ticket back where it would have stood, with the change given. */
export type Settlement =
  | { readonly kind: "complete" }
  | { readonly kind: "cancel" }
  | { readonly kind: "release"; readonly change: TicketChange };

/** A claim, where there was something to claim, and whom the gate stopped on the way to it. */
export interface Claimed {
  readonly holding?: Holding | undefined;
  readonly refused: readonly RefusedTicket[];
}

export interface Settled {
  readonly ticket: Case;
  readonly agent: string;
  /** A ticket that was released, and that the gate did not let wait again. */
  readonly refused?: RefusedTicket | undefined;
}

export interface ClaimFilter {
  readonly agent?: string | undefined;
}

/** The moments at which something is due, in epoch milliseconds. */
export interface Agenda {
  readonly now: number;
  readonly nextPromotion?: number | undefined;
  /** When the oldest closed ticket was closed. */
  readonly oldestClosed?: number | undefined;
}

/**
 * What a center stores through. Each member is one atomic intention: it happens wholly or not at all, and whatever it
 * reads, every promotion due by the store's `now()` has happened. Refusals are ProximoErrors, and change nothing.
 */
export interface Store {
  /** Where the consent ledger is kept. */
  readonly consent: ConsentStore;
  /** Where the outbound gate keeps what it knows. */
  readonly outbound: OutboundStore;

  /** Called once, before anything else. */
  open(setup: StoreSetup): Awaitable<void>;
  close(): Awaitable<void>;

  channels(): Awaitable<readonly Channel[]>;
  /** @see ChannelRegistry.set */
  setChannel(id: string, change: ChannelChange): Awaitable<Channel>;

  rules(): Awaitable<RuleSet>;
  /** Puts the rules in force; what waits keeps its scores until `rescore`. */
  setRules(rules: readonly ContactRule[]): Awaitable<RuleSet>;
  /** Re-scores up to `limit` open tickets under rules of this version; how many it did, 0 when none is left or newer rules are in force. */
  rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number): Awaitable<number>;

  /**
   * An id that is there with the same fingerprint is returned; `DUPLICATE_TICKET` with another. An outbound ticket is held
   * where the gate says to wait.
   */
  enqueue(entry: Entry, gate: TicketGate): Awaitable<Entered>;
  /**
   * Holds the first ticket in order that the agent can serve. The same token again returns the same claim. An outbound
   * ticket that the gate refuses is cancelled, or held until its `retryAt`, in the same step, and the next one is tried.
   */
  claimNext(agent: AgentDescription, token: string, gate: TicketGate): Awaitable<Claimed>;
  /** Holds this one, if it waits, the agent can serve it and the gate lets it through; `UNKNOWN_TICKET`. */
  claimTicket(id: string, agent: AgentDescription, token: string, gate: TicketGate): Awaitable<Claimed>;
  /** The claim with this token, while it stands. */
  claim(token: string): Awaitable<Holding | undefined>;
  claims(filter: ClaimFilter): Awaitable<readonly Holding[]>;
  /** `STALE_CLAIM` unless the token's claim stands. An outbound ticket that is released goes through the gate again. */
  settle(token: string, settlement: Settlement, gate: TicketGate): Awaitable<Settled>;
  /**
   * Changes a ticket that waits or is held; `UNKNOWN_TICKET`, `TICKET_NOT_WAITING` for any other state. An outbound ticket
   * that changes its channel goes through the gate again.
   */
  update(id: string, change: TicketChange, gate: TicketGate): Awaitable<Case>;
  /** Cancels those of the contact's outbound tickets with no agent yet that the gate refuses for good. */
  withdraw(contact: string, gate: TicketGate): Awaitable<readonly RefusedTicket[]>;
  /** Lets the tickets of a channel that the gate holds, or of one contact there, wait again, to be asked about anew when they are claimed. */
  reopen(channel: string, contact?: string): Awaitable<void>;
  /** Forgets every ticket of the contact, in whatever state; how many. */
  forget(contact: string): Awaitable<number>;
  /** Cancels an open ticket, claimed or not; undefined where it was closed already; `UNKNOWN_TICKET`. */
  cancel(id: string): Awaitable<Case | undefined>;

  ticket(id: string): Awaitable<Case | undefined>;
  peek(count: number, agent?: AgentDescription): Awaitable<readonly Case[]>;
  position(id: string): Awaitable<number | undefined>;
  counts(): Awaitable<LineCounts>;

  agenda(): Awaitable<Agenda>;
  /** The tickets promoted since this was last asked, each told once. */
  promotions(): Awaitable<readonly Case[]>;
  /** Forgets up to `limit` tickets closed at `before` or earlier; how many it forgot. */
  purge(before: number, limit: number): Awaitable<number>;
}
