import type { Case, OfferGrounds } from "../model/case.ts";
import type { LaneHead } from "../stores/store.ts";
import type { FreeAgent } from "./round.ts";
import { compareSeniority } from "./seniority.ts";
import type { Candidate, HeadedLane, Plan } from "./strategy.ts";

/** How many of the others are named. */
const NAMED = 3;

type One = Pick<FreeAgent, "id" | "channels" | "skills" | "idleSince">;

interface Valued {
  readonly candidate: One;
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
    return groundsOf(this.plan.name, chosen, this.#field(lane, ticket), this.#value(chosen, lane, ticket));
  }

  #field(lane: HeadedLane, ticket: Case): Field {
    const look = () => fieldOf(this.candidates, lane.head, (candidate) => this.#value(candidate, lane, ticket));
    const { value } = this.plan;
    if (value !== undefined && "byTicket" in value) return look();
    let field = this.#byLane.get(lane);
    if (field === undefined) {
      field = look();
      this.#byLane.set(lane, field);
    }
    return field;
  }

  #value(candidate: Candidate, lane: HeadedLane, ticket: Case): number | undefined {
    const { value } = this.plan;
    if (value === undefined) return undefined;
    return "byTicket" in value ? value.byTicket(candidate, ticket) : value.byLane(candidate, lane);
  }
}

export function groundsOf(strategy: string, chosen: One, { candidates, best }: Field, value?: number): OfferGrounds {
  const others: { agent: string; value: number | undefined }[] = [];
  for (const { candidate, value } of best)
    if (candidate !== chosen && others.length < NAMED) others.push({ agent: candidate.id, value });
  return { strategy, value, candidates, others };
}

/** Who could have a ticket of a lane, and what they are worth; nothing, where a strategy does not speak in values. */
export function fieldOf<Agent extends One>(
  agents: readonly Agent[],
  { channel, skills, reservedFor }: Pick<LaneHead, "channel" | "skills" | "reservedFor">,
  worth: (agent: Agent) => number | undefined,
): Field {
  const best: Valued[] = [];
  let candidates = 0;
  for (const candidate of agents) {
    if (reservedFor !== undefined && reservedFor !== candidate.id) continue;
    if (candidate.channels?.includes(channel) === false) continue;
    if (skills.length > 0 && !skills.every((skill) => candidate.skills?.includes(skill))) continue;
    candidates += 1;
    const value = worth(candidate);
    let place = best.length;
    while (place > 0 && isBetter(candidate, value, best[place - 1])) place -= 1;
    if (place <= NAMED) insert(best, place, { candidate, value });
  }
  return { candidates, best };
}

/** Equals by seniority. */
function isBetter(candidate: One, value: number | undefined, than: Valued): boolean {
  const more = (value ?? 0) - (than.value ?? 0);
  return more > 0 || (more === 0 && compareSeniority(candidate, than.candidate) < 0);
}

/** Whoever is then one too many goes. As `splice`, which makes an array each time. */
function insert(best: Valued[], place: number, valued: Valued): void {
  if (best.length <= NAMED) best.push(valued);
  for (let last = best.length - 1; last > place; last--) best[last] = best[last - 1];
  best[place] = valued;
}
