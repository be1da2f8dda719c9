import { compareTickets, type Standing, type Ticket } from "proximo";
import type { FreeAgent, Waiting } from "../../src/distribution/round.ts";

/** What a round must do, by going through everything that could be done. */

export interface Entry extends Waiting {
  readonly ticket: Ticket;
  readonly standing: Standing;
}

export type Worth = (agent: FreeAgent, ticket: Ticket) => number;

/** Agents of the tickets, place by place. */
type Assignment = readonly FreeAgent[];

export function mayServe(agent: FreeAgent, { ticket, reservedFor, refusedBy }: Entry): boolean {
  return (
    (agent.channels === undefined || agent.channels.includes(ticket.channel)) &&
    ticket.skills.every((skill) => agent.skills?.includes(skill)) &&
    (reservedFor === undefined || reservedFor === agent.id) &&
    !refusedBy?.includes(agent.id)
  );
}

/** Nobody has more than they can, in total and by channel. */
export function fits(agent: FreeAgent, tickets: readonly Ticket[]): boolean {
  if (tickets.length > Math.max(0, agent.room)) return false;
  return Object.entries(agent.roomByChannel ?? {}).every(
    ([channel, room]) => tickets.filter((ticket) => ticket.channel === channel).length <= Math.max(0, room),
  );
}

/** Every way to serve all of these together. */
function* assignments(
  agents: readonly FreeAgent[],
  entries: readonly Entry[],
  done: Assignment = [],
): Iterable<Assignment> {
  const entry = entries[done.length];
  if (entry === undefined) {
    yield done;
    return;
  }
  for (const agent of agents) {
    if (!mayServe(agent, entry)) continue;
    const has = done.flatMap((one, place) => (one === agent ? entries[place].ticket : []));
    if (fits(agent, [...has, entry.ticket])) yield* assignments(agents, entries, [...done, agent]);
  }
}

export function canServeAll(agents: readonly FreeAgent[], entries: readonly Entry[]): boolean {
  for (const _ of assignments(agents, entries)) return true;
  return false;
}

/** Going down the order: each next that can be served together with all that are included so far. */
export function greedySet(agents: readonly FreeAgent[], entries: readonly Entry[]): Entry[] {
  const included: Entry[] = [];
  for (const entry of entries.toSorted((a, b) => compareTickets(a.standing, b.standing)))
    if (canServeAll(agents, [...included, entry])) included.push(entry);
  return included;
}

export function totalOf(entries: readonly Entry[], assignment: Assignment, worth: Worth): number {
  return entries.reduce((sum, { ticket }, place) => sum + worth(assignment[place], ticket), 0);
}

/** All ways to serve just these that are worth the most. */
function best(agents: readonly FreeAgent[], entries: readonly Entry[], worth: Worth): Assignment[] {
  let most = Number.NEGATIVE_INFINITY;
  let found: Assignment[] = [];
  for (const assignment of assignments(agents, entries)) {
    const total = totalOf(entries, assignment, worth);
    if (total > most) [most, found] = [total, []];
    if (total === most) found.push(assignment);
  }
  return found;
}

function compareSeniority(a: FreeAgent, b: FreeAgent): number {
  const since = (agent: FreeAgent) => agent.idleSince ?? Number.POSITIVE_INFINITY;
  return since(a) < since(b) || (since(a) === since(b) && a.id < b.id) ? -1 : 1;
}

/** The one of the best that a round must come to: ticket by ticket, to whoever has been given fewest, before it too, then by seniority. */
export function chosen(agents: readonly FreeAgent[], entries: readonly Entry[], worth: Worth): Assignment {
  let left = best(agents, entries, worth);
  const given = new Map<FreeAgent, number>();
  const countOf = (agent: FreeAgent) => given.get(agent) ?? agent.given ?? 0;
  for (const place of entries.keys()) {
    const [first] = left
      .map((assignment) => assignment[place])
      .sort((a, b) => countOf(a) - countOf(b) || compareSeniority(a, b));
    given.set(first, countOf(first) + 1);
    left = left.filter((assignment) => assignment[place] === first);
  }
  return left[0];
}
