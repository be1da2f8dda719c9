import type { FreeAgent } from "./round.ts";

/** What tells agents apart who are worth the same. */
export type Seniority = Pick<FreeAgent, "id" | "given" | "idleSince">;

/**
 * Of equal agents: whoever has been given fewest is first, then the first by seniority.
 *
 * @returns negative where the first is before the other.
 */
export function compareTurns(a: Seniority, b: Seniority): number {
  return (a.given ?? 0) - (b.given ?? 0) || compareSeniority(a, b);
}

/**
 * Of those who have been given as much: whoever has been idle longest is first, then the smaller id, by UTF-16 code units.
 *
 * @returns negative where the first is before the other.
 */
export function compareSeniority(a: Seniority, b: Seniority): number {
  const { idleSince: sinceA = Number.POSITIVE_INFINITY, id: idA } = a;
  const { idleSince: sinceB = Number.POSITIVE_INFINITY, id: idB } = b;
  if (sinceA !== sinceB) return sinceA < sinceB ? -1 : 1;
  if (idA === idB) return 0;
  return idA < idB ? -1 : 1;
}
