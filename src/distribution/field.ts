import type { OfferGrounds } from "../model/case.ts";
import { compareTurns, type Ranked } from "./seniority.ts";

/** How many of the others are told of. */
const TOLD = 3;

interface Valued {
  readonly candidate: Ranked;
  readonly value: number | undefined;
}

/** Those who could have had a ticket, as far as a decision tells of them. */
export class Field {
  #candidates = 0;
  /** One more than is told of, since one of them may have it. */
  readonly #best: Valued[] = [];
  /** The others by the place of the one who has it: the same for all tickets of a lane. */
  readonly #others: OfferGrounds["others"][] = [];

  add(candidate: Ranked, value: number | undefined): void {
    const best = this.#best;
    this.#candidates += 1;
    let place = best.length;
    while (place > 0 && isBetter(candidate, value, best[place - 1])) place -= 1;
    if (place > TOLD) return;
    // Whoever is one too many goes. As `splice`, which makes an array each time.
    if (best.length <= TOLD) best.push({ candidate, value });
    for (let last = best.length - 1; last > place; last--) best[last] = best[last - 1];
    best[place] = { candidate, value };
  }

  grounds(strategy: string, chosen: Ranked, value: number | undefined): OfferGrounds {
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

/** Equals as they are ranked. */
function isBetter(candidate: Ranked, value: number | undefined, than: Valued): boolean {
  const more = (value ?? 0) - (than.value ?? 0);
  return more > 0 || (more === 0 && compareTurns(candidate, than.candidate) < 0);
}
