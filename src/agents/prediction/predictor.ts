import { secondsInMinute } from "date-fns/constants";
import type { Tally } from "../../stores/tally-store.ts";
import { type AccuracyReport, accuracyIn } from "./accuracy.ts";
import { credibilityConstant, credible, type Observed, pooled } from "./credibility.ts";
import { type Expected, type Handled, handledIn } from "./handling-tallies.ts";

/** What is expected of any ticket while none has been completed, in seconds. Ours, not anybody's measurement. */
export const PRIOR = 5 * secondsInMinute;

const NONE: readonly string[] = [];

const NOBODY: ReadonlyMap<string, number> = new Map();

/** What is known of a channel. */
interface ChannelTimes {
  /** In seconds, of any agent. */
  readonly mean: number;
  /** By skills, as JSON: of any agent, in seconds. */
  readonly lanes: ReadonlyMap<string, number>;
  /** By agent: how many times as long they take as any other. */
  readonly factors: ReadonlyMap<string, number>;
}

/** What is known of a lane: its mean, of any agent, and how many times as long each agent takes. */
interface LaneTimes extends Omit<ChannelTimes, "lanes"> {
  readonly channel: string;
  readonly skills: readonly string[];
}

/**
 * How long an agent will have a ticket, learned from those that were completed.
 *
 * An agent's time on a channel is pulled towards the channel's mean, the more so the fewer tickets they have completed
 * there (`credibilityConstant`); tickets that require skills are measured against those that require the same, whose mean
 * is pulled towards the channel's in the same way, and the channel's towards that of all. Of an agent, a channel or skills
 * that nobody knows yet, the mean of the next larger whole is expected.
 */
export class HandlingTimePredictor {
  /** The lane asked about last. */
  #asked: LaneTimes | undefined;

  constructor(
    private readonly channels: ReadonlyMap<string, ChannelTimes>,
    /** In seconds, of all channels. */
    private readonly mean: number,
    private readonly measured: AccuracyReport,
  ) {}

  /** In seconds. @param skills what the ticket requires, sorted. O(1), and fastest for many agents of a lane in a row. */
  handlingTime(agent: string, channel: string, skills: readonly string[] = NONE): number {
    const same = this.#asked?.skills === skills && this.#asked.channel === channel;
    const lane = same ? this.#asked! : this.#lane(channel, skills);
    this.#asked = lane;
    return lane.mean * (lane.factors.get(agent) ?? 1);
  }

  /** What to compare with what the ticket takes, once it is completed. */
  expected(agent: string, channel: string, skills: readonly string[] = []): Expected {
    const channelMean = this.channels.get(channel)?.mean ?? this.mean;
    return { seconds: this.handlingTime(agent, channel, skills), channelMean };
  }

  /** What it is worth that this agent serves this lane: the sooner they are done, the more. */
  value(
    { id }: { readonly id: string },
    { channel, skills }: { readonly channel: string; readonly skills: readonly string[] },
  ) {
    return -this.handlingTime(id, channel, skills);
  }

  #lane(channel: string, skills: readonly string[]): LaneTimes {
    const times = this.channels.get(channel);
    const mean = times?.lanes.get(JSON.stringify(skills)) ?? times?.mean ?? this.mean;
    return { channel, skills, mean, factors: times?.factors ?? NOBODY };
  }

  /** How good its predictions were, when each was made. */
  accuracy(): AccuracyReport {
    return this.measured;
  }
}

/**
 * What the tickets completed so far teach. The order in which they came makes no difference. O(agents × lanes).
 *
 * @param tallies those of `handlingTallies`; any others are passed over.
 * @param prior in seconds: what is expected while nothing is known; 5 minutes when omitted.
 *
 * @example
 * const predictor = predictorFrom(await store.tallies.sums(0, 1));
 * allocate({ agents, lanes, value: { byLane: (agent, lane) => predictor.value(agent, lane) } });
 */
export function predictorFrom(tallies: readonly Tally[], prior: number = PRIOR): HandlingTimePredictor {
  const channels = [...grouped(handledIn(tallies), ({ channel }) => channel)];
  const wholes = channels.map(([, handled]) => together(handled));
  const all = together(wholes);
  const mean = all.count > 0 ? all.sum / all.count : prior;
  const constant = credibilityConstant(wholes);
  const times = channels.map(
    ([channel, handled], place) => [channel, timesOf(handled, credible(wholes[place], mean, constant))] as const,
  );
  return new HandlingTimePredictor(new Map(times), mean, accuracyIn(tallies));
}

function timesOf(handled: readonly Handled[], mean: number): ChannelTimes {
  // Where nothing takes any time, nobody takes longer.
  if (mean === 0) return { mean, lanes: new Map(), factors: new Map() };
  const lanes = credibleMeans(
    grouped(handled, ({ skills }) => skills),
    () => mean,
  );
  for (const [skills, ratio] of lanes) lanes.set(skills, ratio * mean);
  const factors = credibleMeans(
    grouped(handled, ({ agent }) => agent),
    ({ skills }) => lanes.get(skills)!,
  );
  return { mean, lanes, factors };
}

/** Of each group the mean, in units of what is expected of each ticket, pulled towards 1. */
function credibleMeans(
  groups: ReadonlyMap<string, readonly Handled[]>,
  unit: (handled: Handled) => number,
): Map<string, number> {
  const observed = [...groups].map(
    ([name, handled]) => [name, pooled(handled.map((one) => [one, unit(one)]))] as const,
  );
  const constant = credibilityConstant(observed.map(([, of]) => of));
  return new Map(observed.map(([name, of]) => [name, credible(of, 1, constant)]));
}

function together(observed: readonly Observed[]): Observed {
  return pooled(observed.map((one) => [one, 1]));
}

function grouped(handled: readonly Handled[], name: (of: Handled) => string): Map<string, Handled[]> {
  const groups = new Map<string, Handled[]>();
  for (const one of handled) {
    const group = groups.get(name(one));
    if (group === undefined) groups.set(name(one), [one]);
    else group.push(one);
  }
  return groups;
}
