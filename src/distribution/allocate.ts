import type { Ticket } from "../model/ticket.ts";
import { costsOf } from "./assignment/costs.ts";
import { cheapest, settleTies } from "./assignment/ties.ts";
import { type Placement, Transport } from "./assignment/transport.ts";
import { valued } from "./assignment/values.ts";
import type { Allocation, FreeAgent, Prediction, WaitingLane } from "./round.ts";
import { served } from "./selection/served.ts";
import { Workforce } from "./workforce.ts";

/** What a round is about. */
export interface Round<Agent extends FreeAgent, Kind extends Ticket> {
  /** Each id once; as a workforce where there is one already. */
  readonly agents: readonly Agent[] | Workforce<Agent>;
  readonly lanes: Iterable<WaitingLane<Kind>>;
  readonly value: Prediction<Agent, Kind>;
}

/**
 * Which waiting tickets are served now, and by whom. Priority decides who is served: going down the order, each next
 * ticket that can be served together with all that are included so far. Prediction decides by whom: of all ways to serve
 * just these, one with the largest total value, exactly; of several such, the one that `settleTies` tells. The order in
 * which agents and lanes are given does not matter.
 *
 * @returns in the order of the tickets.
 * @throws ProximoError `INVALID_VALUE` for a value that is not a finite number.
 *
 * @example
 * allocate({ agents, lanes, value: { byLane: (agent, { channel }) => -minutesOf(agent.id, channel) } });
 */
export function allocate<Agent extends FreeAgent, Kind extends Ticket>({
  agents: given,
  lanes,
  value,
}: Round<Agent, Kind>): readonly Allocation<Agent, Kind>[] {
  const workforce = given instanceof Workforce ? given : new Workforce(given);
  const { agents } = workforce;
  const { tickets, loads } = served(workforce, lanes);
  const { rows, rowOf } = valued(agents, tickets, value);
  const costs = costsOf(
    rows.map(({ values }) => values),
    rows.length,
  );
  const settled = (placement: Placement, ofTicket: readonly number[]) => {
    const chosen = settleTies(placement, ofTicket, agents);
    return tickets.map(({ ticket }, index) => ({ agent: agents[chosen[index]], ticket }));
  };
  if (tickets.length === 1) return [{ agent: agents[cheapest(costs[0], agents)], ticket: tickets[0].ticket }];
  if (costs.every(isFree)) {
    // Whoever serves them, it costs as much: those who were found to be able to serve them all will do.
    for (const [index, { group }] of tickets.entries()) loads.costs[group.row] = costs[rowOf[index]];
    const placement = { loads, potentials: new Float64Array(loads.rows) };
    return settled(
      placement,
      tickets.map(({ group }) => group.row),
    );
  }
  const counts = new Int32Array(rows.length);
  for (const row of rowOf) counts[row] += 1;
  const byCount = Array.from(rows.keys()).sort((a, b) => counts[b] - counts[a]);
  const transport = new Transport(
    workforce,
    byCount.map((row) => ({ channel: rows[row].channel, costs: costs[row], tickets: counts[row] })),
  );
  const numbers = new Int32Array(rows.length);
  for (const [place, row] of byCount.entries()) numbers[row] = place + 1;
  return settled(
    transport,
    rowOf.map((row) => numbers[row]),
  );
}

/** It costs nothing, at whoever can serve it. By a loop: `every` would make an object of each cost. */
function isFree(costs: Float64Array): boolean {
  for (let agent = 0; agent < costs.length; agent++)
    if (costs[agent] !== 0 && costs[agent] !== Number.POSITIVE_INFINITY) return false;
  return true;
}
