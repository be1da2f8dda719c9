/** Which agents, by their places: 32 of them in each number, so that a thousand are compared in a few dozen steps. */
export type AgentSet = Int32Array;

export function noAgents(size: number): AgentSet {
  return new Int32Array((size + 31) >>> 5);
}

export function hasAgent(set: AgentSet, place: number): boolean {
  return (set[place >>> 5] & (1 << (place & 31))) !== 0;
}

export function addAgent(set: AgentSet, place: number): void {
  set[place >>> 5] |= 1 << (place & 31);
}

export function removeAgent(set: AgentSet, place: number): void {
  set[place >>> 5] &= ~(1 << (place & 31));
}

/** In order of their places. */
export function eachAgent(set: AgentSet, visit: (place: number) => void): void {
  for (let word = 0; word < set.length; word++)
    for (let rest = set[word]; rest !== 0; rest &= rest - 1) visit((word << 5) + lowestIn(rest));
}

/** The place, within its number, of the first agent there. */
export function lowestIn(word: number): number {
  return 31 - Math.clz32(word & -word);
}
