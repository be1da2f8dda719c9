import { milliseconds } from "date-fns";

/** A quarter of an hour: every time zone is a whole number of them from UTC. */
export const DEFAULT_INTERVAL = milliseconds({ minutes: 15 });

/** Of a span that is longer, what was before these is not told: a month of quarters of an hour. */
const MOST_INTERVALS = 3_000;

/** The beginning of the interval that holds the moment. */
export function intervalOf(moment: number, interval: number): number {
  return moment - (moment % interval);
}

/** How much of the span was in each interval that it touches, in milliseconds. Nothing of one that ends before it begins. */
export function* split(
  since: number,
  until: number,
  interval: number,
): Iterable<readonly [at: number, amount: number]> {
  const first = Math.max(since, intervalOf(until, interval) - MOST_INTERVALS * interval);
  for (let from = first; from < until; ) {
    const at = intervalOf(from, interval);
    const to = Math.min(until, at + interval);
    yield [at, to - from];
    from = to;
  }
}
