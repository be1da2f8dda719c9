import type { Abilities, Ticket } from "../model/ticket.ts";
import type { Standing } from "../queue/order.ts";

/** An agent who can take more, and how much more. */
export interface FreeAgent extends Abilities {
  readonly id: string;
  /** How many tickets more, on all channels together: an integer, none where it is 0 or less. */
  readonly room: number;
  /** How many more on a channel, where that is fewer. A channel that is not named has no limit of its own. */
  readonly roomByChannel?: Readonly<Record<string, number>> | undefined;
  /** How many tickets count as given to them before this round, where equal agents are told apart; 0 when omitted. */
  readonly given?: number | undefined;
  /** Epoch milliseconds. Of equal agents, whoever has been idle longest is first; omitted, they come after those who say. */
  readonly idleSince?: number | undefined;
}

/** A waiting ticket, where it stands, and who may not serve it although they could. */
export interface Waiting<Kind extends Ticket = Ticket> {
  readonly ticket: Kind;
  readonly standing: Standing;
  /** Until the reservation ends: the one agent who is offered it. */
  readonly reservedFor?: string | undefined;
  /** Who is not offered it for a while. */
  readonly refusedBy?: readonly string[] | undefined;
}

/** What decides who can serve a ticket: tickets that share it, and are all promoted or none of them, are a lane. */
export interface Requirements {
  readonly channel: string;
  /** All of them. */
  readonly skills: readonly string[];
}

/** A lane, first to last. Only as many are asked for as the agents have room, and a few that cannot be served. */
export interface WaitingLane<Kind extends Ticket = Ticket> extends Requirements {
  readonly promoted: boolean;
  readonly waiting: Iterable<Waiting<Kind>>;
}

/**
 * What it is worth that this agent serves this ticket, larger is better: any finite number, or its negative.
 *
 * `byLane` promises that tickets of a lane are worth the same to an agent, and is asked once for each agent and lane,
 * which makes a round of a thousand agents many times as fast.
 */
export type Prediction<Agent extends FreeAgent = FreeAgent, Kind extends Ticket = Ticket> =
  | { readonly byLane: (agent: Agent, lane: WaitingLane<Kind>) => number }
  | { readonly byTicket: (agent: Agent, ticket: Kind) => number };

/** Who serves a ticket. */
export interface Allocation<Agent extends FreeAgent = FreeAgent, Kind extends Ticket = Ticket> {
  readonly agent: Agent;
  readonly ticket: Kind;
}
