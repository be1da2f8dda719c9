import { type Agent, roomOn } from "../model/agent.ts";
import type { Lane, LaneHead } from "../stores/store.ts";
import { costsOf } from "./assignment/costs.ts";
import { cheapest } from "./assignment/ties.ts";
import { checkedValue } from "./assignment/values.ts";
import { Field } from "./field.ts";
import type { Assigned } from "./propose.ts";
import { compareTurns, type Ranked } from "./seniority.ts";
import { type Plan, rankOf, worthOf } from "./strategy.ts";

/**
 * Most rounds of a center that is well staffed find a single ticket. Who gets it is told by going through the agents as
 * they are, just as a round settles it that links, weighs and exchanges.
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
    const field = new Field();
    const able: Ranked[] = [];
    const values: number[] = [];
    for (const agent of agents) {
      if (!canServe(agent, head)) continue;
      const ranked = rankOf(plan, agent);
      const value = worthOf(plan, agent, head, ticket);
      field.add(ranked, value);
      if (byTurns && isBehind(ranked, able.at(-1))) continue;
      if (roomOn(head.channel, agent) === 0 || refusedBy.includes(agent.id) || missed.includes(agent.id)) continue;
      able.push(ranked);
      if (!byTurns) values.push(checkedValue(value, agent, of));
    }
    if (able.length === 0) return [];
    const place = byTurns ? able.length - 1 : cheapest(costsOf([new Float64Array(values)], 1)[0], able);
    const value = byTurns ? undefined : values[place];
    return [{ ticket, agent: able[place].id, grounds: field.grounds(plan.name, able[place], value) }];
  }
  return [];
}

/** Where nobody is worth more, whoever comes after one who is able is not chosen: of those who are kept, the last is. */
function isBehind(agent: Ranked, able: Ranked | undefined): boolean {
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
