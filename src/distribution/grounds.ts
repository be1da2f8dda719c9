import type { Case, OfferGrounds } from "../model/case.ts";
import { compareSeniority } from "./seniority.ts";
import type { Candidate, HeadedLane, Plan } from "./strategy.ts";

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
    private readonly candidates: readonly Candidate[],
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
    for (const candidate of this.candidates) {
      if (reservedFor !== undefined && reservedFor !== candidate.id) continue;
      if (candidate.channels?.includes(channel) === false) continue;
      if (skills.length > 0 && !skills.every((skill) => candidate.skills?.includes(skill))) continue;
      candidates += 1;
      const value = this.#value(candidate, lane, ticket);
      let place = best.length;
      while (place > 0 && isBetter(candidate, value, best[place - 1])) place -= 1;
      if (place > NAMED) continue;
      insert(best, place, { candidate, value });
      if (best.length > NAMED + 1) best.pop();
    }
    return { candidates, best };
  }

  #value(candidate: Candidate, lane: HeadedLane, ticket: Case): number | undefined {
    const { value } = this.plan;
    if (value === undefined) return undefined;
    return "byTicket" in value ? value.byTicket(candidate, ticket) : value.byLane(candidate, lane);
  }
}

/** As `splice`, which makes an array each time. */
function insert(best: Valued[], place: number, valued: Valued): void {
  best.push(valued);
  best.copyWithin(place + 1, place, best.length - 1);
  best[place] = valued;
}

/** Equals by seniority. */
function isBetter(candidate: Candidate, value: number | undefined, than: Valued): boolean {
  const more = (value ?? 0) - (than.value ?? 0);
  return more > 0 || (more === 0 && compareSeniority(candidate, than.candidate) < 0);
}
