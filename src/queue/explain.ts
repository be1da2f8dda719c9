import { compareTickets, decidingKey, type Standing } from "./order.ts";

/**
 * Which key decides between two tickets.
 *
 * @example
 * queue.explain("t1", "t2"); // → { first: "t2", key: "tier", values: ["standard", "absolute"] }
 */
export interface Explanation {
  /** The id of the one that is before the other. */
  readonly first: string;
  /** The first key, left to right, in which they differ. */
  readonly key: keyof Standing;
  /** That key's value for each, in the order in which the tickets were named. */
  readonly values: readonly [Standing[keyof Standing], Standing[keyof Standing]];
}

interface Named {
  readonly id: string;
  readonly standing: Standing;
}

/** Undefined only where both are one and the same ticket. */
export function explained(a: Named, b: Named): Explanation | undefined {
  const key = decidingKey(a.standing, b.standing);
  if (key === undefined) return undefined;
  const first = compareTickets(a.standing, b.standing) < 0 ? a.id : b.id;
  return { first, key, values: [a.standing[key], b.standing[key]] };
}
