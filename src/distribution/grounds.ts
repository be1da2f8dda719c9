import type { Case, OfferGrounds } from "../model/case.ts";
import { eachAgent } from "./agent-set.ts";
import { compareSeniority } from "./seniority.ts";
import type { Candidate, HeadedLane, Plan } from "./strategy.ts";
import type { Workforce } from "./workforce.ts";

/** How many of the others are named. */
const NAMED = 3;

interface Valued {
  readonly candidate: Candidate;
  readonly value: number | undefined;
}

/** Those who could have had a ticket, as far as they are told of. */
interface Field {
  readonly candidates: number;
  /** One more than is named, since one of them may have it. */
  readonly best: readonly Valued[];
}

/** Why each ticket went to whom: the candidates of a lane are looked at once, unless a value is a ticket's own. */
export class Grounds {
  readonly #byLane = new Map<HeadedLane, Field>();

  constructor(
    private readonly workforce: Workforce<Candidate>,
    private readonly plan: Plan,
  ) {}

  of(chosen: Candidate, ticket: Case, lane: HeadedLane): OfferGrounds {
    const { candidates, best } = this.#field(lane, ticket);
    const others = best
      .filter(({ candidate }) => candidate !== chosen)
      .slice(0, NAMED)
      .map(({ candidate, value }) => ({ agent: candidate.id, value }));
    return { strategy: this.plan.name, value: this.#value(chosen, lane, ticket), candidates, others };
  }

  #field(lane: HeadedLane, ticket: Case): Field {
    const { value } = this.plan;
    if (value !== undefined && "byTicket" in value) return this.#look(lane, ticket);
    let field = this.#byLane.get(lane);
    if (field === undefined) {
      field = this.#look(lane, ticket);
      this.#byLane.set(lane, field);
    }
    return field;
  }

  #look(lane: HeadedLane, ticket: Case): Field {
    const { channel, skills, reservedFor } = lane.head;
    const best: Valued[] = [];
    let candidates = 0;
    const { workforce } = this;
    eachAgent(workforce.skilled(workforce.serving(channel), skills), (agent) => {
      const candidate = workforce.agents[agent];
      if (reservedFor !== undefined && reservedFor !== candidate.id) return;
      candidates += 1;
      const value = this.#value(candidate, lane, ticket);
      let place = best.length;
      while (place > 0 && isBetter(candidate, value, best[place - 1])) place -= 1;
      if (place > NAMED) return;
      best.splice(place, 0, { candidate, value });
      if (best.length > NAMED + 1) best.pop();
    });
    return { candidates, best };
  }

  #value(candidate: Candidate, lane: HeadedLane, ticket: Case): number | undefined {
    const { value } = this.plan;
    if (value === undefined) return undefined;
    return "byTicket" in value ? value.byTicket(candidate, ticket) : value.byLane(candidate, lane);
  }
}

/** Equals by seniority. */
function isBetter(candidate: Candidate, value: number | undefined, than: Valued): boolean {
  const more = (value ?? 0) - (than.value ?? 0);
  return more > 0 || (more === 0 && compareSeniority(candidate, than.candidate) < 0);
}
