import type { AgentInput } from "../agents/inputs.ts";
import type { Strategy } from "../distribution/strategy.ts";
import type { ChannelChange } from "../model/channel.ts";
import type { Contact, ContactRule } from "../model/contact.ts";
import type { Score } from "../model/score.ts";
import type { Time } from "../model/time.ts";
import type { RandomDuration } from "./durations.ts";

/**
 * A center to be tried out: who comes, who serves, how they are given out. Times are milliseconds.
 *
 * @example
 * const monday: Simulation = {
 *   channels: { voice: { arrivalsPerHour: 60, handlingTime: { exponential: 180_000 }, patience: 120_000 } },
 *   agents: { ana: { speed: 1.2 }, others: { count: 4 } },
 *   duration: 8 * 3_600_000,
 * };
 */
export interface Simulation {
  /** Who comes, by channel. */
  readonly channels?: { readonly [id: string]: SimulatedChannel } | undefined;
  /**
   * Who comes besides: contacts of your own, from a log, say, anew for each replication (0, 1, …); in order of time. Those
   * who come after the end are left out.
   */
  readonly contacts?: ((replication: number) => Iterable<SimulatedContact>) | undefined;
  /** By id; or so many who serve everything, one contact at a time. */
  readonly agents: number | { readonly [id: string]: SimulatedAgent };
  /** Who is important. */
  readonly rules?: readonly ContactRule[] | undefined;
  /** By whom contacts are served; `longestIdle` when omitted. */
  readonly strategy?: Strategy | undefined;
  /** Within which an offer is to be accepted; 20 seconds when omitted. */
  readonly within?: number | undefined;
  /** From an offer to its acceptance, drawn for each offer; at once when omitted. */
  readonly reaction?: RandomDuration | undefined;
  /** For so long, contacts come and are counted; they are followed to their end. */
  readonly duration: number;
  /** For so long before, contacts come and are not counted, until the center no longer looks as it did when it opened; 0 when omitted. */
  readonly warmUp?: number | undefined;
  /** After which arrivals and shifts repeat; a day when omitted. */
  readonly cycle?: number | undefined;
  /** The date at which it begins; Monday, January 5, 2026, 00:00 UTC when omitted. */
  readonly start?: Time | undefined;
  /** A wait within which contacts should be served, where their channel does not say; 20 seconds when omitted. */
  readonly target?: number | undefined;
  /** An integer of 32 bits: the same seed gives the same result; 1 when omitted. */
  readonly seed?: number | undefined;
  /** How many times, each with contacts of its own; 10 when omitted. */
  readonly replications?: number | undefined;
  /** Of the intervals; 0.95 when omitted. */
  readonly confidence?: number | undefined;
}

/**
 * A channel, as `center.channels.set` takes it, and who comes on it.
 *
 * @example
 * const arrivalsPerHour = [20, 60, 40]; // in each third of the cycle
 * const voice: SimulatedChannel = { arrivalsPerHour, handlingTime: { exponential: 180_000 }, patience: 120_000 };
 */
export interface SimulatedChannel extends Pick<ChannelChange, "score" | "absolute" | "waitLimit" | "escalateAfter"> {
  /**
   * How many contacts come in an hour, at random (Poisson): always as many, or by intervals of the cycle, all of one length:
   * 24 numbers are hours of the day, 48 half hours.
   */
  readonly arrivalsPerHour: number | readonly number[];
  /** How long an agent of speed 1 has it. */
  readonly handlingTime: RandomDuration;
  /** How long a contact is ready to wait; for ever when omitted. */
  readonly patience?: ((random: number) => number) | Exclude<RandomDuration, (...args: never) => unknown> | undefined;
  /** The wait within which contacts should be served. */
  readonly target?: number | undefined;
  /** Who they are: kinds of contacts, each with its share. All alike when omitted. */
  readonly contacts?: readonly ContactKind[] | undefined;
}

/**
 * Contacts who are alike: how many, and what they ask for.
 *
 * @example
 * const vips: ContactKind = { share: 1, segments: ["vip"], contactScore: 90 };
 * const others: ContactKind = { share: 9 }; // nine of them for one of the others
 */
export interface ContactKind extends Pick<Contact, "segments" | "attributes"> {
  /** How many of them there are for one of a kind with share 1. */
  readonly share: number;
  readonly contactScore?: Score | undefined;
  /** What an agent must have to serve them. */
  readonly skills?: readonly string[] | undefined;
}

/**
 * An agent, as `center.agents.set` takes them.
 *
 * @example
 * const shifts = [{ from: 9 * 3_600_000, to: 17 * 3_600_000 }];
 * const team: SimulatedAgent = { count: 4, skills: ["billing"], speed: { voice: 1.2 }, shifts };
 */
export interface SimulatedAgent extends Pick<AgentInput, "channels" | "skills" | "capacity" | "wrapUp"> {
  /** How many such agents there are, named `id-1`, `id-2`, …; one, named `id`, when omitted. */
  readonly count?: number | undefined;
  /** How many times as fast as handling times say: on every channel, or by channel. 1 unless given. */
  readonly speed?: number | { readonly [channel: string]: number } | undefined;
  /** When they are there, in milliseconds from the beginning of each cycle; always when omitted. What is begun is brought to its end. */
  readonly shifts?: readonly Shift[] | undefined;
}

/**
 * A span of presence, in milliseconds from the beginning of the cycle.
 *
 * @example
 * const night: Shift = { from: 22 * 3_600_000, to: 30 * 3_600_000 }; // until 6 o'clock of the next day
 */
export interface Shift {
  readonly from: number;
  /** It may lie in the next cycle: a night shift. */
  readonly to: number;
}

/**
 * One who comes.
 *
 * @example
 * const caller: SimulatedContact = { at: 90_000, channel: "voice", patience: 120_000, handlingTime: () => 180_000 };
 */
export interface SimulatedContact {
  /** When, in milliseconds since the start. */
  readonly at: number;
  readonly channel: string;
  readonly contact?: string | Contact | undefined;
  readonly contactScore?: Score | undefined;
  readonly skills?: readonly string[] | undefined;
  /** Key 4 of the order, in milliseconds since the start, where it is not when they come. Their wait is counted from `at`. */
  readonly receivedAt?: number | undefined;
  /** How long they are ready to wait; for ever when omitted. */
  readonly patience?: number | undefined;
  /** How long an agent of speed 1 has it. */
  readonly handlingTime: (agent: string) => number;
}
