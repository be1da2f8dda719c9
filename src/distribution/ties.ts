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
 * @returns the agent of each. O(tickets × agents), and a search where a ticket has to change hands.
 */
export function settleTies(
  transport: Transport,
  rows: readonly number[],
  agents: readonly FreeAgent[],
): readonly number[] {
  const seniority = new Seniority(agents, rows.length);
  const exchanges = new TightExchanges(transport);
  const given = Float64Array.from(agents, (agent) => agent.given ?? 0);
  const candidates = new Map<number, number[]>();
  const first = (among: readonly number[]): number => {
    let best = 0;
    for (let place = 1; place < among.length; place++) {
      const more = given[among[place]] - given[among[best]];
      if (more < 0 || (more === 0 && seniority.isBefore(among[place], among[best]))) best = place;
    }
    return best;
  };
  return rows.map((row) => {
    const takers = candidates.get(row) ?? exchanges.takers(row).slice();
    candidates.set(row, takers);
    for (;;) {
      const place = first(takers);
      const agent = takers[place];
      if (exchanges.give(row, agent)) {
        given[agent] += 1;
        return agent;
      }
      // Nor can they have one later on: what is given leaves fewer exchanges.
      takers[place] = takers[takers.length - 1];
      takers.pop();
    }
  });
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
