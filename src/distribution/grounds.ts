import type { Case, OfferGrounds } from "../model/case.ts";
import { Seniority } from "./seniority.ts";
import type { Candidate, HeadedLane, Plan } from "./strategy.ts";

/** How many of the others are named. */
const NAMED = 3;

interface Ranked {
  readonly agent: string;
  readonly value: number | undefined;
}

/** Who could have taken it: how many, and the first of them. */
interface Ranking {
  readonly count: number;
  /** Best first, equals by seniority; one more than are named, since one of them may be the one who gets it. */
  readonly best: readonly Ranked[];
}

/** Why each ticket went to whom: the candidates of a lane are ranked once, unless a value is a ticket's own. */
export class Grounds {
  readonly #byLane = new Map<HeadedLane, Ranking>();
  readonly #seniority: Seniority;

  constructor(
    private readonly candidates: readonly Candidate[],
    private readonly plan: Plan,
  ) {
    this.#seniority = new Seniority(candidates, 0);
  }

  of(chosen: Candidate, ticket: Case, lane: HeadedLane): OfferGrounds {
    const { value, name } = this.plan;
    const { count, best } =
      value !== undefined && "byTicket" in value ? this.#ranked(lane, ticket) : this.#known(lane, ticket);
    const others = best.filter(({ agent }) => agent !== chosen.id).slice(0, NAMED);
    return { strategy: name, value: this.#worth(chosen, lane, ticket), candidates: count, others };
  }

  #known(lane: HeadedLane, ticket: Case): Ranking {
    let ranking = this.#byLane.get(lane);
    if (ranking === undefined) {
      ranking = this.#ranked(lane, ticket);
      this.#byLane.set(lane, ranking);
    }
    return ranking;
  }

  #ranked(lane: HeadedLane, ticket: Case): Ranking {
    const { channel, skills, reservedFor } = lane.head;
    const best: { readonly place: number; readonly agent: string; readonly value: number | undefined }[] = [];
    let count = 0;
    for (let place = 0; place < this.candidates.length; place++) {
      const candidate = this.candidates[place]!;
      const { id: agent, channels, skills: has = [] } = candidate;
      if (reservedFor !== undefined && reservedFor !== agent) continue;
      if (channels?.includes(channel) === false || !skills.every((skill) => has.includes(skill))) continue;
      count += 1;
      const value = this.#worth(candidate, lane, ticket);
      let rank = best.length;
      while (rank > 0 && this.#isBefore(place, value, best[rank - 1]!)) rank -= 1;
      if (rank > NAMED) continue;
      best.splice(rank, 0, { place, agent, value });
      if (best.length > NAMED + 1) best.pop();
    }
    return { count, best: best.map(({ agent, value }) => ({ agent, value })) };
  }

  #isBefore(
    place: number,
    value: number | undefined,
    other: { readonly place: number; readonly value: number | undefined },
  ) {
    const more = (value ?? 0) - (other.value ?? 0);
    return more > 0 || (more === 0 && this.#seniority.isBefore(place, other.place));
  }

  #worth(candidate: Candidate, lane: HeadedLane, ticket: Case): number | undefined {
    const { value } = this.plan;
    if (value === undefined) return undefined;
    return "byTicket" in value ? value.byTicket(candidate, ticket) : value.byLane(candidate, lane);
  }
}
