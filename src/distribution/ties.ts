import TinyQueue from "tinyqueue";
import type { FreeAgent } from "./round.ts";
import { Seniority } from "./seniority.ts";
import { TightExchanges } from "./tight-exchanges.ts";
import type { Transport } from "./transport.ts";

/**
 * Of all allocations that cost the least, one: ticket by ticket in order, each is given to one of the agents who have it
 * in some such allocation that agrees with what was given before, to whoever of them has been given fewest, those
 * of before the round that count included, and of those to the first by seniority. So the result does not depend on how a first allocation was found.
 *
 * @param rows of the tickets, in order, all of them placed.
 * @returns the agent of each. O(tickets × log agents), and a search where a ticket has to change hands.
 */
export function settleTies(
  transport: Transport,
  rows: readonly number[],
  agents: readonly FreeAgent[],
): readonly number[] {
  const seniority = new Seniority(agents, rows.length);
  const exchanges = new TightExchanges(transport);
  const given = Float64Array.from(agents, (agent) => agent.given ?? 0);
  const turns = new Map<number, Turns>();
  return rows.map((row) => {
    let takers = turns.get(row);
    if (takers === undefined) {
      takers = new Turns(exchanges.takers(row), given, seniority);
      turns.set(row, takers);
    }
    for (;;) {
      const agent = takers.first();
      if (exchanges.give(row, agent)) {
        given[agent] += 1;
        return agent;
      }
      // Nor can they have one later on: what is given leaves fewer exchanges.
      takers.drop();
    }
  });
}

interface Turn {
  readonly agent: number;
  readonly given: number;
}

/**
 * Some agents by how much they have been given, equals by seniority. What they are given only grows, so whoever has been
 * given more since stands too early, and is put back when they come to be the first.
 */
class Turns {
  readonly #turns: TinyQueue<Turn>;

  constructor(
    agents: readonly number[],
    private readonly given: Float64Array,
    seniority: Seniority,
  ) {
    const turns = agents.map((agent) => ({ agent, given: given[agent] }));
    this.#turns = new TinyQueue(turns, (a, b) => a.given - b.given || (seniority.isBefore(a.agent, b.agent) ? -1 : 1));
  }

  first(): number {
    for (;;) {
      const { agent, given } = this.#turns.peek() as Turn;
      if (given === this.given[agent]) return agent;
      this.#turns.pop();
      this.#turns.push({ agent, given: this.given[agent] });
    }
  }

  drop(): void {
    this.#turns.pop();
  }
}

/** Who gets the only ticket there is, by what it costs at each: as `settleTies` would settle it. */
export function cheapest(costs: Float64Array, agents: readonly FreeAgent[]): number {
  const seniority = new Seniority(agents, 1);
  const given = (agent: number) => agents[agent].given ?? 0;
  let best = 0;
  for (let agent = 1; agent < agents.length; agent++) {
    const more = costs[agent] - costs[best] || given(agent) - given(best);
    if (more < 0 || (more === 0 && seniority.isBefore(agent, best))) best = agent;
  }
  return best;
}
