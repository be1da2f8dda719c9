import { type Loads, ROOM } from "../loads.ts";

export const NOBODY = -1;
/** How many agents are kept for a row. */
const KEPT = 8;

/**
 * Who has room for one of a row at the least cost: the first of a few who are kept in order of cost, as long as one of
 * them has.
 *
 * Invariant: of whoever is left out, nobody who has room for one costs less than those who are kept. Room only runs out, in
 * all and, for whoever has any, on each channel: they take one more rather than change what they have, since that costs no
 * more and is one exchange less.
 */
export class Vacancies {
  /** By row. */
  readonly #nearest: number[][];

  constructor(private readonly loads: Loads) {
    this.#nearest = new Array(loads.rows).fill(NONE);
  }

  /** @returns NOBODY where nobody has. O(agents with room), once for several times that it is asked. */
  first(row: number): number {
    const first = this.#firstOf(this.#nearest[row], row);
    if (first !== NOBODY) return first;
    const nearest = this.#look(row);
    this.#nearest[row] = nearest;
    return nearest[0] ?? NOBODY;
  }

  #firstOf(agents: readonly number[], row: number): number {
    const { room } = this.loads;
    const roomOn = this.loads.roomOn(row);
    for (const agent of agents) if (room[agent] > 0 && roomOn[agent] > 0) return agent;
    return NOBODY;
  }

  #look(row: number): number[] {
    const costs = this.loads.costs[row];
    const roomOn = this.loads.roomOn(row);
    const nearest: number[] = [];
    let farthest = Number.POSITIVE_INFINITY;
    for (const agent of this.loads.holders(ROOM)) {
      const cost = costs[agent];
      if (cost >= farthest || roomOn[agent] === 0) continue;
      if (nearest.length < KEPT) nearest.push(agent);
      let place = nearest.length - 1;
      for (; place > 0 && costs[nearest[place - 1]] > cost; place--) nearest[place] = nearest[place - 1];
      nearest[place] = agent;
      if (nearest.length === KEPT) farthest = costs[nearest[KEPT - 1]];
    }
    return nearest;
  }
}

const NONE: number[] = [];
