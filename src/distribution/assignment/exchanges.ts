import { type Loads, ROOM } from "../loads.ts";
import { NOBODY, Vacancies } from "./vacancies.ts";

/**
 * For each pair of rows the agent who exchanges one for the other at the least cost: so it is rows that are searched, of
 * which there are few, and not agents.
 *
 * Only the first `written` rows are written down as those that go out. The others are of one ticket: a single agent has
 * it, and there is no one to choose from; hence tickets that are each a row of their own take no more memory than there
 * are tickets.
 *
 * Invariant: what is written is no more than the least, and is the least where whoever is written can still do it (see
 * `isKnown`). So a row or room that is no longer there is noticed only where somebody comes upon it, while whatever lowers
 * a cost is written down at once.
 */
export class Exchanges {
  /** By the row that comes in, then by the row that goes out: `row * written + out`. */
  readonly agents: Int32Array;
  readonly costs: Float64Array;
  /** By the row that goes out, where it is not written: who has it, if anybody, and what it costs there. */
  readonly holder: Int32Array;
  readonly holderCost: Float64Array;
  readonly #vacancies: Vacancies;

  constructor(
    private readonly loads: Loads,
    readonly written: number,
  ) {
    this.agents = new Int32Array(loads.rows * written).fill(NOBODY);
    this.costs = new Float64Array(loads.rows * written).fill(Number.POSITIVE_INFINITY);
    this.holder = new Int32Array(loads.rows).fill(NOBODY);
    this.holderCost = new Float64Array(loads.rows);
    this.#vacancies = new Vacancies(loads);
  }

  /** Looks up all exchanges of a row for those before it; nothing of it, and of those after it, is placed. */
  begin(row: number): void {
    for (let out = ROOM; out < this.written && out < row; out++) this.choose(row, out);
  }

  /** Looks up who takes one of `row` for one of `out`, which is written, at the least cost. O(agents who have it). */
  choose(row: number, out: number): void {
    const at = row * this.written + out;
    const agent = out === ROOM ? this.#vacancies.first(row) : this.#cheapest(row, out, this.costs[at]);
    this.agents[at] = agent;
    this.costs[at] =
      agent === NOBODY ? Number.POSITIVE_INFINITY : this.loads.costs[row][agent] - this.loads.costs[out][agent];
  }

  /** Whether what is written is the least. */
  isKnown(row: number, out: number): boolean {
    const agent = this.agents[row * this.written + out];
    return agent === NOBODY || (this.loads.holds(agent, out) && this.loads.canTake(agent, row, out));
  }

  /**
   * An agent has one of `row` more and one of `out` less.
   *
   * @param open rows before this one may have been looked at.
   */
  exchanged(agent: number, row: number, out: number, open: number): void {
    this.#recount(row);
    this.#recount(out);
    const { loads } = this;
    // Room on another channel may let them take more of it for whatever they have; no room in all, as they would have used it.
    if (out === ROOM || loads.roomOn(out) === loads.roomOn(row)) this.#lower(agent, row, open);
    else {
      for (const held of loads.heldBy(agent)) this.#lower(agent, held, open);
    }
  }

  #cheapest(row: number, out: number, noLess: number): number {
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
      if (cost === noLess) break;
    }
    return best;
  }

  #recount(row: number): void {
    if (row < this.written) return;
    const holder = this.loads.holders(row)[0] ?? NOBODY;
    this.holder[row] = holder;
    this.holderCost[row] = holder === NOBODY ? 0 : this.loads.costs[row][holder];
  }

  /** An agent who has some of a row may put it out for less than anybody did before. */
  #lower(agent: number, out: number, open: number): void {
    if (out >= this.written) return;
    const { loads, agents, costs, written } = this;
    const outCost = loads.costs[out][agent];
    for (let row = 1, at = written + out; row < open; row++, at += written) {
      const cost = loads.costs[row][agent] - outCost;
      if (cost >= costs[at] || !loads.canTake(agent, row, out)) continue;
      costs[at] = cost;
      agents[at] = agent;
    }
  }
}
