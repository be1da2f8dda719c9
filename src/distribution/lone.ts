import { type Agent, roomOn } from "../model/agent.ts";
import type { Lane, LaneHead } from "../stores/store.ts";
import { costsOf } from "./assignment/costs.ts";
import { cheapest } from "./assignment/ties.ts";
import { checkedValue } from "./assignment/values.ts";
import type { Assigned } from "./propose.ts";
import { compareTurns, type Seniority } from "./seniority.ts";
import { type Plan, rankOf, worthOf } from "./strategy.ts";
import { TopCandidates } from "./top-candidates.ts";

/**
 * The lane of the only ticket that waits, if there is just one: what most rounds of a well staffed center find. `proposeLone`
 * finds who gets it by going through the agents once, with the same outcome as `propose`.
 */
export function loneLane(heads: readonly LaneHead[]): LaneHead | undefined {
  const [head] = heads;
  return heads.length === 1 && head.waiting === 1 ? head : undefined;
}

/**
 * @param agents who have room. O(agents)
 * @throws ProximoError `INVALID_VALUE`
 */
export function proposeLone(
  agents: readonly Agent[],
  head: LaneHead,
  plan: Plan,
  missedBy: (ticket: string) => readonly string[],
): readonly Assigned[] {
  for (const { ticket, refusedBy } of head.first) {
    const missed = missedBy(ticket.id);
    const byTurns = plan.value === undefined;
    const of = byTurns || "byLane" in plan.value ? { lane: head } : { ticket };
    const candidates = new TopCandidates();
    const able: Seniority[] = [];
    const values: number[] = [];
    for (const agent of agents) {
      if (!canServe(agent, head)) continue;
      const ranked = rankOf(plan, agent);
      const value = worthOf(plan, agent, head, ticket);
      candidates.add(ranked, value);
      if (byTurns && isBehind(ranked, able.at(-1))) continue;
      if (roomOn(head.channel, agent) === 0 || refusedBy.includes(agent.id) || missed.includes(agent.id)) continue;
      able.push(ranked);
      if (!byTurns) values.push(checkedValue(value, agent, of));
    }
    if (able.length === 0) return [];
    const place = byTurns ? able.length - 1 : cheapest(costsOf([new Float64Array(values)], 1)[0], able);
    const value = byTurns ? undefined : values[place];
    return [{ ticket, agent: able[place].id, grounds: candidates.grounds(plan.name, able[place], value) }];
  }
  return [];
}

/** Where it goes by turns alone, an agent who comes after one already kept is not chosen. So of those kept, the last is. */
function isBehind(agent: Seniority, able: Seniority | undefined): boolean {
  return able !== undefined && compareTurns(agent, able) > 0;
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
