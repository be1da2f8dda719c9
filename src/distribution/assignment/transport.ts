import { Loads } from "../loads.ts";
import type { Workforce } from "../workforce.ts";
import { Exchanges } from "./exchanges.ts";
import { type Exchange, ShortestPath } from "./shortest-path.ts";

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

/**
 * Places tickets at agents one by one, at the least cost of all that are placed so far: the transportation problem by
 * successive shortest paths with potentials (Ahuja, Magnanti & Orlin, *Network Flows*, 1993, §9.7).
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
    const shortest = new ShortestPath(this.loads, this.#exchanges, this.potentials);
    for (const [index, { tickets }] of rows.entries()) {
      const row = index + 1;
      this.#exchanges.begin(row);
      for (let placed = 0; placed < tickets; placed++) this.#follow(shortest.find(row), row);
    }
  }

  /** @param open rows after this one have nothing placed. */
  #follow(path: readonly Exchange[], open: number): void {
    for (const { agent, row, out } of path) this.loads.exchange(agent, row, out);
    for (const { agent, row, out } of path) this.#exchanges.exchanged(agent, row, out, open + 1);
  }
}
