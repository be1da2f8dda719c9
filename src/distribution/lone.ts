import { type Agent, roomOn } from "../model/agent.ts";
import type { Lane, LaneHead } from "../stores/store.ts";
import { Field } from "./field.ts";
import type { Assigned } from "./propose.ts";
import { compareSeniority } from "./seniority.ts";
import { type Contender, contendersOf, type Plan } from "./strategy.ts";

/**
 * Most rounds of a center that is well staffed find a single ticket. Who gets it, where no agent is worth more than
 * another, is told by going through the agents as they are: whoever has been given the fewest, and of those the first by
 * seniority, just as a round settles it that links, weighs and exchanges.
 */
export function loneLane(heads: readonly LaneHead[], plan: Plan): LaneHead | undefined {
  const [head] = heads;
  return heads.length === 1 && head.waiting === 1 && plan.value === undefined ? head : undefined;
}

/** @param agents who have room. O(agents) */
export function proposeLone(
  agents: readonly Agent[],
  head: LaneHead,
  plan: Plan,
  missedBy: (ticket: string) => readonly string[],
): readonly Assigned[] {
  for (const { ticket, refusedBy } of head.first) {
    const missed = missedBy(ticket.id);
    const contenders = contendersOf(agents, plan);
    const field = new Field();
    let chosen: Contender | undefined;
    for (const one of contenders) {
      if (!canServe(one, head)) continue;
      field.add(one, undefined);
      if (chosen !== undefined && !isBefore(one, chosen)) continue;
      if (roomOn(head.channel, one) === 0 || refusedBy.includes(one.id) || missed.includes(one.id)) continue;
      chosen = one;
    }
    if (chosen === undefined) return [];
    return [{ ticket, agent: chosen.id, grounds: field.grounds(plan.name, chosen, undefined) }];
  }
  return [];
}

/** Whether an agent who has room can be given one of this lane. */
export function canHave(agent: Agent, lane: Lane): boolean {
  return canServe(agent, lane) && roomOn(lane.channel, agent) > 0;
}

function canServe({ id, channels, skills: theirs }: Agent, { channel, skills, reservedFor }: Lane): boolean {
  if (reservedFor !== undefined && reservedFor !== id) return false;
  if (channels?.includes(channel) === false) return false;
  return skills.length === 0 || skills.every((skill) => theirs.includes(skill));
}

function isBefore(a: Contender, b: Contender): boolean {
  const more = (a.given ?? 0) - (b.given ?? 0);
  return more < 0 || (more === 0 && compareSeniority(a, b) < 0);
}
