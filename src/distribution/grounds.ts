import type { Case, OfferGrounds } from "../model/case.ts";
import { Seniority } from "./seniority.ts";
import type { Candidate, HeadedLane, Plan } from "./strategy.ts";

/** How many of the others are named. */
const NAMED = 3;

interface Ranked {
  readonly agent: string;
  readonly value: number | undefined;
}

/** Why each ticket went to whom: the candidates of a lane are ranked once, unless a value is a ticket's own. */
export class Grounds {
  readonly #byLane = new Map<HeadedLane, readonly Ranked[]>();
  readonly #seniority: Seniority;

  constructor(
    private readonly candidates: readonly Candidate[],
    private readonly plan: Plan,
  ) {
    this.#seniority = new Seniority(candidates, candidates.length);
  }

  of(chosen: Candidate, ticket: Case, lane: HeadedLane): OfferGrounds {
    const { value, name } = this.plan;
    const ranked = value !== undefined && "byTicket" in value ? this.#ranked(lane, ticket) : this.#known(lane, ticket);
    const worth = value === undefined ? undefined : this.#worth(chosen, lane, ticket);
    const others: Ranked[] = [];
    for (const one of ranked) {
      if (one.agent !== chosen.id) others.push(one);
      if (others.length === NAMED) break;
    }
    return { strategy: name, value: worth, candidates: ranked.length, others };
  }

  #known(lane: HeadedLane, ticket: Case): readonly Ranked[] {
    let ranked = this.#byLane.get(lane);
    if (ranked === undefined) {
      ranked = this.#ranked(lane, ticket);
      this.#byLane.set(lane, ranked);
    }
    return ranked;
  }

  /** Best first, equals by seniority. */
  #ranked(lane: HeadedLane, ticket: Case): readonly Ranked[] {
    const { channel, skills, reservedFor } = lane.head;
    const able = [...this.candidates.keys()].filter((place) => {
      const { id, channels, skills: has = [] } = this.candidates[place]!;
      if (reservedFor !== undefined && reservedFor !== id) return false;
      return channels?.includes(channel) !== false && skills.every((skill) => has.includes(skill));
    });
    const worths = new Map(able.map((place) => [place, this.#worth(this.candidates[place]!, lane, ticket) ?? 0]));
    const byWorth = (a: number, b: number) =>
      worths.get(b)! - worths.get(a)! || (this.#seniority.isBefore(a, b) ? -1 : 1);
    return able.sort(byWorth).map((place) => ({
      agent: this.candidates[place]!.id,
      value: this.plan.value === undefined ? undefined : worths.get(place),
    }));
  }

  #worth(candidate: Candidate, lane: HeadedLane, ticket: Case): number | undefined {
    const { value } = this.plan;
    if (value === undefined) return undefined;
    return "byTicket" in value ? value.byTicket(candidate, ticket) : value.byLane(candidate, lane);
  }
}
