import type { ChannelId } from "./channel.ts";
import type { Attribute } from "./contact.ts";
import type { Ticket, TicketChange } from "./ticket.ts";

/**
 * Who began: the contact wrote or called, or the contact center is about to.
 *
 * @example
 * (await center.get("t1"))?.direction; // → "inbound"
 */
export type Direction = "inbound" | "outbound";

/**
 * `held` until its promotion, `waiting` in the line, `offered` to an agent until a deadline, `active` with an agent;
 * `completed` and `cancelled` are final.
 *
 * @example
 * const state: TicketState | undefined = (await center.get("t1"))?.state; // "waiting"
 */
export type TicketState = "held" | "waiting" | "offered" | "active" | "completed" | "cancelled";

/**
 * Until then a ticket is given to this agent alone; afterwards to any.
 *
 * @example
 * await center.update("t1", { preferredAgent: { id: "ana", until: clock.now() + 600_000 } }); // hers alone for 10 minutes
 * (await center.get("t1"))?.preferredAgent; // → { id: "ana", until: 1795435800000 }
 */
export interface PreferredAgent {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly until: number;
}

/**
 * A ticket as a center keeps it: with its state, its contact's segments and attributes, and its arrival number. The line alone,
 * `TicketQueue`, knows a plain `Ticket`.
 *
 * @example
 * const ticket = await center.get("t1");
 * [ticket?.state, ticket?.receivedAt, ticket?.arrival]; // → ["waiting", 1795435200000, 0]
 */
export interface Case<Data = unknown> extends Ticket<Data> {
  readonly direction: Direction;
  /** Of an outbound ticket: what it is for, as registered in the consent ledger. It never changes. */
  readonly purpose?: string | undefined;
  /** Of an outbound ticket: where the message would go. */
  readonly address?: string | undefined;
  /** Of an outbound ticket: the platform's name of the template it would use. */
  readonly template?: string | undefined;
  readonly segments: readonly string[];
  readonly attributes: { readonly [name: string]: Attribute };
  readonly state: TicketState;
  /** Key 5 of the order: given once, when the ticket first entered. */
  readonly arrival: number;
  /** Until when the outbound gate holds it, where that is known; its state is `held`. */
  readonly heldUntil?: number | undefined;
  readonly preferredAgent?: PreferredAgent | undefined;
  /** When an agent first had it: pressed Next, picked it, or accepted it. It never changes. */
  readonly answeredAt?: number | undefined;
  /** When it was completed or cancelled, in epoch milliseconds. */
  readonly closedAt?: number | undefined;
}

/**
 * What can be changed of a ticket of a center; `null` takes a preference away.
 *
 * @example
 * const settlement: Settlement = { kind: "release", change: { skills: ["billing"], preferredAgent: null } };
 */
export interface CaseChange extends TicketChange {
  readonly preferredAgent?: PreferredAgent | null | undefined;
}

/**
 * A ticket held for one agent.
 *
 * @example
 * const claim = await center.next("ana"); // what `Claim` adds is what can be done with it
 * [claim?.ticket.id, claim?.agent, claim?.state, claim?.claimedAt]; // → ["t2", "ana", "active", 1795435200000]
 */
export interface Holding<Data = unknown> {
  readonly ticket: Case<Data>;
  /** Whoever has it may settle the claim, in any request or process. */
  readonly token: string;
  /** The agent's id. */
  readonly agent: string;
  readonly state: "offered" | "active";
  /** When it became theirs: of an offer that was accepted, when it was. */
  readonly claimedAt: number;
  /** Of an offer: it lapses then, unless it is accepted before. */
  readonly deadline?: number | undefined;
  /** The same contact's other waiting tickets, in order, when the claim was made or picked up. */
  readonly alsoWaiting: readonly Case<Data>[];
}

/**
 * Whom a ticket was given to, and why: recorded at the moment of the decision.
 *
 * @example
 * await center.next("ana");
 * (await center.explain("t2")).assignment; // → { agent: "ana", at: 1795435200000, by: "next" … }
 */
export interface Assignment {
  readonly agent: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** The agent pressed Next, or picked this very ticket; or it was offered. */
  readonly by: "next" | "take" | "offer";
  /** Of an offer. */
  readonly grounds?: OfferGrounds | undefined;
}

/**
 * Why this agent: what the others who could have taken it were worth, in the eyes of the strategy.
 *
 * @example
 * const [offer] = await center.distribute({ strategy: function nearest() { return 7; } });
 * (await center.explain("t2")).assignment?.grounds; // → { strategy: "nearest", value: 7, candidates: 1, others: [] }
 */
export interface OfferGrounds {
  readonly strategy: string;
  /** What the strategy said of this agent; absent where it does not speak in values. */
  readonly value?: number | undefined;
  /** How many agents could have taken it. */
  readonly candidates: number;
  /** The best of the others, best first; a few. */
  readonly others: readonly { readonly agent: string; readonly value?: number | undefined }[];
}

/**
 * An agent described on the spot.
 *
 * @example
 * const described: AgentDescription = { id: "agent-7", channels: ["email", "sms"], skills: ["billing"] };
 * (await center.next(described))?.ticket.id; // → "t1"
 */
export interface AgentDescription {
  readonly id: string;
  /** Omitted: every channel. Empty: none. */
  readonly channels?: readonly ChannelId[] | undefined;
  /** Omitted: none. */
  readonly skills?: readonly string[] | undefined;
}

/**
 * How many tickets there are in the line and beside it.
 *
 * @example
 * await center.counts(); // → { waiting: 2, held: 0, paused: 0, absolute: 1, promoted: 0 }
 */
export interface LineCounts {
  readonly waiting: number;
  readonly held: number;
  /** On paused channels. */
  readonly paused: number;
  /** Of those waiting. */
  readonly absolute: number;
  /** Of those waiting. */
  readonly promoted: number;
}

/** Whom the ticket is reserved for at that moment. */
export function reservedNow({ preferredAgent }: Pick<Case, "preferredAgent">, now: number): string | undefined {
  return preferredAgent !== undefined && now < preferredAgent.until ? preferredAgent.id : undefined;
}
