import type { OfferGrounds } from "../model/case.ts";
import { compareTurns, type Seniority } from "./seniority.ts";

/** How many of the others are told of. */
const TOLD = 3;

interface ValuedCandidate {
  readonly candidate: Seniority;
  readonly value: number | undefined;
}

/** Those who could have had a ticket, as far as the grounds of an offer tell of them: how many, and the best few. */
export class TopCandidates {
  #candidates = 0;
  /** One more than is told of, since one of them may have it. */
  readonly #best: ValuedCandidate[] = [];
  /** The others by the place of the one who has it: the same for all tickets of a lane. */
  readonly #others: OfferGrounds["others"][] = [];

  add(candidate: Seniority, value: number | undefined): void {
    const best = this.#best;
    this.#candidates += 1;
    let place = best.length;
    while (place > 0 && isBetter(candidate, value, best[place - 1])) place -= 1;
    if (place > TOLD) return;
    // Moves the rest back, and drops the last if there is one too many: a `splice` that makes no array.
    if (best.length <= TOLD) best.push({ candidate, value });
    for (let last = best.length - 1; last > place; last--) best[last] = best[last - 1];
    best[place] = { candidate, value };
  }

  grounds(strategy: string, chosen: Seniority, value: number | undefined): OfferGrounds {
    const among = this.#best.findIndex(({ candidate }) => candidate === chosen);
    const without = among === -1 ? TOLD : among;
    this.#others[without] ??= Object.freeze(
      this.#best
        .filter((_, place) => place !== without)
        .map(({ candidate, value }) => Object.freeze({ agent: candidate.id, value })),
    );
    return { strategy, value, candidates: this.#candidates, others: this.#others[without] };
  }
}

/** Larger is better; equal values go by turns. */
function isBetter(candidate: Seniority, value: number | undefined, than: ValuedCandidate): boolean {
  const more = (value ?? 0) - (than.value ?? 0);
  return more > 0 || (more === 0 && compareTurns(candidate, than.candidate) < 0);
}
