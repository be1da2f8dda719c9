/** A scheduled ticket joins the line this long before its time, in milliseconds. */
export const LEAD = 5 * 60_000;

/** What a run needs to know of its traffic, wherever that comes from. Times are epoch milliseconds, durations milliseconds. */
export interface Source {
  /** One line: whose traffic this is. */
  readonly title: string;
  /** Where the figures come from, and which of them are our assumptions. */
  readonly notes: readonly string[];
  readonly channels: readonly ChannelSetting[];
  readonly rules: readonly Rule[];
  /** One day after the other, in order of time. */
  readonly days: AsyncIterable<Day>;
  /** A piped run prints a line every hour, or once a day. */
  readonly pace: "hour" | "day";
  /** How much of the source has been read, from 0 to 1, where it is longer than one day. */
  readonly progress?: () => number;
  /** Rows of a log that could not be used. */
  readonly bad?: BadRows;
  /** Rows of a log that are sound and still no contact of ours, by reason. */
  readonly leftOut?: ReadonlyMap<string, number>;
}

/** A whole day: no event of it, save the end of a conversation, lies after `to`. */
export interface Day {
  readonly from: number;
  readonly to: number;
  readonly arrivals: readonly Arrival[];
  readonly shifts: readonly Shift[];
  readonly interventions: readonly Intervention[];
}

/** A contact: when it reaches the center, and how it will behave. */
export interface Arrival {
  readonly at: number;
  /** The line of the final table that counts it. */
  readonly label: string;
  readonly ticket: Entry;
  /** How long an agent is busy with it. */
  readonly handling: number;
  /** When it leaves, unless an agent has taken it by then. */
  readonly leaves?: { readonly at: number; readonly how: "gave up" | "called off" };
  /** The first agent to take it gives it back after so long: to other skills, or to be called again later. */
  readonly handedBack?: { readonly after: number; readonly skills?: readonly string[]; readonly againIn?: number };
}

/** What the center is told of a ticket. */
export interface Entry {
  readonly id: string;
  readonly channel: string;
  readonly contact?: Person;
  readonly receivedAt?: number;
  readonly scheduledFor?: number;
  readonly skills?: readonly string[];
}

export interface Person {
  readonly id: string;
  readonly segments?: readonly string[];
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface ChannelSetting {
  readonly id: string;
  readonly score?: number;
  readonly absolute?: boolean;
  readonly enabled?: boolean;
}

export type Rule =
  | { readonly contact: string; readonly score: number }
  | { readonly segment: string; readonly score: number }
  | { readonly attribute: string; readonly value: string; readonly score: number };

/** An agent at work from `from` to `to`; a conversation begun in time is brought to its end. */
export interface Shift {
  readonly agent: Agent;
  readonly from: number;
  readonly to: number;
}

export interface Agent {
  readonly id: string;
  readonly channels?: readonly string[];
  readonly skills: readonly string[];
}

/** A supervisor changes a channel while tickets wait on it. */
export interface Intervention {
  readonly at: number;
  readonly channel: ChannelSetting;
}

/** Rows that could not be used: every one counted, those that stand first in the file kept to be shown in full. */
export class BadRows {
  static readonly SHOWN = 5;
  count = 0;
  first: readonly { line: number; reason: string }[] = [];

  add(line: number, reason: string): void {
    this.count += 1;
    // A broken line is found out ahead of the sound but unusable ones before it.
    this.first = [...this.first, { line, reason }].sort((a, b) => a.line - b.line).slice(0, BadRows.SHOWN);
  }
}
