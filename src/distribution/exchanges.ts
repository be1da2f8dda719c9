import { type Loads, ROOM } from "./loads.ts";

export const NOBODY = -1;
/** Whoever it was has it no more: to be looked up. */
const UNKNOWN = -2;

/** Who exchanges any row for one row at the least cost, by the row that comes in. */
interface Column {
  readonly costs: number[];
  readonly agents: number[];
}

/**
 * For each pair of rows the agent who exchanges one for the other at the least cost: so it is rows that are searched, of
 * which there are few, and not agents.
 *
 * Of a row that a single agent has there is no one to choose from, and nothing is written down; hence tickets that are
 * each a row of their own take no more memory than there are tickets.
 *
 * Invariant: what is written is the least, or is marked unknown.
 */
export class Exchanges {
  /** By the row that goes out: the one agent who has some, and what it costs there; NOBODY where none or several have. */
  readonly holder: number[] = [NOBODY];
  readonly holderCost: number[] = [0];
  /** By the row that goes out, once several have had it. */
  readonly #columns: (Column | undefined)[] = [];
  readonly #written: Column[] = [];
  /** Of whom `find` found. */
  cost = 0;

  constructor(private readonly loads: Loads) {
    this.#write(ROOM);
  }

  /** There is one row more. */
  added(): void {
    this.holder.push(NOBODY);
    this.holderCost.push(0);
    for (const { costs, agents } of this.#written) {
      costs.push(0);
      agents.push(UNKNOWN);
    }
  }

  /** Who takes one of `row` for one of `out` at the least cost, which is left in `cost`; NOBODY where nobody can. */
  find(row: number, out: number): number {
    const column = this.#columns[out] as Column;
    if (column.agents[row] === UNKNOWN) this.#choose(column, row, out);
    this.cost = column.costs[row];
    return column.agents[row];
  }

  /** An agent has one of `row` more and one of `out` less. */
  exchanged(agent: number, row: number, out: number): void {
    this.#recount(row);
    this.#recount(out);
    this.#review(agent, ROOM);
    this.#review(agent, out);
    for (const held of this.loads.heldBy(agent)) this.#review(agent, held);
  }

  #recount(row: number): void {
    if (this.#columns[row] !== undefined) return;
    const holders = this.loads.holders(row);
    this.holder[row] = holders.length === 1 ? holders[0] : NOBODY;
    this.holderCost[row] = holders.length === 1 ? this.loads.costs[row][holders[0]] : 0;
    if (holders.length > 1) this.#write(row);
  }

  /** What this agent has of a row, or room for, may have changed. */
  #review(agent: number, out: number): void {
    const column = this.#columns[out];
    if (column === undefined) return;
    const { costs, agents } = column;
    const holds = this.loads.holds(agent, out);
    for (let row = 1; row < costs.length; row++) {
      if (agents[row] === UNKNOWN) continue;
      const cost = holds ? this.loads.exchangeCost(agent, row, out) : Number.POSITIVE_INFINITY;
      if (cost < costs[row]) {
        costs[row] = cost;
        agents[row] = agent;
      } else if (agents[row] === agent && cost > costs[row]) agents[row] = UNKNOWN;
    }
  }

  #choose(column: Column, row: number, out: number): void {
    let best = NOBODY;
    let least = Number.POSITIVE_INFINITY;
    for (const agent of this.loads.holders(out)) {
      const cost = this.loads.exchangeCost(agent, row, out);
      if (cost >= least) continue;
      least = cost;
      best = agent;
    }
    column.agents[row] = best;
    column.costs[row] = least;
  }

  #write(row: number): void {
    const { rows } = this.loads;
    const column = { costs: new Array(rows).fill(0), agents: new Array(rows).fill(UNKNOWN) };
    this.#columns[row] = column;
    this.#written.push(column);
  }
}
