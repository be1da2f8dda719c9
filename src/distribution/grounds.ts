import type { Case, OfferGrounds } from "../model/case.ts";
import { eachAgent } from "./agent-set.ts";
import { type Candidate, type HeadedLane, type Plan, worthOf } from "./strategy.ts";
import { TopCandidates } from "./top-candidates.ts";
import type { Workforce } from "./workforce.ts";

/** Why each ticket went to whom: the candidates of a lane are looked at once, unless a value is a ticket's own. */
export class Grounds {
  readonly #byLane = new Map<HeadedLane, TopCandidates>();

  constructor(
    private readonly workforce: Workforce<Candidate>,
    private readonly plan: Plan,
  ) {}

  of(chosen: Candidate, ticket: Case, lane: HeadedLane): OfferGrounds {
    const value = worthOf(this.plan, chosen.agent, lane.head, ticket);
    return this.#candidates(lane, ticket).grounds(this.plan.name, chosen, value);
  }

  #candidates(lane: HeadedLane, ticket: Case): TopCandidates {
    const { value } = this.plan;
    if (value !== undefined && !("byLane" in value)) return this.#look(lane, ticket);
    let candidates = this.#byLane.get(lane);
    if (candidates === undefined) {
      candidates = this.#look(lane, ticket);
      this.#byLane.set(lane, candidates);
    }
    return candidates;
  }

  #look(lane: HeadedLane, ticket: Case): TopCandidates {
    const { channel, skills, reservedFor } = lane.head;
    const candidates = new TopCandidates();
    const { workforce } = this;
    eachAgent(workforce.skilled(workforce.serving(channel), skills), (agent) => {
      const candidate = workforce.agents[agent];
      if (reservedFor !== undefined && reservedFor !== candidate.id) return;
      candidates.add(candidate, worthOf(this.plan, candidate.agent, lane.head, ticket));
    });
    return candidates;
  }
}
