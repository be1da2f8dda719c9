/** A double has every integer below two to this power. */
const EXACT_BITS = 53;

/**
 * What each value falls short of the best, as integers, so that sums are exact: no rounding makes one of two equal
 * allocations look better. Since as many tickets are served whoever serves them, the largest total value is the least
 * total cost.
 *
 * The unit is a power of two, the smallest with which no path of so many exchanges overflows: some 2⁻⁴⁰ of the distance
 * from the worst value to the best, for thousands of agents. Values that are multiples of the unit, such as all integers
 * less than 2⁴⁰ apart, are not rounded at all, others by half a unit at most.
 *
 * @param rows values, by agent; NaN for whoever cannot serve it, whose cost is infinite. Overwritten by the costs.
 * @param exchanges the longest path there can be.
 */
export function costsOf(rows: readonly Float64Array[], exchanges: number): readonly Float64Array[] {
  let worst = Number.POSITIVE_INFINITY;
  let best = Number.NEGATIVE_INFINITY;
  for (const row of rows) {
    for (let agent = 0; agent < row.length; agent++) {
      if (row[agent] < worst) worst = row[agent];
      if (row[agent] > best) best = row[agent];
    }
  }
  // Halves, where the distance from the worst to the best is more than a double can say.
  const scale = Number.isFinite(best - worst) ? 1 : 0.5;
  const unit = unitOf(best * scale - worst * scale, EXACT_BITS - Math.ceil(Math.log2(4 * (exchanges + 1))));
  for (const row of rows) {
    for (let agent = 0; agent < row.length; agent++) {
      const value = row[agent];
      row[agent] = Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.round((best * scale - value * scale) / unit);
    }
  }
  return rows;
}

/** The power of two of which `range` is so many binary digits at the most. */
function unitOf(range: number, bits: number): number {
  if (!(range > 0)) return 1;
  return Math.max(2 ** (Math.ceil(Math.log2(range)) - bits), Number.MIN_VALUE);
}
