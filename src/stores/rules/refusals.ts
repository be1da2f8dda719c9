/** Until when agents who have refused a ticket are not offered it again, in epoch milliseconds. */
export type Refusals = ReadonlyMap<string, number>;

const NOBODY: readonly string[] = Object.freeze([]);

/** Those that have ended stay: by a clock that goes back, they hold again. */
export function withRefusal(refusals: Refusals | undefined, agent: string, until: number): Refusals {
  return new Map(refusals).set(agent, until);
}

export function isRefused(refusals: Refusals | undefined, agent: string, now: number): boolean {
  return now < (refusals?.get(agent) ?? 0);
}

/** Who is not offered it for now. */
export function refusers(refusals: Refusals | undefined, now: number): readonly string[] {
  if (refusals === undefined) return NOBODY;
  return [...refusals].filter(([, until]) => now < until).map(([agent]) => agent);
}
