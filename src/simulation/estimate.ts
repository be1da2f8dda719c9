import { studentT } from "./student.ts";

/**
 * What replications tell of a value.
 *
 * @example
 * const { value, low, high } = (await simulate(monday)).total.serviceLevel;
 * low < value && value < high; // → true
 */
export interface Estimate {
  /** The mean of the replications; NaN where none of them had anything to tell. */
  readonly value: number;
  /** The confidence interval, from … */
  readonly low: number;
  /** … to; both NaN where fewer than two replications have told. */
  readonly high: number;
  /** As each replication told it, in their order; NaN where it had nothing to tell: the mean wait of nobody. */
  readonly replications: readonly number[];
}

/**
 * The mean of independent replications, with the interval of Student's t: A. M. Law, "Simulation Modeling and Analysis",
 * 5th edition, 2015, §9.4.1 and §9.5.2 (replication and deletion). Replications share nothing, so that no correlation within
 * a run has to be reckoned with, as with batch means; and a day that ends has no other way.
 */
export function estimateOf(replications: readonly number[], confidence: number): Estimate {
  const told = replications.filter((value) => !Number.isNaN(value));
  const count = told.length;
  const value = told.reduce((sum, one) => sum + one, 0) / count;
  if (count < 2) return { value, low: Number.NaN, high: Number.NaN, replications };
  const variance = told.reduce((sum, one) => sum + (one - value) ** 2, 0) / (count - 1);
  const half = studentT(confidence, count - 1) * Math.sqrt(variance / count);
  return { value, low: value - half, high: value + half, replications };
}
