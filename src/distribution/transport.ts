import { Exchanges, NOBODY } from "./exchanges.ts";
import { Loads, ROOM } from "./loads.ts";
import type { Workforce } from "./workforce.ts";

const NOWHERE = -1;

/**
 * Places tickets at agents one by one, at the least cost of all that are placed so far: the transportation problem by
 * successive shortest paths with potentials (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, §9.7), each path found by
 * Dijkstra's algorithm. A path goes from row to row: this agent takes one of the first and gives one of the second away, another
 * takes that and gives one of a third away, until somebody takes one into their room.
 *
 * Invariants: no exchange, nor sequence of exchanges, lowers the cost. With `potentials`, each is the cost of placing one
 * more of the row or less than that, and `exchangeCost(agent, row, out) + potentials[out] - potentials[row] >= 0`.
 *
 * Costs are integers, and every sum that arises is one that a double has exactly (see `costsOf`).
 */
export class Transport {
  readonly loads: Loads;
  readonly potentials: number[] = [0];
  readonly #exchanges: Exchanges;
  /** Rows of which no more can be placed, ever: from there no path leads to room, and other paths do not go through. */
  readonly #closed: boolean[] = [false];
  /** By row: how far from where the search began, over how many exchanges, from which row, and at whom. */
  readonly #distance: number[] = [0];
  readonly #steps: number[] = [0];
  readonly #from: number[] = [NOWHERE];
  readonly #at: number[] = [NOBODY];
  readonly #reached: boolean[] = [false];
  readonly #order: number[] = [];

  constructor(workforce: Workforce) {
    this.loads = new Loads(workforce);
    this.#exchanges = new Exchanges(this.loads);
  }

  /** @param costs by agent: integers from 0, or infinite for whoever cannot. @returns the number of the row. */
  add(channel: string, costs: Float64Array): number {
    this.#exchanges.added();
    this.potentials.push(0);
    this.#closed.push(false);
    this.#distance.push(0);
    this.#steps.push(0);
    this.#from.push(NOWHERE);
    this.#at.push(NOBODY);
    this.#reached.push(false);
    return this.loads.add(channel, costs);
  }

  isClosed(row: number): boolean {
    return this.#closed[row];
  }

  /**
   * Places one more of a row, or says that it cannot be done: then the row, and all that were considered, are closed.
   * O(rows²) at worst, and O(agents) for each pair of rows whose cheapest exchange is not known.
   */
  place(row: number): boolean {
    if (this.#closed[row]) return false;
    if (!this.#search(row)) {
      for (const reached of this.#order) this.#closed[reached] = true;
      return false;
    }
    const length = this.#distance[ROOM];
    for (const reached of this.#order) this.potentials[reached] += length - this.#distance[reached];
    const path: number[] = [];
    for (let out = ROOM; out !== row; out = this.#from[out]) path.push(out);
    for (const out of path) this.loads.exchange(this.#at[out], this.#from[out], out);
    for (const out of path) this.#exchanges.exchanged(this.#at[out], this.#from[out], out);
    return true;
  }

  /**
   * The shortest path from a row to room; of equal ones one of the fewest exchanges, which meets no agent twice and hence
   * can be followed all at once.
   */
  #search(start: number): boolean {
    this.#distance.fill(Number.POSITIVE_INFINITY);
    this.#reached.fill(false);
    this.#order.length = 0;
    this.#distance[start] = 0;
    this.#steps[start] = 0;
    for (let row = start; row !== NOWHERE; row = this.#nearest()) {
      if (row === ROOM) return true;
      this.#reached[row] = true;
      this.#order.push(row);
      this.#leave(row);
    }
    return false;
  }

  #leave(row: number): void {
    const exchanges = this.#exchanges;
    const base = this.#distance[row] - this.potentials[row];
    const steps = this.#steps[row] + 1;
    for (let out = 0; out < this.#distance.length; out++) {
      if (this.#reached[out] || this.#closed[out]) continue;
      exchanges.find(row, out);
      if (exchanges.agent === NOBODY) continue;
      const distance = base + exchanges.cost + this.potentials[out];
      if (distance > this.#distance[ROOM]) continue;
      if (distance > this.#distance[out] || (distance === this.#distance[out] && steps >= this.#steps[out])) continue;
      this.#distance[out] = distance;
      this.#steps[out] = steps;
      this.#from[out] = row;
      this.#at[out] = exchanges.agent;
    }
  }

  #nearest(): number {
    let nearest = NOWHERE;
    let distance = Number.POSITIVE_INFINITY;
    for (let row = 0; row < this.#distance.length; row++) {
      if (this.#reached[row] || this.#distance[row] > distance || this.#distance[row] === Number.POSITIVE_INFINITY)
        continue;
      if (this.#distance[row] === distance && nearest !== NOWHERE && this.#steps[row] >= this.#steps[nearest]) continue;
      nearest = row;
      distance = this.#distance[row];
    }
    return nearest;
  }
}
