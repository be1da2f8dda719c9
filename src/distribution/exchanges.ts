import { type Loads, ROOM } from "./loads.ts";

export const NOBODY = -1;
/** Whoever it was has it no more. */
const UNKNOWN = -2;

/** By the row that comes in. */
interface Column {
  readonly costs: number[];
  readonly agents: number[];
}

/**
 * For each pair of rows the agent who exchanges one for the other at the least cost: so it is rows that are searched, of
 * which there are few, and not agents.
 *
 * A row that a single agent has is not written down, since there is no one to choose from; hence tickets that are each a
 * row of their own take no more memory than there are tickets.
 *
 * Invariant: what is written is the least, or is marked unknown and looked up when it is asked for.
 */
export class Exchanges {
  /** By the row that goes out. */
  readonly #columns: (Column | undefined)[] = [];
  readonly #written: number[] = [];
  /** What `find` found. */
  cost = 0;
  agent = NOBODY;

  constructor(private readonly loads: Loads) {
    this.#columns.push(this.#blank());
    this.#written.push(ROOM);
  }

  /** There is one row more. */
  added(): void {
    this.#columns.push(undefined);
    for (const row of this.#written) this.#columns[row]!.agents.push(UNKNOWN);
    for (const row of this.#written) this.#columns[row]!.costs.push(0);
  }

  /** Leaves in `cost` and `agent` who takes one of `row` for one of `out` at the least cost; NOBODY where nobody can. */
  find(row: number, out: number): void {
    const column = this.#columns[out];
    if (column === undefined) {
      this.#choose(row, out, this.loads.holders(out));
      return;
    }
    if (column.agents[row] === UNKNOWN) {
      if (out === ROOM) this.#chooseRoom(row);
      else this.#choose(row, out, this.loads.holders(out));
      column.agents[row] = this.agent;
      column.costs[row] = this.cost;
    }
    this.agent = column.agents[row];
    this.cost = column.costs[row];
  }

  /** An agent has one of `row` more and one of `out` less. */
  exchanged(agent: number, row: number, out: number): void {
    if (row !== ROOM && this.#columns[row] === undefined && this.loads.holders(row).length > 1) {
      this.#columns[row] = this.#blank();
      this.#written.push(row);
    }
    this.#review(agent, ROOM);
    this.#review(agent, out);
    for (const held of this.loads.heldBy(agent)) this.#review(agent, held);
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

  #choose(row: number, out: number, holders: readonly number[]): void {
    this.#nobody();
    for (const agent of holders) this.#consider(agent, this.loads.exchangeCost(agent, row, out));
  }

  #chooseRoom(row: number): void {
    const { room } = this.loads;
    this.#nobody();
    for (let agent = 0; agent < room.length; agent++)
      if (room[agent] > 0) this.#consider(agent, this.loads.exchangeCost(agent, row, ROOM));
  }

  #nobody(): void {
    this.agent = NOBODY;
    this.cost = Number.POSITIVE_INFINITY;
  }

  #consider(agent: number, cost: number): void {
    if (cost >= this.cost) return;
    this.cost = cost;
    this.agent = agent;
  }

  #blank(): Column {
    const { rows } = this.loads;
    return { costs: new Array(rows).fill(0), agents: new Array(rows).fill(UNKNOWN) };
  }
}
