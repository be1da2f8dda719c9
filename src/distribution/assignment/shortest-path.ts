import { type Loads, ROOM } from "../loads.ts";
import type { Exchanges } from "./exchanges.ts";
import { FAR, Frontier } from "./frontier.ts";

/** An agent takes one of a row and gives one of another away. */
export interface Exchange {
  readonly agent: number;
  readonly row: number;
  readonly out: number;
}

/** Of the exact sums that `costsOf` leaves room for, the part that raising from the end may take up. */
const MOST_RAISED = 2 ** 50;

/**
 * Shortest paths from a row to room, from row to row: an agent takes one of the first and gives one of the second away,
 * another takes that and gives one of a third away, until somebody has room for one. Of equal ones, one of the fewest
 * exchanges: it comes to an agent's room, or to what an agent has of a channel, once at most, and so can be followed all
 * at once.
 *
 * Dijkstra's algorithm from both ends (Pohl, "Bi-directional search", 1971), which meet long before either has come to most
 * rows; the potentials tell how much longer a way is than the shortest that there may be.
 */
export class ShortestPath {
  readonly #forth: Frontier;
  readonly #back: Frontier;
  /** The shortest whole way that is known, and the row where its halves meet. */
  #length = FAR;
  #steps = 0;
  #meeting = ROOM;
  #raised = 0;

  /** @param potentials for every exchange `exchangeCost(agent, row, out) + potentials[out] - potentials[row] >= 0`. */
  constructor(
    private readonly loads: Loads,
    private readonly exchanges: Exchanges,
    private readonly potentials: Float64Array,
  ) {
    this.#forth = new Frontier(loads.rows);
    this.#back = new Frontier(loads.rows);
  }

  /**
   * There is a path. The potentials are raised so that its exchanges cost nothing once they are counted, and none less.
   *
   * @param start rows after this one have nothing placed.
   */
  find(start: number): Exchange[] {
    const forth = this.#forth;
    const back = this.#back;
    forth.begin(start);
    back.begin(ROOM);
    this.#length = FAR;
    while (this.#isShorter(forth.least + back.least, forth.fewest + back.fewest)) {
      if (forth.reached <= back.reached || this.#raised > MOST_RAISED) this.#goForth(forth.pass(), start);
      else this.#goBack(back.pass(), start);
    }
    this.#raise(start);
    return this.#path(start);
  }

  /** Goes wherever one exchange leads from a row. */
  #goForth(row: number, start: number): void {
    const { agents, costs, written, holder, holderCost } = this.exchanges;
    const { loads, potentials } = this;
    const forth = this.#forth;
    const { distance: distances } = forth;
    const base = distances[row] - potentials[row];
    const steps = forth.steps[row] + 1;
    const end = Math.min(written, start);
    for (let out = 0, at = row * written; out < end; out++, at++) {
      const rest = base + potentials[out];
      if (rest + costs[at] > distances[out] || !this.#isOfUse(forth, out, rest + costs[at], steps)) continue;
      if (!this.exchanges.isKnown(row, out)) this.exchanges.choose(row, out);
      this.#reach(forth, this.#back, out, rest + costs[at], steps, row, agents[at]);
    }
    const ownCosts = loads.costs[row];
    for (let out = written; out < start; out++) {
      const distance = base + ownCosts[holder[out]] - holderCost[out] + potentials[out];
      if (distance <= distances[out] && loads.canTake(holder[out], row, out))
        this.#reach(forth, this.#back, out, distance, steps, row, holder[out]);
    }
    forth.look();
  }

  /** Goes wherever one exchange leads to a row from. */
  #goBack(out: number, start: number): void {
    const { agents, costs, written, holder, holderCost } = this.exchanges;
    const { loads, potentials } = this;
    const back = this.#back;
    const { distance: distances } = back;
    const base = back.distance[out] + potentials[out];
    const steps = back.steps[out] + 1;
    if (out < written) {
      for (let row = 1, at = written + out; row <= start; row++, at += written) {
        const rest = base - potentials[row];
        if (rest + costs[at] > distances[row] || !this.#isOfUse(back, row, rest + costs[at], steps)) continue;
        if (!this.exchanges.isKnown(row, out)) this.exchanges.choose(row, out);
        this.#reach(back, this.#forth, row, rest + costs[at], steps, out, agents[at]);
      }
    } else {
      const agent = holder[out];
      for (let row = 1; row <= start; row++) {
        const distance = base + loads.costs[row][agent] - holderCost[out] - potentials[row];
        if (distance <= distances[row] && loads.canTake(agent, row, out))
          this.#reach(back, this.#forth, row, distance, steps, out, agent);
      }
    }
    back.look();
  }

  #reach(end: Frontier, other: Frontier, row: number, distance: number, steps: number, over: number, by: number): void {
    if (!this.#isOfUse(end, row, distance, steps)) return;
    end.reach(row, distance, steps, over, by);
    const length = distance + other.distance[row];
    if (!this.#isShorter(length, steps + other.steps[row])) return;
    this.#length = length;
    this.#steps = steps + other.steps[row];
    this.#meeting = row;
  }

  /** Shorter than the way that is known to a row, and than the whole way that is known. */
  #isOfUse(end: Frontier, row: number, distance: number, steps: number): boolean {
    return end.isShorter(row, distance, steps) && this.#isShorter(distance, steps);
  }

  #isShorter(length: number, steps: number): boolean {
    return length < this.#length || (length === this.#length && steps < this.#steps);
  }

  /**
   * Each row by how much nearer it is to the start than the search has come from there, and by how far it is from room, as
   * far as the search has come from there: both sum up to the length of the path.
   */
  #raise(start: number): void {
    const { potentials } = this;
    const { distance: fromStart, least, rows, passed } = this.#forth;
    const forth = Math.min(least, this.#length);
    for (let place = 0; place < passed; place++) {
      const row = rows[place];
      potentials[row] += Math.max(0, forth - fromStart[row]);
    }
    const back = this.#length - forth;
    if (back === 0) return;
    // Without end for rows that no way leads from any more.
    this.#raised += back;
    const { distance: fromRoom } = this.#back;
    for (let row = 1; row <= start; row++) potentials[row] += Math.min(back, fromRoom[row]);
  }

  #path(start: number): Exchange[] {
    const { over: before, by } = this.#forth;
    const { over: after, by: from } = this.#back;
    const path: Exchange[] = [];
    for (let out = this.#meeting; out !== start; out = before[out])
      path.push({ agent: by[out], row: before[out], out });
    for (let row = this.#meeting; row !== ROOM; row = after[row]) path.push({ agent: from[row], row, out: after[row] });
    return path;
  }
}
