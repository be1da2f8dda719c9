import { expect, test } from "vitest";
import { estimateOf } from "../../src/simulation/estimate.ts";
import { Stream } from "../../src/simulation/random.ts";
import { studentT } from "../../src/simulation/student.ts";

test("Student's t is as tabled", () => {
  // Abramowitz and Stegun, table 26.10, two-sided.
  for (const [confidence, degrees, t] of [
    [0.95, 1, 12.706],
    [0.95, 2, 4.303],
    [0.95, 9, 2.262],
    [0.95, 30, 2.042],
    [0.99, 4, 4.604],
    [0.99, 5, 4.032],
    [0.999, 10, 4.587],
    [0.8, 3, 1.638],
    [0.95, 100_000, 1.96],
  ] as const)
    expect(studentT(confidence, degrees), `${confidence}, ${degrees}`).toBeCloseTo(t, 3);
});

test("an estimate leaves out what had nothing to tell", () => {
  const { value, low, high } = estimateOf([1, Number.NaN, 2, 3], 0.95);
  expect(value).toBe(2);
  expect(high - value).toBeCloseTo(4.3027 / Math.sqrt(3), 4);
  expect(low).toBeCloseTo(2 * value - high, 12);
  expect(estimateOf([5], 0.95)).toMatchObject({ value: 5, low: Number.NaN, high: Number.NaN });
  expect(estimateOf([Number.NaN], 0.95).value).toBeNaN();
});

/** sfc32 as PractRand seeds it, said in unsigned words. */
function sfc32(a: bigint, b: bigint, c: bigint): () => bigint {
  const word = (value: bigint) => BigInt.asUintN(32, value);
  let counter = 1n;
  const next = () => {
    const out = word(a + b + counter++);
    a = b ^ (b >> 9n);
    b = word(c + (c << 3n));
    c = word((word(c << 21n) | (c >> 11n)) + out);
    return out;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

test("streams are sfc32, and those of other seeds, replications or names are others", () => {
  const stream = new Stream(5, 3, "");
  const words = sfc32(5n, 3n, 0x811c9dc5n);
  for (let draw = 0; draw < 1_000; draw++) {
    const [high, low] = [words() >> 5n, words() >> 6n];
    expect(stream.uniform()).toBe(Number((high << 26n) | low) / 2 ** 53);
  }
  const firsts = [new Stream(1, 0, "a"), new Stream(1, 0, "b"), new Stream(1, 1, "a"), new Stream(2, 0, "a")];
  expect(new Set(firsts.map((one) => one.uniform())).size).toBe(4);
});

test("streams have the moments of what they draw", () => {
  const stream = new Stream(1, 0, "moments");
  const count = 100_000;
  const mean = (draw: () => number) => Array.from({ length: count }, draw).reduce((sum, one) => sum + one, 0) / count;
  expect(mean(() => stream.uniform())).toBeCloseTo(0.5, 2);
  expect(mean(() => stream.exponential())).toBeCloseTo(1, 1);
  expect(mean(() => stream.normal())).toBeCloseTo(0, 1);
  expect(mean(() => stream.normal() ** 2)).toBeCloseTo(1, 1);
});
