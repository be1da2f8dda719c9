import { Exchanges, NOBODY, UNKNOWN, UNWRITTEN } from "./exchanges.ts";
import { Loads, ROOM } from "./loads.ts";
import type { Workforce } from "./workforce.ts";

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
  readonly potentials: number[] = [0];
  readonly #exchanges: Exchanges;
  /** Rows of which no more can be placed, ever: no path leads from there to room, and no other path goes through. */
  readonly #closed: boolean[] = [false];
  /** Rows of which somebody has some, those closed excepted. */
  readonly #live: number[] = [ROOM];
  /** By row: how far from where the search began, over how many exchanges, from which row, and at whom. */
  readonly #distance: number[] = [Number.POSITIVE_INFINITY];
  readonly #steps: number[] = [0];
  readonly #from: number[] = [ROOM];
  readonly #at: number[] = [NOBODY];
  /** Rows that the search has gone on from, and those that it may go on from. */
  readonly #passed: number[] = [];
  readonly #frontier: number[] = [];

  constructor(workforce: Workforce) {
    this.loads = new Loads(workforce);
    this.#exchanges = new Exchanges(this.loads);
  }

  /** @param costs by agent: integers from 0, or infinite for whoever cannot. @returns the number of the row. */
  add(channel: string, costs: Float64Array): number {
    this.#exchanges.added();
    this.potentials.push(0);
    this.#closed.push(false);
    this.#distance.push(Number.POSITIVE_INFINITY);
    this.#steps.push(0);
    this.#from.push(ROOM);
    this.#at.push(NOBODY);
    return this.loads.add(channel, costs);
  }

  isClosed(row: number): boolean {
    return this.#closed[row];
  }

  /**
   * Places one more of a row, or says that it cannot be done: then the row, and all that could be put out for it, are
   * closed. O(rows²) at worst, and O(agents) for each pair of rows whose cheapest exchange is not known.
   */
  place(row: number): boolean {
    if (this.#closed[row]) return false;
    const found = this.#search(row);
    if (found) this.#follow(row);
    else this.#close();
    for (const reached of this.#passed) this.#distance[reached] = Number.POSITIVE_INFINITY;
    for (const reached of this.#frontier) this.#distance[reached] = Number.POSITIVE_INFINITY;
    return found;
  }

  /**
   * Finds the shortest path from a row to room; of equal ones, one of the fewest exchanges. That one comes to an agent's
   * room, or to what an agent has of a channel, once at most, and so can be followed all at once.
   */
  #search(start: number): boolean {
    this.#passed.length = 0;
    this.#frontier.length = 0;
    this.#distance[start] = 0;
    this.#steps[start] = 0;
    for (let row = start; row !== ROOM; row = this.#nearest()) {
      this.#passed.push(row);
      this.#leave(row);
      if (this.#frontier.length === 0) return false;
    }
    return true;
  }

  /** Where one exchange leads from a row. Nowhere beyond the room that is known of, which comes first of the live rows. */
  #leave(row: number): void {
    const { loads, potentials } = this;
    const { best, places, holder, holderCost } = this.#exchanges;
    const { agents, costs: leastCosts } = best[row];
    const distances = this.#distance;
    const costs = loads.costs[row];
    const roomOn = loads.roomOn(row);
    const base = distances[row] - potentials[row];
    const steps = this.#steps[row] + 1;
    for (const out of this.#live) {
      const place = places[out];
      if (place !== UNWRITTEN && agents[place] === UNKNOWN) this.#exchanges.choose(row, out);
      const agent = place === UNWRITTEN ? holder[out] : agents[place];
      let cost = 0;
      if (place !== UNWRITTEN) cost = leastCosts[place];
      else if (roomOn[agent] > 0 || loads.roomOn(out) === roomOn) cost = costs[agent] - holderCost[out];
      else continue;
      const distance = base + cost + potentials[out];
      const known = distances[out];
      if (distance > known || distance > distances[ROOM] || distance === Number.POSITIVE_INFINITY) continue;
      if (distance === known && steps >= this.#steps[out]) continue;
      if (known === Number.POSITIVE_INFINITY) this.#frontier.push(out);
      distances[out] = distance;
      this.#steps[out] = steps;
      this.#from[out] = row;
      this.#at[out] = agent;
    }
  }

  /** Takes the nearest row out of the frontier. */
  #nearest(): number {
    const frontier = this.#frontier;
    let best = 0;
    for (let place = 1; place < frontier.length; place++) {
      const difference = this.#distance[frontier[place]] - this.#distance[frontier[best]];
      if (difference < 0 || (difference === 0 && this.#steps[frontier[place]] < this.#steps[frontier[best]]))
        best = place;
    }
    const row = frontier[best];
    if (row === ROOM) return row;
    frontier[best] = frontier[frontier.length - 1];
    frontier.pop();
    return row;
  }

  #follow(row: number): void {
    const length = this.#distance[ROOM];
    for (const passed of this.#passed) this.potentials[passed] += length - this.#distance[passed];
    const path: number[] = [];
    for (let out = ROOM; out !== row; out = this.#from[out]) path.push(out);
    if (this.loads.holders(row).length === 0) this.#live.push(row);
    for (const out of path) this.loads.exchange(this.#at[out], this.#from[out], out);
    for (const out of path) this.#exchanges.exchanged(this.#at[out], this.#from[out], out);
  }

  #close(): void {
    for (const passed of this.#passed) {
      this.#closed[passed] = true;
      this.#exchanges.close(passed);
      const place = this.#live.indexOf(passed);
      if (place >= 0) this.#live.splice(place, 1);
    }
  }
}
