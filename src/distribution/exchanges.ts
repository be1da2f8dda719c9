import { type Loads, ROOM } from "./loads.ts";

export const NOBODY = -1;
/** To be looked up: it costs what is written, or more. */
export const UNKNOWN = -2;

/**
 * For each pair of rows the agent who exchanges one for the other at the least cost: so it is rows that are searched, of
 * which there are few, and not agents.
 *
 * Only the first `written` rows are written down as those that go out. The others are of one ticket: a single agent has
 * it, and there is no one to choose from; hence tickets that are each a row of their own take no more memory than there
 * are tickets.
 *
 * Invariant: what is written is the least, or is marked unknown and no more than the least.
 */
export class Exchanges {
  /** By the row that comes in, then by the row that goes out: `row * written + out`. */
  readonly agents: Int32Array;
  readonly costs: Float64Array;
  /** By the row that goes out, where it is not written: who has it, if anybody, and what it costs there. */
  readonly holder: Int32Array;
  readonly holderCost: Float64Array;

  constructor(
    private readonly loads: Loads,
    readonly written: number,
  ) {
    this.agents = new Int32Array(loads.rows * written).fill(UNKNOWN);
    this.costs = new Float64Array(loads.rows * written).fill(Number.NEGATIVE_INFINITY);
    this.holder = new Int32Array(loads.rows).fill(NOBODY);
    this.holderCost = new Float64Array(loads.rows);
  }

  /** Looks up who takes one of `row` for one of `out`, which is written, at the least cost. O(agents who have it). */
  choose(row: number, out: number): void {
    let best = NOBODY;
    let least = Number.POSITIVE_INFINITY;
    const { loads } = this;
    const costs = loads.costs[row];
    const outCosts = loads.costs[out];
    const roomOn = loads.roomOn(row);
    const anybody = roomOn === loads.roomOn(out);
    for (const agent of loads.holders(out)) {
      const cost = costs[agent] - outCosts[agent];
      if (cost >= least || !(anybody || roomOn[agent] > 0)) continue;
      least = cost;
      best = agent;
    }
    this.agents[row * this.written + out] = best;
    this.costs[row * this.written + out] = least;
  }

  /**
   * An agent has one of `row` more and one of `out` less.
   *
   * @param open rows before this one may have been looked at.
   */
  exchanged(agent: number, row: number, out: number, open: number): void {
    this.#recount(row);
    this.#recount(out);
    this.#review(agent, ROOM, open);
    if (out !== ROOM) this.#review(agent, out, open);
    for (const held of this.loads.heldBy(agent)) this.#review(agent, held, open);
  }

  #recount(row: number): void {
    if (row < this.written) return;
    const holder = this.loads.holders(row)[0] ?? NOBODY;
    this.holder[row] = holder;
    this.holderCost[row] = holder === NOBODY ? 0 : this.loads.costs[row][holder];
  }

  /** What this agent has of a row, or room for, may have changed. */
  #review(agent: number, out: number, open: number): void {
    if (out >= this.written) return;
    const { loads, agents, costs } = this;
    const holds = loads.holds(agent, out);
    for (let row = 1, at = this.written + out; row < open; row++, at += this.written) {
      if (!holds) {
        if (agents[at] === agent) agents[at] = UNKNOWN;
        continue;
      }
      const cost = loads.exchangeCost(agent, row, out);
      if (cost < costs[at]) {
        costs[at] = cost;
        agents[at] = agent;
      } else if (agents[at] === agent && cost > costs[at]) agents[at] = UNKNOWN;
    }
  }
}
