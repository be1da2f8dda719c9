/** How far an estimate may be from what it estimates, relative to that. */
export const ACCURACY = 0.01;

const GAMMA = (1 + ACCURACY) / (1 - ACCURACY);
const LOG_GAMMA = Math.log(GAMMA);

/** Of durations that are 0; those of 1 millisecond are in bucket 0. */
const ZERO = -1;

/**
 * A quantile sketch with a bound on the relative error: DDSketch (Masson, Rim and Lee, PVLDB 12, 2019). A duration x is
 * counted in bucket ⌈log_γ x⌉, γ = (1 + α)/(1 − α), and told as 2γ^i/(γ + 1), which is within α of all that the bucket
 * holds. Two sketches are merged by adding their buckets, so that a store that adds can keep one. All durations up to the
 * last moment of a `Date` have 1,836 buckets between them.
 *
 * @param duration whole milliseconds, 0 or more.
 */
export function bucketOf(duration: number): number {
  return duration === 0 ? ZERO : Math.ceil(Math.log(duration) / LOG_GAMMA);
}

/** What a bucket's durations are told as, in milliseconds. */
export function estimateOf(bucket: number): number {
  return bucket === ZERO ? 0 : (2 * GAMMA ** bucket) / (GAMMA + 1);
}

/** How many durations there are in each bucket. */
export type Buckets = ReadonlyMap<number, number>;

/**
 * The shortest duration that the share `q` of all do not exceed: of n in order, the one at place ⌈qn⌉, counted from 1,
 * within 1 %. Undefined where there are none. O(buckets log buckets).
 *
 * @param q from 0 to 1.
 */
export function quantile(buckets: Buckets, q: number): number | undefined {
  let rest = Math.max(0, Math.ceil(q * countOf(buckets)) - 1);
  for (const bucket of [...buckets.keys()].sort((a, b) => a - b)) {
    rest -= buckets.get(bucket)!;
    if (rest < 0) return estimateOf(bucket);
  }
  return undefined;
}

export function countOf(buckets: Buckets): number {
  let count = 0;
  for (const some of buckets.values()) count += some;
  return count;
}

/** How many are no longer than that; those within 1 % of it may be taken for either. */
export function countWithin(buckets: Buckets, duration: number): number {
  let count = 0;
  for (const [bucket, some] of buckets) if (estimateOf(bucket) <= duration) count += some;
  return count;
}
