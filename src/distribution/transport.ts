import { Exchanges, NOBODY } from "./exchanges.ts";
import { Loads, ROOM } from "./loads.ts";
import { RowsAhead } from "./rows-ahead.ts";
import type { Workforce } from "./workforce.ts";

/** So many tickets that cost the same at every agent. */
export interface TransportRow {
  readonly channel: string;
  /** By agent: integers from 0, or infinite for whoever cannot. */
  readonly costs: Float64Array;
  readonly tickets: number;
}

/** Tickets at agents at the least cost, and by row what one more of it would cost, or less, as `Transport` says. */
export interface Placement {
  readonly loads: Loads;
  readonly potentials: Float64Array;
}

/** As far as a row that is not reached yet: nearer than what costs infinitely much, so that nothing is reached so. */
const FAR = Number.MAX_VALUE;
const MANY = 2 ** 31 - 1;

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
export class Transport implements Placement {
  readonly loads: Loads;
  readonly potentials: Float64Array;
  readonly #exchanges: Exchanges;
  /** By row: how far from where the search began, over how many exchanges, from which row, and at whom. */
  readonly #distance: Float64Array;
  readonly #steps: Int32Array;
  readonly #from: Int32Array;
  readonly #at: Int32Array;
  /** Rows that the search has gone on from. */
  readonly #passed: number[] = [];
  /** The others that have tickets placed: those that are written as going out, and those of one ticket. */
  readonly #written = new RowsAhead();
  readonly #singles = new RowsAhead();

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
    this.#distance = new Float64Array(count);
    this.#steps = new Int32Array(count);
    this.#from = new Int32Array(count);
    this.#at = new Int32Array(count);
    for (const [index, { tickets }] of rows.entries()) {
      const row = index + 1;
      for (let placed = 0; placed < tickets; placed++) {
        this.#search(row);
        this.#follow(row);
      }
      (row < this.#exchanges.written ? this.#written : this.#singles).add(row);
    }
  }

  /**
   * Finds the shortest path from a row to room; of equal ones, one of the fewest exchanges. That one comes to an agent's
   * room, or to what an agent has of a channel, once at most, and so can be followed all at once.
   */
  #search(start: number): void {
    this.#passed.length = 0;
    this.#written.begin();
    this.#singles.begin();
    this.#distance.fill(FAR, 0, start);
    this.#steps.fill(MANY, 0, start);
    this.#distance[start] = 0;
    this.#steps[start] = 0;
    for (let row = start; row !== ROOM; row = this.#leave(row)) this.#passed.push(row);
  }

  /** Goes wherever one exchange leads from a row, though nowhere beyond the nearest room. @returns the next row to leave. */
  #leave(row: number): number {
    const distances = this.#distance;
    const base = distances[row] - this.potentials[row];
    const steps = this.#steps[row] + 1;
    if (base + this.#exchanges.costs[row * this.#exchanges.written] <= distances[ROOM])
      this.#cross(row, ROOM, base, steps);
    // Over a row as far as room, no way is shorter than the one that is known.
    if (distances[row] === distances[ROOM] && steps >= this.#steps[ROOM]) return ROOM;
    const written = this.#leaveForWritten(row, base, steps);
    const single = this.#leaveForSingles(row, base, steps);
    const nearest = this.#isNearer(single, written) ? single : written;
    if (!this.#isNearer(nearest, ROOM)) return ROOM;
    (nearest === single ? this.#singles : this.#written).take(nearest);
    return nearest;
  }

  /** @returns the nearest of these rows. */
  #leaveForWritten(row: number, base: number, steps: number): number {
    const { costs, written } = this.#exchanges;
    const { potentials } = this;
    const distances = this.#distance;
    const allSteps = this.#steps;
    const room = distances[ROOM];
    const choices = row * written;
    const { rows, left } = this.#written;
    let nearest = ROOM;
    let least = room;
    let fewest = allSteps[ROOM];
    for (let place = 0; place < left; place++) {
      const out = rows[place];
      const distance = base + costs[choices + out] + potentials[out];
      if (distance <= room && distance <= distances[out] && this.#isShorter(out, distance, steps))
        this.#cross(row, out, base, steps);
      if (distances[out] > least || (distances[out] === least && allSteps[out] >= fewest)) continue;
      nearest = out;
      least = distances[out];
      fewest = allSteps[out];
    }
    return nearest;
  }

  #leaveForSingles(row: number, base: number, steps: number): number {
    const { holder, holderCost } = this.#exchanges;
    const { loads, potentials } = this;
    const distances = this.#distance;
    const allSteps = this.#steps;
    const room = distances[ROOM];
    const costs = loads.costs[row];
    const { rows, left } = this.#singles;
    let nearest = ROOM;
    let least = room;
    let fewest = allSteps[ROOM];
    for (let place = 0; place < left; place++) {
      const out = rows[place];
      const agent = holder[out];
      if (agent === NOBODY) continue;
      const distance = base + costs[agent] - holderCost[out] + potentials[out];
      if (distance <= room && distance <= distances[out] && loads.canTake(agent, row, out))
        this.#reach(out, distance, steps, row, agent);
      if (distances[out] > least || (distances[out] === least && allSteps[out] >= fewest)) continue;
      nearest = out;
      least = distances[out];
      fewest = allSteps[out];
    }
    return nearest;
  }

  /** Of two that are as far, the one over fewer exchanges. */
  #isNearer(row: number, than: number): boolean {
    const difference = this.#distance[row] - this.#distance[than];
    return difference < 0 || (difference === 0 && this.#steps[row] < this.#steps[than]);
  }

  /** Shorter than the way that is known to a row, and than the one to room. */
  #isShorter(out: number, distance: number, steps: number): boolean {
    const known = this.#distance[out];
    if (distance > known || (distance === known && steps >= this.#steps[out])) return false;
    const room = this.#distance[ROOM];
    return distance < room || (distance === room && steps < this.#steps[ROOM]);
  }

  /** Goes from a row to one that is written, by whoever does so at the least cost. */
  #cross(row: number, out: number, base: number, steps: number): void {
    const { agents, costs, written } = this.#exchanges;
    if (!this.#exchanges.isKnown(row, out)) this.#exchanges.choose(row, out);
    const at = row * written + out;
    this.#reach(out, base + costs[at] + this.potentials[out], steps, row, agents[at]);
  }

  #reach(out: number, distance: number, steps: number, from: number, at: number): void {
    if (!this.#isShorter(out, distance, steps)) return;
    this.#distance[out] = distance;
    this.#steps[out] = steps;
    this.#from[out] = from;
    this.#at[out] = at;
  }

  #follow(row: number): void {
    const length = this.#distance[ROOM];
    for (const passed of this.#passed) this.potentials[passed] += length - this.#distance[passed];
    const path: number[] = [];
    for (let out = ROOM; out !== row; out = this.#from[out]) path.push(out);
    for (const out of path) this.loads.exchange(this.#at[out], this.#from[out], out);
    for (const out of path) this.#exchanges.exchanged(this.#at[out], this.#from[out], out, row + 1);
  }
}
