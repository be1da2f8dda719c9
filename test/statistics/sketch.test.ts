import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LAST_MOMENT } from "../../src/model/time.ts";
import { ACCURACY, bucketOf, countOf, countWithin, estimateOf, quantile } from "../../src/statistics/sketch.ts";

const durations = fc.oneof(
  fc.nat(100),
  fc.nat(3_600_000),
  fc.integer({ min: 0, max: LAST_MOMENT }),
  fc.integer({ min: 0, max: 1_800 }).map((power) => Math.round(1.0202 ** power)),
);

/** Where the logarithm is rounded, a duration at the border of two buckets may be in the wrong one. */
const ROUNDING = 1e-11;

function sketchOf(sample: readonly number[]): Map<number, number> {
  const buckets = new Map<number, number>();
  for (const duration of sample) {
    const bucket = bucketOf(duration);
    buckets.set(bucket, (buckets.get(bucket) ?? 0) + 1);
  }
  return buckets;
}

describe("the sketch", () => {
  test("tells any quantile of any sample within 1 %", () => {
    fc.assert(
      fc.property(fc.array(durations, { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (sample, q) => {
        const ordered = sample.toSorted((a, b) => a - b);
        const exact = ordered[Math.max(0, Math.ceil(q * sample.length) - 1)]!;
        const told = quantile(sketchOf(sample), q)!;
        expect(Math.abs(told - exact)).toBeLessThanOrEqual((ACCURACY + ROUNDING) * exact);
      }),
      { numRuns: 5_000 },
    );
  });

  test("of two samples together is the sum of theirs", () => {
    fc.assert(
      fc.property(fc.array(durations), fc.array(durations), (some, others) => {
        const merged = sketchOf(some);
        for (const [bucket, count] of sketchOf(others)) merged.set(bucket, (merged.get(bucket) ?? 0) + count);
        expect(merged).toEqual(sketchOf([...some, ...others]));
        expect(countOf(merged)).toBe(some.length + others.length);
      }),
    );
  });

  test("has buckets in the order of durations, 1,836 of them and one for 0", () => {
    expect([bucketOf(0), bucketOf(1), bucketOf(LAST_MOMENT)]).toEqual([-1, 0, 1_835]);
    fc.assert(
      fc.property(durations, durations, (a, b) => {
        if (a <= b) expect(bucketOf(a)).toBeLessThanOrEqual(bucketOf(b));
      }),
    );
  });

  test("counts what is no longer than a duration, but for those within 1 % of it", () => {
    fc.assert(
      fc.property(fc.array(durations), durations, (sample, limit) => {
        const told = countWithin(sketchOf(sample), limit);
        const least = sample.filter((duration) => duration * (1 + ACCURACY + ROUNDING) <= limit).length;
        const most = sample.filter((duration) => duration * (1 - ACCURACY - ROUNDING) <= limit).length;
        expect(told).toBeGreaterThanOrEqual(least);
        expect(told).toBeLessThanOrEqual(most);
      }),
    );
  });

  test("of nothing has no quantiles", () => {
    expect(quantile(new Map(), 0.5)).toBeUndefined();
    expect(quantile(new Map([[3, 0]]), 0.5)).toBeUndefined();
    expect(estimateOf(bucketOf(0))).toBe(0);
  });
});
