import type { Case, OfferGrounds } from "../model/case.ts";
import { eachAgent } from "./agent-set.ts";
import { Field } from "./field.ts";
import { type Candidate, type HeadedLane, type Plan, worthOf } from "./strategy.ts";
import type { Workforce } from "./workforce.ts";

/** Why each ticket went to whom: the candidates of a lane are looked at once, unless a value is a ticket's own. */
export class Grounds {
  readonly #byLane = new Map<HeadedLane, Field>();

  constructor(
    private readonly workforce: Workforce<Candidate>,
    private readonly plan: Plan,
  ) {}

  of(chosen: Candidate, ticket: Case, lane: HeadedLane): OfferGrounds {
    const value = worthOf(this.plan, chosen.agent, lane.head, ticket);
    return this.#field(lane, ticket).grounds(this.plan.name, chosen, value);
  }

  #field(lane: HeadedLane, ticket: Case): Field {
    const { value } = this.plan;
    if (value !== undefined && !("byLane" in value)) return this.#look(lane, ticket);
    let field = this.#byLane.get(lane);
    if (field === undefined) {
      field = this.#look(lane, ticket);
      this.#byLane.set(lane, field);
    }
    return field;
  }

  #look(lane: HeadedLane, ticket: Case): Field {
    const { channel, skills, reservedFor } = lane.head;
    const field = new Field();
    const { workforce } = this;
    eachAgent(workforce.skilled(workforce.serving(channel), skills), (agent) => {
      const candidate = workforce.agents[agent];
      if (reservedFor !== undefined && reservedFor !== candidate.id) return;
      field.add(candidate, worthOf(this.plan, candidate.agent, lane.head, ticket));
    });
    return field;
  }
}
