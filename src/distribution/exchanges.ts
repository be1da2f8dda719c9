import { type Loads, ROOM } from "./loads.ts";

export const NOBODY = -1;
/** Whoever it was has it no more: to be looked up. */
export const UNKNOWN = -2;
/** The place of a row that is not written down. */
export const UNWRITTEN = -1;

/** Who takes one of a row at the least cost, by the place of the row that goes out. */
interface Best {
  readonly agents: number[];
  readonly costs: number[];
}

/**
 * For each pair of rows the agent who exchanges one for the other at the least cost: so it is rows that are searched, of
 * which there are few, and not agents.
 *
 * A row that a single agent has is not written down, since there is no one to choose from; hence tickets that are each a
 * row of their own take no more memory than there are tickets. A row that several have had has a place.
 *
 * Invariant: what is written is the least, or is marked unknown.
 */
export class Exchanges {
  /** By the row that comes in. */
  readonly best: Best[] = [];
  /** By the row that goes out: where it is written. */
  readonly places: number[] = [];
  /** By the row that goes out, where it is not written: who has some, if anybody, and what it costs there. */
  readonly holder: number[] = [];
  readonly holderCost: number[] = [];
  #written = 0;
  /** Rows that may come in. */
  readonly #open: number[] = [];

  constructor(private readonly loads: Loads) {
    this.added();
    this.close(ROOM);
    this.#write(ROOM);
  }

  /** There is one row more. */
  added(): void {
    this.places.push(UNWRITTEN);
    this.holder.push(NOBODY);
    this.holderCost.push(0);
    this.#open.push(this.best.length);
    this.best.push({ agents: new Array(this.#written).fill(UNKNOWN), costs: new Array(this.#written).fill(0) });
  }

  /** The row does not come in any more. */
  close(row: number): void {
    this.#open.splice(this.#open.indexOf(row), 1);
  }

  /** Looks up who takes one of `row` for one of `out`, which is written, at the least cost. O(agents who have it). */
  choose(row: number, out: number): void {
    let best = NOBODY;
    let least = Number.POSITIVE_INFINITY;
    for (const agent of this.loads.holders(out)) {
      const cost = this.loads.exchangeCost(agent, row, out);
      if (cost >= least) continue;
      least = cost;
      best = agent;
    }
    const place = this.places[out];
    this.best[row].agents[place] = best;
    this.best[row].costs[place] = least;
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
    if (this.places[row] !== UNWRITTEN) return;
    const holders = this.loads.holders(row);
    if (holders.length > 1) this.#write(row);
    this.holder[row] = holders.length === 1 ? holders[0] : NOBODY;
    this.holderCost[row] = holders.length === 1 ? this.loads.costs[row][holders[0]] : 0;
  }

  /** What this agent has of a row, or room for, may have changed. */
  #review(agent: number, out: number): void {
    const place = this.places[out];
    if (place === UNWRITTEN) return;
    const holds = this.loads.holds(agent, out);
    for (const row of this.#open) {
      const { agents, costs } = this.best[row];
      if (agents[place] === UNKNOWN) continue;
      const cost = holds ? this.loads.exchangeCost(agent, row, out) : Number.POSITIVE_INFINITY;
      if (cost < costs[place]) {
        costs[place] = cost;
        agents[place] = agent;
      } else if (agents[place] === agent && cost > costs[place]) agents[place] = UNKNOWN;
    }
  }

  #write(row: number): void {
    this.places[row] = this.#written++;
    for (const open of this.#open) {
      this.best[open].agents.push(UNKNOWN);
      this.best[open].costs.push(0);
    }
  }
}
