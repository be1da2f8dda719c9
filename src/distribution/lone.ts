import type { LaneHead } from "../stores/store.ts";
import { Grounds } from "./grounds.ts";
import type { Assigned } from "./propose.ts";
import { canHave } from "./reach.ts";
import { compareSeniority } from "./seniority.ts";
import type { Candidate, HeadedLane, Plan } from "./strategy.ts";

/** The lane of the only ticket that waits: most rounds of a center that is well staffed find no more. */
export function loneLane(heads: readonly LaneHead[], plan: Plan): LaneHead | undefined {
  const [head] = heads;
  return heads.length === 1 && head.waiting === 1 && plan.value === undefined ? head : undefined;
}

/**
 * Who gets the only ticket that waits, where no agent is worth more than another: whoever has been given the fewest, and of
 * those the first by seniority, as a round settles it that links, weighs and exchanges. O(agents)
 */
export function proposeLone(
  agents: readonly Candidate[],
  head: LaneHead,
  plan: Plan,
  missedBy: (ticket: string) => readonly string[],
): readonly Assigned[] {
  for (const { ticket, refusedBy } of head.first) {
    const missed = missedBy(ticket.id);
    let chosen: Candidate | undefined;
    for (const agent of agents) {
      if (chosen !== undefined && !isBefore(agent, chosen)) continue;
      if (head.reservedFor !== undefined && head.reservedFor !== agent.id) continue;
      if (refusedBy.includes(agent.id) || missed.includes(agent.id)) continue;
      if (canHave(agent, head)) chosen = agent;
    }
    if (chosen === undefined) return [];
    const lane: HeadedLane = { ...head, waiting: [], head };
    return [{ ticket, agent: chosen.id, grounds: new Grounds(agents, plan).of(chosen, ticket, lane) }];
  }
  return [];
}

function isBefore(a: Candidate, b: Candidate): boolean {
  const more = (a.given ?? 0) - (b.given ?? 0);
  return more < 0 || (more === 0 && compareSeniority(a, b) < 0);
}
