import { bucketIn, COUNTS, type Count, DURATIONS, type Duration } from "./series.ts";
import { type Buckets, countOf, countWithin, quantile } from "./sketch.ts";

/**
 * What is known of many durations, in milliseconds. Without any there is nothing to tell but a count of 0.
 *
 * @example
 * await center.next("ana");
 * (await center.statistics.report()).total.wait; // → { count: 1, total: 0, mean: 0, median: 0, p95: 0 }
 */
export interface Durations {
  readonly count: number;
  /** Exact. */
  readonly total: number;
  /** Exact. */
  readonly mean?: number | undefined;
  /** Within 1 %. */
  readonly median?: number | undefined;
  /** 95 of 100 were no longer; within 1 %. */
  readonly p95?: number | undefined;
}

/**
 * What happened on a channel, with an agent, for a skill or in total. Counts are exact; durations are in milliseconds.
 *
 * @example
 * const { arrived, serviceLevel, wait } = (await center.statistics.report()).total;
 * [arrived, serviceLevel, wait.count]; // → [2, undefined, 0]
 */
export interface Figures {
  /** Inbound tickets that entered. */
  readonly arrived: number;
  /** Inbound tickets that an agent had for the first time. */
  readonly answered: number;
  /** Inbound tickets that were cancelled before any agent had them, their wait having begun; of an agent, while offered to them. */
  readonly abandoned: number;
  /** Of those abandoned: within the short-abandon threshold. */
  readonly shortAbandoned: number;
  /** Tickets that were completed, outbound ones as well. */
  readonly completed: number;
  /** Tickets that were cancelled and were not abandoned: outbound, scheduled for later, or with an agent already. */
  readonly cancelled: number;
  /** Offers to agents, and what became of those that were not accepted. */
  readonly offered: number;
  readonly refused: number;
  readonly lapsed: number;
  /**
   * The part of those answered or abandoned, short abandons left out, that was answered within the target: the usual
   * definition (Genesys Cloud, "Service level", with its short abandons excluded). Undefined where there was none.
   */
  readonly serviceLevel: number | undefined;
  /** The part of those answered or abandoned, short abandons left out, that was abandoned. Undefined where there was none. */
  readonly abandonRate: number | undefined;
  /** Of those answered: the mean is the average speed of answer. */
  readonly wait: Durations;
  /** How long those who abandoned had waited. */
  readonly timeToAbandon: Durations;
  /** From when an agent had a ticket until the claim ended, for every claim. */
  readonly handling: Durations;
  /** For how long a ticket that had ended still took its agent's place; not told by skill. */
  readonly wrapUp: Durations;
  /**
   * Handling and wrap-up over the time for which the agents' places were available, at most 1. Undefined where they never
   * were, and of channels and skills.
   */
  readonly occupancy: number | undefined;
}

/** The sums of a series, by measure. */
export type Sums = ReadonlyMap<string, number>;

/** @param target in milliseconds; omitted: the one that held when each ticket was answered, for which the count is exact. */
export function figuresOf(sums: Sums, target?: number): Figures {
  const sum = (measure: string) => sums.get(measure) ?? 0;
  const sketches = sketchesIn(sums);
  const durations = Object.fromEntries(
    DURATIONS.map((name) => [name, durationsOf(sketches[name], sum(`${name}Sum`))]),
  ) as Record<Duration, Durations>;
  const counts = Object.fromEntries(COUNTS.map((name) => [name, sum(name)])) as Record<Count, number>;
  const answered = durations.wait.count;
  const abandoned = durations.timeToAbandon.count;
  const counted = answered + abandoned - counts.shortAbandoned;
  const { busy, available } = occupied(sums);
  const inTarget = target === undefined ? sum("inTarget") : countWithin(sketches.wait, target);
  return {
    ...counts,
    answered,
    abandoned,
    serviceLevel: part(inTarget, counted),
    abandonRate: part(abandoned - counts.shortAbandoned, counted),
    ...durations,
    occupancy: part(busy, available),
  };
}

/** Of the time for which places were available: work that goes on while an agent is away takes none of it. */
export function occupied(sums: Sums): { readonly busy: number; readonly available: number } {
  const available = sums.get("available") ?? 0;
  return { busy: Math.min(sums.get("busy") ?? 0, available), available };
}

export function durationsOf(sketch: Buckets, total: number): Durations {
  const count = countOf(sketch);
  if (count === 0) return { count, total };
  return { count, total, mean: total / count, median: quantile(sketch, 0.5), p95: quantile(sketch, 0.95) };
}

function sketchesIn(sums: Sums): Record<Duration, Buckets> {
  const sketches: Record<Duration, Map<number, number>> = {
    wait: new Map(),
    timeToAbandon: new Map(),
    handling: new Map(),
    wrapUp: new Map(),
  };
  for (const [measure, amount] of sums) {
    const counted = bucketIn(measure);
    if (counted !== undefined) sketches[counted[0]].set(counted[1], amount);
  }
  return sketches;
}

function part(some: number, all: number): number | undefined {
  return all > 0 ? some / all : undefined;
}
