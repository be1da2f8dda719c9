/** What was observed of one group: how often, the sum, and the sum of the squares. */
export interface Observed {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/** A group is never believed over all others together on the word of one observation: it weighs half of it at most. */
const LEAST = 1;

/** What is taken where the observations cannot tell, there being one of each group. */
const UNTOLD = 5;

/**
 * How many observations of a group weigh as much as what is known of all groups: the variance within groups over the
 * variance between them; Infinity where the groups show no difference that chance does not explain, or one is all there
 * is. A group's mean of n observations then has the credibility n/(n + k).
 *
 * Both variances are estimated from the groups themselves, without bias: Bühlmann and Straub, "Glaubwürdigkeit für
 * Schadensätze", 1970; Bühlmann and Gisler, A Course in Credibility Theory, 2005, §4.8. O(groups).
 */
export function credibilityConstant(groups: Iterable<Observed>): number {
  let [size, count, sum, scatter, spread, sizes] = [0, 0, 0, 0, 0, 0];
  for (const group of groups) {
    const { count: n, sum: of } = group;
    size += 1;
    count += n;
    sum += of;
    scatter += scatterOf(group);
    spread += of ** 2 / n;
    sizes += n ** 2;
  }
  if (size < 2) return Number.POSITIVE_INFINITY;
  if (count === size) return UNTOLD;
  const within = scatter / (count - size);
  const between = (spread - sum ** 2 / count - (size - 1) * within) / (count - sizes / count);
  return between > 0 ? Math.max(LEAST, within / between) : Number.POSITIVE_INFINITY;
}

/** The sum of the squared distances from the group's mean. */
export function scatterOf({ count, sum, squares }: Observed): number {
  // Rounded, a scatter of nothing may come to a little less.
  return Math.max(0, squares - sum ** 2 / count);
}

/** The mean of a group, pulled towards what is expected of any: a weighted mean of the two. */
export function credible({ count, sum }: Observed, expected: number, constant: number): number {
  if (constant === Number.POSITIVE_INFINITY) return expected;
  return (sum + constant * expected) / (count + constant);
}

/** Several groups as one, each observation divided by its `unit`. */
export function pooled(groups: Iterable<readonly [observed: Observed, unit: number]>): Observed {
  let [count, sum, squares] = [0, 0, 0];
  for (const [observed, unit] of groups) {
    count += observed.count;
    sum += observed.sum / unit;
    squares += observed.squares / unit ** 2;
  }
  return { count, sum, squares };
}
