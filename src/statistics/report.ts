import { getOrInsertComputed, groupBy } from "../model/map.ts";
import type { Tally } from "../stores/port/tally-store.ts";
import { type Figures, figuresOf, occupied } from "./figures.ts";
import { intervalOf } from "./intervals.ts";
import { type Subject, subjectIn, subjectOf } from "./series.ts";

/**
 * What happened in a span of time. A name is there where something happened with it.
 *
 * @example
 * const { total, channels } = await center.statistics.report();
 * [total.arrived, channels.email?.arrived]; // → [2, 1]
 */
export interface Statistics {
  /** Of all channels, and the occupancy of all agents: what somebody does while away or unregistered fills no other's time. */
  readonly total: Figures;
  readonly channels: Readonly<Record<string, Figures>>;
  readonly agents: Readonly<Record<string, Figures>>;
  /** A ticket that requires several skills counts for each. */
  readonly skills: Readonly<Record<string, Figures>>;
}

/**
 * What happened in one interval.
 *
 * @example
 * (await center.statistics.byInterval()).map(({ at, total }) => [at, total.arrived]); // → [[1795435200000, 2]]
 */
export interface IntervalStatistics extends Statistics {
  /** Its beginning, in epoch milliseconds. */
  readonly at: number;
}

/**
 * By what a service level is measured.
 *
 * @example
 * const within30s: StatisticsOptions = { target: 30_000 };
 * (await center.statistics.report(within30s)).total.serviceLevel;
 */
export interface StatisticsOptions {
  /**
   * In milliseconds: a service level is of tickets answered within this. Omitted: within the target that held when each
   * was answered, counted exactly; given, waits within 1 % of it may be taken for either.
   */
  readonly target?: number | undefined;
}

/**
 * The figures of all the tallies given: those of a span, and of what is not over yet. O(tallies).
 *
 * @example
 * statisticsFrom(await store.tallies.sums(from, to)).channels.whatsapp?.serviceLevel;
 */
export function statisticsFrom(tallies: Iterable<Tally>, { target }: StatisticsOptions = {}): Statistics {
  const total = new Map<string, number>();
  const sums: Record<Subject, Map<string, Map<string, number>>> = {
    channel: new Map(),
    agent: new Map(),
    skill: new Map(),
  };
  const subjects = new Map<string, ReturnType<typeof subjectIn>>();
  for (const { series, measure, amount } of tallies) {
    if (!subjects.has(series)) subjects.set(series, subjectIn(series));
    const [subject, name] = subjects.get(series) ?? [];
    if (subject === undefined || name === undefined) continue;
    const own = getOrInsertComputed(sums[subject], name, () => new Map());
    add(own, measure, amount);
    // Each ticket is on one channel.
    if (subject === "channel") add(total, measure, amount);
  }
  for (const agent of sums.agent.values()) {
    const { busy, available } = occupied(agent);
    add(total, "busy", busy);
    add(total, "available", available);
  }
  const figures = (of: ReadonlyMap<string, ReadonlyMap<string, number>>) =>
    Object.fromEntries([...of].map(([name, own]) => [name, figuresOf(own, target)]));
  return {
    total: figuresOf(total, target),
    channels: figures(sums.channel),
    agents: figures(sums.agent),
    skills: figures(sums.skill),
  };
}

/**
 * The same by interval, in order; one in which nothing happened is left out.
 *
 * @param interval in milliseconds: a multiple of the one that was counted by.
 */
export function statisticsByInterval(
  tallies: Iterable<Tally>,
  interval: number,
  options?: StatisticsOptions,
): readonly IntervalStatistics[] {
  const counted = [...tallies].filter(({ series }) => subjectOf(series) !== undefined);
  const intervals = groupBy(counted, ({ at }) => intervalOf(at, interval));
  const ordered = [...intervals].sort(([a], [b]) => a - b);
  return ordered.map(([at, own]) => ({ at, ...statisticsFrom(own, options) }));
}

function add(sums: Map<string, number>, measure: string, amount: number): void {
  sums.set(measure, (sums.get(measure) ?? 0) + amount);
}
