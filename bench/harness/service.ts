import type { Work } from "./traffic.ts";

export interface Agent {
  readonly channels?: readonly string[];
  readonly skills?: readonly string[];
}

export function canServe({ channels, skills = [] }: Agent, ticket: Work): boolean {
  return (
    (!channels || channels.includes(ticket.channel)) &&
    (!ticket.skills || ticket.skills.every((skill) => skills.includes(skill)))
  );
}

/**
 * Whom each of the agents must get, asking one after the other: the first in order that is left and that they can serve.
 *
 * @param tickets in order.
 * @returns ids; undefined where nobody is left for an agent.
 */
export function servedInTurn(agents: readonly (Agent | undefined)[], tickets: readonly Work[]): (string | undefined)[] {
  const taken = new Set<Work>();
  // What an agent cannot serve now it never can: each agent goes on where they stopped.
  const reached = new Map<Agent | undefined, number>();
  return agents.map((agent) => {
    let place = reached.get(agent) ?? 0;
    while (place < tickets.length && (taken.has(tickets[place]!) || (agent && !canServe(agent, tickets[place]!))))
      place++;
    reached.set(agent, place);
    const ticket = tickets[place];
    if (ticket) taken.add(ticket);
    return ticket?.id;
  });
}
