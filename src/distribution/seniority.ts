import type { FreeAgent } from "./round.ts";

type Ranked = Pick<FreeAgent, "id" | "idleSince">;

/**
 * Of equal agents: whoever has been idle longest is first, then the smaller id, by UTF-16 code units.
 *
 * @returns negative where the first is before the other.
 */
export function compareSeniority(a: Ranked, b: Ranked): number {
  const { idleSince: sinceA = Number.POSITIVE_INFINITY, id: idA } = a;
  const { idleSince: sinceB = Number.POSITIVE_INFINITY, id: idB } = b;
  if (sinceA !== sinceB) return sinceA < sinceB ? -1 : 1;
  if (idA === idB) return 0;
  return idA < idB ? -1 : 1;
}
