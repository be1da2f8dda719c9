import { Exchanges, NOBODY, UNKNOWN } from "./exchanges.ts";
import { Loads, ROOM } from "./loads.ts";
import type { Workforce } from "./workforce.ts";

/** So many tickets that cost the same at every agent. */
export interface TransportRow {
  readonly channel: string;
  /** By agent: integers from 0, or infinite for whoever cannot. */
  readonly costs: Float64Array;
  readonly tickets: number;
}

/**
 * Places tickets at agents one by one, at the least cost of all that are placed so far: the transportation problem by
 * successive shortest paths with potentials (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, §9.7), each path found by
 * Dijkstra's algorithm. A path goes from row to row: an agent takes one of the first and gives one of the second away,
 * another takes that and gives one of a third away, until somebody has room for one.
 *
 * Invariants: no sequence of exchanges lowers the cost. The potential of a row is the cost of placing one more of it, or
 * less than that, and for every exchange `exchangeCost(agent, row, out) + potentials[out] - potentials[row] >= 0`.
 *
 * Costs are integers, and every sum that arises is one that a double has exactly (see `costsOf`).
 */
export class Transport {
  readonly loads: Loads;
  readonly potentials: Float64Array;
  readonly #exchanges: Exchanges;
  /** Rows from here on have no ticket placed yet. */
  #live = 1;
  /** By row: how far from where the search began, over how many exchanges, from which row, and at whom. */
  readonly #distance: Float64Array;
  readonly #steps: Int32Array;
  readonly #from: Int32Array;
  readonly #at: Int32Array;
  /** Rows that the search has gone on from, and those that it may go on from. */
  readonly #passed: number[] = [];
  readonly #frontier: number[] = [];

  /**
   * Places all tickets. O(tickets × rows²) at worst, and O(agents) for each pair of rows whose cheapest exchange is not known.
   *
   * @param rows numbered from 1: all tickets of all of them can be placed together. It is fastest where those of the most
   * tickets come first; those of one ticket must come last.
   */
  constructor(workforce: Workforce, rows: readonly TransportRow[]) {
    this.loads = new Loads(workforce);
    for (const { channel, costs } of rows) this.loads.add(channel, costs);
    const count = this.loads.rows;
    this.potentials = new Float64Array(count);
    this.#exchanges = new Exchanges(this.loads, 1 + rows.filter(({ tickets }) => tickets > 1).length);
    this.#distance = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.#steps = new Int32Array(count);
    this.#from = new Int32Array(count);
    this.#at = new Int32Array(count);
    for (const { tickets } of rows) {
      this.#live += 1;
      for (let placed = 0; placed < tickets; placed++) this.#place(this.#live - 1);
    }
  }

  #place(row: number): void {
    this.#search(row);
    this.#follow(row);
    for (const reached of this.#passed) this.#distance[reached] = Number.POSITIVE_INFINITY;
    for (const reached of this.#frontier) this.#distance[reached] = Number.POSITIVE_INFINITY;
  }

  /**
   * Finds the shortest path from a row to room; of equal ones, one of the fewest exchanges. That one comes to an agent's
   * room, or to what an agent has of a channel, once at most, and so can be followed all at once.
   */
  #search(start: number): void {
    this.#passed.length = 0;
    this.#frontier.length = 0;
    this.#distance[start] = 0;
    this.#steps[start] = 0;
    for (let row = start; row !== ROOM; row = this.#nearest()) {
      this.#passed.push(row);
      this.#leave(row);
    }
  }

  /** Where one exchange leads from a row. Nowhere beyond the room that is known of, which comes first of the rows. */
  #leave(row: number): void {
    const { potentials } = this;
    const { costs, agents, written } = this.#exchanges;
    const distances = this.#distance;
    const base = distances[row] - potentials[row];
    const steps = this.#steps[row] + 1;
    const choices = row * written;
    const end = Math.min(written, this.#live);
    for (let out = 0; out < end; out++) {
      let distance = base + costs[choices + out] + potentials[out];
      if (distance > distances[out] || distance > distances[ROOM]) continue;
      if (agents[choices + out] === UNKNOWN) {
        if (this.#isAsFarAsRoom(row, steps)) return;
        this.#exchanges.choose(row, out);
        distance = base + costs[choices + out] + potentials[out];
      }
      this.#reach(out, distance, steps, row, agents[choices + out]);
    }
    if (end < this.#live && !this.#isAsFarAsRoom(row, steps)) this.#leaveForSingles(row, base, steps);
  }

  /** Over a row that is reached so, no way to room is shorter than the one that is known, nor has fewer exchanges. */
  #isAsFarAsRoom(row: number, steps: number): boolean {
    return this.#distance[row] === this.#distance[ROOM] && steps >= this.#steps[ROOM];
  }

  #leaveForSingles(row: number, base: number, steps: number): void {
    const { loads, potentials } = this;
    const { holder, holderCost, written } = this.#exchanges;
    const costs = loads.costs[row];
    const roomOn = loads.roomOn(row);
    for (let out = written; out < this.#live; out++) {
      const agent = holder[out];
      if (agent === NOBODY || (roomOn[agent] <= 0 && loads.roomOn(out) !== roomOn)) continue;
      this.#reach(out, base + costs[agent] - holderCost[out] + potentials[out], steps, row, agent);
    }
  }

  #reach(out: number, distance: number, steps: number, from: number, at: number): void {
    const known = this.#distance[out];
    if (distance > known || distance > this.#distance[ROOM] || distance === Number.POSITIVE_INFINITY) return;
    if (distance === known && steps >= this.#steps[out]) return;
    if (distance === this.#distance[ROOM] && steps >= this.#steps[ROOM]) return;
    if (known === Number.POSITIVE_INFINITY) this.#frontier.push(out);
    this.#distance[out] = distance;
    this.#steps[out] = steps;
    this.#from[out] = from;
    this.#at[out] = at;
  }

  /** Takes the nearest row out of the frontier: room, where another that is as near can only lead to it. */
  #nearest(): number {
    const frontier = this.#frontier;
    const distances = this.#distance;
    let best = 0;
    for (let place = 1; place < frontier.length; place++) {
      const difference = distances[frontier[place]] - distances[frontier[best]];
      if (difference < 0 || (difference === 0 && this.#steps[frontier[place]] < this.#steps[frontier[best]]))
        best = place;
    }
    const row = frontier[best];
    if (row === ROOM || this.#isAsFarAsRoom(row, this.#steps[row] + 1)) return ROOM;
    frontier[best] = frontier[frontier.length - 1];
    frontier.pop();
    return row;
  }

  #follow(row: number): void {
    const length = this.#distance[ROOM];
    for (const passed of this.#passed) this.potentials[passed] += length - this.#distance[passed];
    const path: number[] = [];
    for (let out = ROOM; out !== row; out = this.#from[out]) path.push(out);
    for (const out of path) this.loads.exchange(this.#at[out], this.#from[out], out);
    for (const out of path) this.#exchanges.exchanged(this.#at[out], this.#from[out], out, this.#live);
  }
}
