import type { Attribute } from "./contact.ts";
import type { Ticket } from "./ticket.ts";

export type Direction = "inbound" | "outbound";

/**
 * `held` until its promotion, `waiting` in the line, `offered` to an agent until a deadline, `active` with an agent;
 * `completed` and `cancelled` are final.
 */
export type TicketState = "held" | "waiting" | "offered" | "active" | "completed" | "cancelled";

/** A ticket with its life: what a center keeps of it. */
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
  /** When it was completed or cancelled, in epoch milliseconds. */
  readonly closedAt?: number | undefined;
}

/** A ticket held for one agent. */
export interface Holding<Data = unknown> {
  readonly ticket: Case<Data>;
  /** Whoever has it may settle the claim, in any request or process. */
  readonly token: string;
  /** The agent's id. */
  readonly agent: string;
  readonly state: "offered" | "active";
  readonly claimedAt: number;
  /** The same contact's other waiting tickets, in order, when the claim was made or picked up. */
  readonly alsoWaiting: readonly Case<Data>[];
}

/** An agent described on the spot. */
export interface AgentDescription {
  readonly id: string;
  /** Omitted: every channel. Empty: none. */
  readonly channels?: readonly string[] | undefined;
  /** Omitted: none. */
  readonly skills?: readonly string[] | undefined;
}

/** How many tickets there are in the line and beside it. */
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
