import type { Seniority } from "./seniority.ts";
import { TightExchanges } from "./tight-exchanges.ts";
import type { Transport } from "./transport.ts";

/**
 * Of all allocations that cost the least, one: ticket by ticket in order, each is given to one of the agents who have it
 * in some such allocation that agrees with what was given before, to whoever of them has been given fewest in this
 * round, and of those to the first by seniority. So the result does not depend on how a first allocation was found.
 *
 * @param rows of the tickets, in order, all of them placed.
 * @returns the agent of each. O(tickets × agents), and a search where a ticket has to change hands.
 */
export function settleTies(transport: Transport, rows: readonly number[], seniority: Seniority): readonly number[] {
  const exchanges = new TightExchanges(transport);
  const given = new Int32Array(transport.loads.agents);
  const candidates = new Map<number, number[]>();
  const first = (agents: readonly number[]): number => {
    let best = 0;
    for (let place = 1; place < agents.length; place++) {
      const more = given[agents[place]] - given[agents[best]];
      if (more < 0 || (more === 0 && seniority.isBefore(agents[place], agents[best]))) best = place;
    }
    return best;
  };
  return rows.map((row) => {
    const agents = candidates.get(row) ?? exchanges.takers(row).slice();
    candidates.set(row, agents);
    for (;;) {
      const place = first(agents);
      const agent = agents[place];
      if (exchanges.give(row, agent)) {
        given[agent] += 1;
        return agent;
      }
      // Nor can they have one later on: what is given leaves fewer exchanges.
      agents[place] = agents[agents.length - 1];
      agents.pop();
    }
  });
}
