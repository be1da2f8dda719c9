import { type AgentSet, addAgent, lowestIn, noAgents, removeAgent } from "../agent-set.ts";
import type { FreeAgent } from "../round.ts";
import { compareSeniority } from "../seniority.ts";

/** Those who have been given as much, by rank of seniority: the first of them is the lowest bit. */
interface Level {
  readonly given: number;
  readonly ranks: AgentSet;
  next: Level | undefined;
}

/** Some agents, by rank of seniority, of whom nobody has been given less than the level says. */
export interface Turn {
  readonly ranks: AgentSet;
  level: Level;
}

/**
 * Whose turn it is of some agents: whoever has been given fewest, of those the first by seniority.
 *
 * Invariant: every agent is at one level, and levels ascend. What somebody has been given only grows, and of the agents of
 * a turn some may drop out but nobody comes in; so a turn never goes back to a level where it has nobody.
 */
export class Turns {
  readonly #agents: readonly number[];
  readonly #ranks: Int32Array;
  readonly #levels: Level[] = [];

  constructor(agents: readonly FreeAgent[]) {
    this.#agents = Array.from(agents, (_, place) => place).sort((a, b) => compareSeniority(agents[a], agents[b]));
    this.#ranks = new Int32Array(agents.length);
    const levels = new Map<number, Level>();
    for (const [rank, agent] of this.#agents.entries()) {
      this.#ranks[agent] = rank;
      const { given = 0 } = agents[agent];
      const level = levels.get(given) ?? { given, ranks: noAgents(agents.length), next: undefined };
      addAgent(level.ranks, rank);
      levels.set(given, level);
    }
    const ascending = [...levels.values()].sort((a, b) => a.given - b.given);
    for (const [place, level] of ascending.entries()) level.next = ascending[place + 1];
    this.#levels = this.#agents.map((agent) => levels.get(agents[agent].given ?? 0) as Level);
  }

  /** @param agents somebody, by place. */
  among(agents: AgentSet): Turn {
    const ranks = noAgents(this.#ranks.length);
    let lowest: Level | undefined;
    for (let word = 0; word < agents.length; word++) {
      for (let rest = agents[word]; rest !== 0; rest &= rest - 1) {
        const rank = this.#ranks[(word << 5) + lowestIn(rest)];
        const level = this.#levels[rank];
        addAgent(ranks, rank);
        if (lowest === undefined || level.given < lowest.given) lowest = level;
      }
    }
    return { ranks, level: lowest as Level };
  }

  /** Somebody has not dropped out. O(agents ÷ 32), and as much for each level that is left behind. */
  first(turn: Turn): number {
    for (let level: Level | undefined = turn.level; level !== undefined; level = level.next) {
      turn.level = level;
      for (let word = 0; word < turn.ranks.length; word++) {
        const both = turn.ranks[word] & level.ranks[word];
        if (both !== 0) return this.#agents[(word << 5) + lowestIn(both)];
      }
    }
    throw new RangeError("expected somebody whose turn it may be");
  }

  drop(turn: Turn, agent: number): void {
    removeAgent(turn.ranks, this.#ranks[agent]);
  }

  /** An agent has been given one more. */
  give(agent: number): void {
    const rank = this.#ranks[agent];
    const from = this.#levels[rank];
    const to = this.#after(from, from.given + 1);
    removeAgent(from.ranks, rank);
    addAgent(to.ranks, rank);
    this.#levels[rank] = to;
  }

  #after(from: Level, given: number): Level {
    let before = from;
    while (before.next !== undefined && before.next.given <= given) before = before.next;
    if (before.given === given) return before;
    const level = { given, ranks: noAgents(this.#ranks.length), next: before.next };
    before.next = level;
    return level;
  }
}
