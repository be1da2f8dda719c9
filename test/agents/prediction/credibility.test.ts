import { describe, expect, test } from "vitest";
import { credibilityConstant, credible, type Observed, pooled } from "../../../src/agents/prediction/credibility.ts";

function observed(...values: readonly number[]): Observed {
  const squares = values.reduce((sum, value) => sum + value ** 2, 0);
  return { count: values.length, sum: values.reduce((sum, value) => sum + value, 0), squares };
}

describe("the credibility constant", () => {
  test("is the variance within groups over the variance between them, worked by hand", () => {
    // Within: (50 + 50)/2 = 50. Between: (2·5² + 2·5² − 50)/(4 − 8/4) = 25.
    expect(credibilityConstant([observed(5, 15), observed(15, 25)])).toBeCloseTo(2, 12);
    // Within: (200 + 200)/2 = 200. Between: (2·10² + 20² − 2·200)/(5 − 9/5) = 62.5.
    expect(credibilityConstant([observed(0, 20), observed(40), observed(10, 30)])).toBeCloseTo(3.2, 12);
  });

  test("is 1 at least: one observation never outweighs what is known of all", () => {
    expect(credibilityConstant([observed(1, 1), observed(100, 100)])).toBe(1);
  });

  test("has no end where groups differ by no more than chance, or one is all there is", () => {
    expect(credibilityConstant([observed(0, 20), observed(10, 30)])).toBe(Number.POSITIVE_INFINITY);
    expect(credibilityConstant([observed(7, 7), observed(7, 7)])).toBe(Number.POSITIVE_INFINITY);
    expect(credibilityConstant([observed(1, 2, 3)])).toBe(Number.POSITIVE_INFINITY);
    expect(credibilityConstant([])).toBe(Number.POSITIVE_INFINITY);
  });

  test("is a guess where there is one observation of each", () => {
    expect(credibilityConstant([observed(1), observed(9)])).toBe(5);
  });
});

test("a mean is pulled by n over n plus the constant", () => {
  expect(credible(observed(10, 20), 30, 2)).toBe(22.5);
  expect(credible(observed(10, 20), 30, Number.POSITIVE_INFINITY)).toBe(30);
});

test("groups together are what their observations are", () => {
  expect(
    pooled([
      [observed(2, 4), 2],
      [observed(9), 3],
    ]),
  ).toEqual(observed(1, 2, 3));
});
