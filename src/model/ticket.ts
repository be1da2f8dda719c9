import type { ChannelId } from "./channel.ts";
import type { Score } from "./score.ts";
import type { Time } from "./time.ts";

/**
 * One piece of work that waits for an agent. Times are epoch milliseconds.
 *
 * @example
 * const { receivedAt, skills }: Ticket = queue.enqueue({ id: "t3", channel: "email", contact: "rui" });
 * [receivedAt, skills]; // → [1795435200000, []]
 */
export interface Ticket<Data = unknown> {
  readonly id: string;
  /** The channel's id. */
  readonly channel: ChannelId;
  /** The person's id, as the application names them; absent where nobody knows who it is. */
  readonly contact?: string | undefined;
  /** 1 to 100, given with the ticket; it stands above the rules. Absent: the rules decide, or 50. */
  readonly contactScore?: Score | undefined;
  /** When the contact wrote or called. */
  readonly receivedAt: number;
  /** The time it is meant for: it joins the line `promotionLead` before. */
  readonly scheduledFor?: number | undefined;
  /** What an agent must have, all of it, to serve the ticket: sorted, without repetition. */
  readonly skills: readonly string[];
  /** The application's own. */
  readonly data?: Data | undefined;
}

/**
 * A ticket as it is put in: an id and a channel, the rest as known.
 *
 * @example
 * const invoice: TicketInput = { id: "t3", channel: "email", contact: "rui", data: { subject: "Invoice" } };
 * const callback: TicketInput = { id: "t4", channel: "voice", scheduledFor: new Date("2026-11-23T15:00:00-03:00") };
 */
export interface TicketInput<Data = unknown> {
  /** 1 to 256 characters, as any id. */
  readonly id: string;
  readonly channel: ChannelId;
  readonly contact?: string | undefined;
  /** 1 to 100, larger is sooner; it stands above the rules. */
  readonly contactScore?: Score | null | undefined;
  /** Now, unless given. */
  readonly receivedAt?: Time | undefined;
  /** It is held until `promotionLead` before this moment. */
  readonly scheduledFor?: Time | null | undefined;
  /** An agent must have all of them; none, unless given. */
  readonly skills?: readonly string[] | undefined;
  /** The application's own; in a center, what JSON can hold, in up to 65,536 characters and 64 levels. */
  readonly data?: Data | undefined;
}

/**
 * What can be changed of a ticket that waits; `null` takes a score or a schedule away.
 *
 * @example
 * const transferred: TicketChange = { channel: "sms", skills: ["billing"], contactScore: null };
 * queue.update("t1", transferred).channel; // → "sms"
 */
export interface TicketChange {
  readonly channel?: ChannelId | undefined;
  /** 1 to 100; `null`: the rules decide again. */
  readonly contactScore?: Score | null | undefined;
  /** It waits anew, from this schedule on; `null`: it waits from when it was received. */
  readonly scheduledFor?: Time | null | undefined;
  readonly skills?: readonly string[] | undefined;
}

/**
 * What an asking agent can serve.
 *
 * @example
 * const abilities: Abilities = { channels: ["email", "sms"], skills: ["billing"] };
 * queue.next(abilities)?.id; // → "t1"
 */
export interface Abilities {
  /** Omitted: every channel. Empty: none. */
  readonly channels?: readonly ChannelId[] | undefined;
  /** Omitted: none. A ticket is served only where the agent has all the skills it requires. */
  readonly skills?: readonly string[] | undefined;
}
