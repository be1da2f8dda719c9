import type { FreeAgent } from "../round.ts";
import { compareTurns, type Seniority } from "../seniority.ts";
import { TightExchanges } from "./tight-exchanges.ts";
import type { Placement } from "./transport.ts";
import { type Turn, Turns } from "./turns.ts";

/**
 * Of all allocations that cost the least, one: ticket by ticket in order, each is given to one of the agents who have it
 * in some such allocation that agrees with what was given before, to whoever of them has been given fewest, those
 * of before the round that count included, and of those to the first by seniority. So the result does not depend on how a first allocation was found.
 *
 * @param rows of the tickets, in order, all of them placed.
 * @returns the agent of each. O(tickets × agents ÷ 32), and a search where a ticket has to change hands.
 */
export function settleTies(
  placement: Placement,
  rows: readonly number[],
  agents: readonly FreeAgent[],
): readonly number[] {
  const exchanges = new TightExchanges(placement);
  const turns = new Turns(agents);
  const ofRow = new Map<number, Turn>();
  return rows.map((row) => {
    let turn = ofRow.get(row);
    if (turn === undefined) {
      turn = turns.among(exchanges.takers(row));
      ofRow.set(row, turn);
    }
    for (;;) {
      const agent = turns.first(turn);
      if (exchanges.give(row, agent)) {
        turns.give(agent);
        return agent;
      }
      // Nor can they have one later on: what is given leaves fewer exchanges.
      turns.drop(turn, agent);
    }
  });
}

/** Who gets the only ticket there is, by what it costs at each: as `settleTies` would settle it. */
export function cheapest(costs: Float64Array, agents: readonly Seniority[]): number {
  let best = 0;
  for (let agent = 1; agent < agents.length; agent++)
    if (costs[agent] < costs[best] || (costs[agent] === costs[best] && compareTurns(agents[agent], agents[best]) < 0))
      best = agent;
  return best;
}
