import { type AgentSet, addAgent, lowestIn, noAgents } from "../agent-set.ts";
import { type Loads, ROOM } from "../loads.ts";
import type { Placement } from "./transport.ts";
import { NOBODY } from "./vacancies.ts";

/**
 * The exchanges that lead from one allocation of least cost to another: the **tight** ones, which cost nothing once the
 * potentials are counted. An allocation costs the least just where it differs by nothing else (complementary slackness;
 * Ahuja, Magnanti & Orlin, *Network Flows*, 1993, §9.4), so what is tight is found once.
 */
export class TightExchanges {
  readonly #loads: Loads;
  readonly #potentials: Float64Array;
  /** By agent: what their room is worth, in all; a channel of which they can have no more may be worth more. */
  readonly #prices: Float64Array;
  /** The same for one more of a channel, by what room there is on it. */
  readonly #pricesOn = new Map<Int32Array, Float64Array>();
  /** By row: who has some of it in some allocation of least cost. */
  readonly #takers: readonly AgentSet[];
  /** By row: those for which no sequence of exchanges puts one of it out. */
  readonly #cutOff = new Map<number, Set<number>>();
  /** How many searches there have been; by row and by agent, the last of them that came there. */
  #search = 0;
  readonly #seen: Int32Array;
  readonly #asked: Int32Array;
  /** By row: by whose exchange the search came there, and for one of which row. */
  readonly #at: Int32Array;
  readonly #from: Int32Array;
  readonly #reached: number[] = [];

  constructor({ loads, potentials }: Placement) {
    this.#loads = loads;
    this.#potentials = potentials;
    this.#seen = new Int32Array(loads.rows);
    this.#at = new Int32Array(loads.rows);
    this.#from = new Int32Array(loads.rows);
    this.#asked = new Int32Array(loads.agents);
    this.#prices = new Float64Array(loads.agents).fill(Number.POSITIVE_INFINITY);
    for (let row = 0; row < loads.rows; row++) {
      for (const agent of loads.holders(row))
        this.#prices[agent] = Math.min(this.#prices[agent], this.#priceOf(agent, row));
    }
    this.#takers = Array.from({ length: loads.rows }, (_, row) => this.#findTakers(row));
  }

  takers(row: number): AgentSet {
    return this.#takers[row];
  }

  /** Gives one of a row to one of its takers for good, others changing hands where they must; false where that cannot be. */
  give(row: number, agent: number): boolean {
    if (!this.#loads.holds(agent, row) && !this.#moveTo(agent, row)) return false;
    this.#loads.settle(agent, row);
    return true;
  }

  /** Follows a shortest cycle of exchanges that begins with this one, if there is any. */
  #moveTo(agent: number, row: number): boolean {
    const loads = this.#loads;
    this.#search += 1;
    this.#reached.length = 0;
    const last = this.#find(agent, row);
    if (last === NOBODY) {
      const cutOff = this.#cutOff.get(row) ?? new Set();
      for (const reached of this.#reached) cutOff.add(reached);
      this.#cutOff.set(row, cutOff);
      return false;
    }
    let out = this.#reached[this.#reached.length - 1];
    loads.exchange(last, out, row);
    for (; out !== row; out = this.#from[out]) loads.exchange(this.#at[out], this.#from[out], out);
    return true;
  }

  /** @returns who puts one of `row` out for the row that was reached last, or NOBODY. */
  #find(agent: number, row: number): number {
    const cutOff = this.#cutOff.get(row);
    let giver = this.#ask(agent, row, row, cutOff);
    for (let next = 0; giver === NOBODY && next < this.#reached.length; next++) {
      giver = this.#askTakers(this.#reached[next], row, cutOff);
    }
    return giver;
  }

  #askTakers(from: number, row: number, cutOff: ReadonlySet<number> | undefined): number {
    const takers = this.#takers[from];
    for (let word = 0; word < takers.length; word++) {
      for (let agents = takers[word]; agents !== 0; agents &= agents - 1) {
        const giver = this.#ask((word << 5) + lowestIn(agents), from, row, cutOff);
        if (giver !== NOBODY) return giver;
      }
    }
    return NOBODY;
  }

  /** Comes to all that an agent can put out for one of `from`, until somebody would put one of `row` out for it. */
  #ask(agent: number, from: number, row: number, cutOff: ReadonlySet<number> | undefined): number {
    const loads = this.#loads;
    const roomOn = loads.roomOn(from);
    const anything = roomOn[agent] > 0;
    // What they can put out for anything is the same whatever for; for more of a full channel, it is what they have of that.
    if (anything && this.#asked[agent] === this.#search) return NOBODY;
    if (anything) this.#asked[agent] = this.#search;
    const held = loads.heldBy(agent);
    for (let place = anything && loads.holds(agent, ROOM) ? -1 : 0; place < held.length; place++) {
      const out = place < 0 ? ROOM : held[place];
      if (this.#seen[out] === this.#search || cutOff?.has(out)) continue;
      if (anything ? this.#priceOf(agent, out) !== this.#prices[agent] : loads.roomOn(out) !== roomOn) continue;
      this.#seen[out] = this.#search;
      this.#at[out] = agent;
      this.#from[out] = from;
      this.#reached.push(out);
      const giver = this.#giver(row, out);
      if (giver !== NOBODY) return giver;
    }
    return NOBODY;
  }

  /** Who has some of a row and can put it out for one of another. */
  #giver(row: number, other: number): number {
    const loads = this.#loads;
    const holding = loads.holding(row);
    const takers = this.#takers[other];
    for (let word = 0; word < holding.length; word++) {
      for (let agents = holding[word] & takers[word]; agents !== 0; agents &= agents - 1) {
        const agent = (word << 5) + lowestIn(agents);
        const fits =
          loads.roomOn(other)[agent] > 0
            ? this.#priceOf(agent, row) === this.#prices[agent]
            : loads.roomOn(row) === loads.roomOn(other);
        if (fits) return agent;
      }
    }
    return NOBODY;
  }

  #findTakers(row: number): AgentSet {
    const takers = noAgents(this.#loads.agents);
    const costs = this.#loads.costs[row];
    const prices = this.#pricesFor(row);
    const potential = this.#potentials[row];
    for (let agent = 0; agent < costs.length; agent++)
      if (costs[agent] + prices[agent] === potential) addAgent(takers, agent);
    return takers;
  }

  #pricesFor(row: number): Float64Array {
    const roomOn = this.#loads.roomOn(row);
    let prices = this.#pricesOn.get(roomOn);
    if (prices === undefined) {
      prices = this.#prices.map((price, agent) => (roomOn[agent] > 0 ? price : this.#priceOfChannel(agent, roomOn)));
      this.#pricesOn.set(roomOn, prices);
    }
    return prices;
  }

  /** What it brings an agent to have one of a row, which they have, less. */
  #priceOf(agent: number, row: number): number {
    return this.#potentials[row] - this.#loads.costs[row][agent];
  }

  /** All that an agent has of a channel, of which they can have no more, has the same price. */
  #priceOfChannel(agent: number, roomOn: Int32Array): number {
    for (const held of this.#loads.heldBy(agent))
      if (this.#loads.roomOn(held) === roomOn) return this.#priceOf(agent, held);
    return Number.POSITIVE_INFINITY;
  }
}
