import { type AgentSet, addAgent, hasAgent, noAgents } from "./agent-set.ts";
import { type Loads, ROOM } from "./loads.ts";
import type { Transport } from "./transport.ts";

/** Two exchanges that follow each other: who takes one of `row` and puts one of the next out. */
interface Step {
  readonly row: number;
  readonly agent: number;
  readonly before: Step | undefined;
}

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
  /** By row: who has some of it in some allocation of least cost. */
  readonly #takers: readonly (readonly number[])[];
  readonly #taking: readonly AgentSet[];
  /** By row: those for which no sequence of exchanges puts one of it out. */
  readonly #cutOff = new Map<number, Set<number>>();

  constructor({ loads, potentials }: Transport) {
    this.#loads = loads;
    this.#potentials = potentials;
    this.#prices = new Float64Array(loads.agents).fill(Number.POSITIVE_INFINITY);
    for (let row = 0; row < loads.rows; row++) {
      for (const agent of loads.holders(row))
        this.#prices[agent] = Math.min(this.#prices[agent], this.#priceOf(agent, row));
    }
    this.#takers = Array.from({ length: loads.rows }, (_, row) => this.#findTakers(row));
    this.#taking = this.#takers.map((takers) => {
      const taking = noAgents(loads.agents);
      for (const agent of takers) addAgent(taking, agent);
      return taking;
    });
  }

  takers(row: number): readonly number[] {
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
    const seen = new Set<number>();
    const cutOff = this.#cutOff.get(row);
    let found: Step | undefined;
    const queue: { readonly row: number; readonly step: Step }[] = [];
    const take = (step: Step): void => {
      for (const out of this.#outs(step.agent, step.row)) {
        if (seen.has(out) || cutOff?.has(out)) continue;
        seen.add(out);
        queue.push({ row: out, step });
      }
    };
    take({ row, agent, before: undefined });
    for (let next = 0; next < queue.length; next++) {
      const { row: from, step } = queue[next];
      const last = this.#giver(row, from);
      if (last !== undefined) {
        found = { row: from, agent: last, before: step };
        break;
      }
      for (const taker of this.#takers[from]) take({ row: from, agent: taker, before: step });
    }
    if (found === undefined) {
      if (cutOff === undefined) this.#cutOff.set(row, seen);
      else for (const each of seen) cutOff.add(each);
      return false;
    }
    for (let step: Step | undefined = found, out = row; step !== undefined; out = step.row, step = step.before)
      this.#loads.exchange(step.agent, step.row, out);
    return true;
  }

  /** Who has some of a row and can put it out for one of another. Those who have it are fewer than those who could take the other. */
  #giver(row: number, other: number): number | undefined {
    const loads = this.#loads;
    for (const agent of loads.holders(row)) {
      if (!hasAgent(this.#taking[other], agent)) continue;
      const fits =
        loads.roomOn(other)[agent] > 0
          ? this.#priceOf(agent, row) === this.#prices[agent]
          : loads.roomOn(row) === loads.roomOn(other);
      if (fits) return agent;
    }
    return undefined;
  }

  /** What this agent can put out for one of a row. */
  *#outs(agent: number, row: number): Iterable<number> {
    const loads = this.#loads;
    const anything = loads.roomOn(row)[agent] > 0;
    if (anything && loads.holds(agent, ROOM) && this.#priceOf(agent, ROOM) === this.#prices[agent]) yield ROOM;
    for (const held of loads.heldBy(agent)) {
      if (anything ? this.#priceOf(agent, held) === this.#prices[agent] : loads.roomOn(held) === loads.roomOn(row))
        yield held;
    }
  }

  #findTakers(row: number): number[] {
    const takers: number[] = [];
    const costs = this.#loads.costs[row];
    const potential = this.#potentials[row];
    for (let agent = 0; agent < costs.length; agent++) {
      const price = this.#loads.roomOn(row)[agent] > 0 ? this.#prices[agent] : this.#priceOfChannel(agent, row);
      if (costs[agent] + price === potential) takers.push(agent);
    }
    return takers;
  }

  /** What it brings an agent to have one of a row, which they have, less. */
  #priceOf(agent: number, row: number): number {
    return this.#potentials[row] - this.#loads.costs[row][agent];
  }

  /** All that an agent has of a channel, of which they can have no more, has the same price. */
  #priceOfChannel(agent: number, row: number): number {
    for (const held of this.#loads.heldBy(agent))
      if (this.#loads.roomOn(held) === this.#loads.roomOn(row)) return this.#priceOf(agent, held);
    return Number.POSITIVE_INFINITY;
  }
}
