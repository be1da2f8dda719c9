import type { AccuracyReport } from "./accuracy.ts";
import type { Expected } from "./handling-tallies.ts";

/** What is known of a channel. */
export interface ChannelTimes {
  /** In seconds, of any agent. */
  readonly mean: number;
  /** By skills, as JSON: of any agent, in seconds. */
  readonly lanes: ReadonlyMap<string, number>;
  /** By agent: how many times as long they take as any other. */
  readonly factors: ReadonlyMap<string, number>;
}

/** What was learned from completed tickets. */
export interface Learned {
  readonly channels: ReadonlyMap<string, ChannelTimes>;
  /** In seconds, of all channels. */
  readonly mean: number;
  readonly variation: number;
  readonly accuracy: AccuracyReport;
}

/** What is known of a lane: its mean, of any agent, and how many times as long each agent takes. */
interface LaneTimes extends Omit<ChannelTimes, "lanes"> {
  readonly channel: string;
  readonly skills: readonly string[];
}

const NONE: readonly string[] = [];
const NOBODY: ReadonlyMap<string, number> = new Map();

/**
 * How long an agent will have a ticket, learned from those that were completed (`predictorFrom`).
 *
 * An agent's time on a channel is pulled towards the channel's mean, the more so the fewer tickets they have completed
 * there (`credibilityConstant`); tickets that require skills are measured against those that require the same, whose mean
 * is pulled towards the channel's in the same way, and the channel's towards that of all. Of an agent, a channel or skills
 * that nobody knows yet, the mean of the next larger whole is expected.
 */
export class HandlingTimePredictor {
  /** The lane asked about last. */
  #asked: LaneTimes | undefined;

  constructor(private readonly learned: Learned) {}

  /** In seconds. @param skills what the ticket requires, sorted. O(1), and fastest for many agents of a lane in a row. */
  handlingTime(agent: string, channel: string, skills: readonly string[] = NONE): number {
    const same = this.#asked?.skills === skills && this.#asked.channel === channel;
    const lane = same ? this.#asked! : this.#lane(channel, skills);
    this.#asked = lane;
    return lane.mean * (lane.factors.get(agent) ?? 1);
  }

  /** What to compare with what the ticket takes, once it is completed. */
  expected(agent: string, channel: string, skills: readonly string[] = NONE): Expected {
    const channelMean = this.learned.channels.get(channel)?.mean ?? this.learned.mean;
    return { seconds: this.handlingTime(agent, channel, skills), channelMean };
  }

  /**
   * How much tickets differ that one agent has of one lane: standard deviation over mean, at most 1, which is also what is
   * said while nothing is known.
   */
  get variation(): number {
    return this.learned.variation;
  }

  /** How good predictions were, each when it was made. */
  accuracy(): AccuracyReport {
    return this.learned.accuracy;
  }

  #lane(channel: string, skills: readonly string[]): LaneTimes {
    const times = this.learned.channels.get(channel);
    const mean = times?.lanes.get(JSON.stringify(skills)) ?? times?.mean ?? this.learned.mean;
    return { channel, skills, mean, factors: times?.factors ?? NOBODY };
  }
}
