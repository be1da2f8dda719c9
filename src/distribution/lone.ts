import type { LaneHead } from "../stores/store.ts";
import { eachAgent } from "./agent-set.ts";
import { Grounds } from "./grounds.ts";
import type { Assigned } from "./propose.ts";
import { compareSeniority } from "./seniority.ts";
import type { Candidate, HeadedLane, Plan } from "./strategy.ts";
import type { Workforce } from "./workforce.ts";

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
  workforce: Workforce<Candidate>,
  head: LaneHead,
  plan: Plan,
  missedBy: (ticket: string) => readonly string[],
): readonly Assigned[] {
  const { agents } = workforce;
  for (const { ticket, refusedBy } of head.first) {
    const able = workforce.able(head);
    const missed = missedBy(ticket.id);
    const restricted = head.reservedFor !== undefined || refusedBy.length > 0 || missed.length > 0;
    const offered = restricted
      ? workforce.offered(able, { reservedFor: head.reservedFor, refusedBy: [...refusedBy, ...missed] })
      : able;
    let chosen: Candidate | undefined;
    eachAgent(offered, (place) => {
      if (chosen === undefined || isBefore(agents[place], chosen)) chosen = agents[place];
    });
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
