import { getOrInsertComputed } from "../../model/map.ts";
import type { Tally } from "../../stores/port/tally-store.ts";

/** Tallies, those of the same thing as one. */
export class TallySums {
  readonly #amounts = new Map<string, { -readonly [key in keyof Tally]: Tally[key] }>();

  get size(): number {
    return this.#amounts.size;
  }

  add(tallies: readonly Tally[]): void {
    for (const tally of tallies) {
      // No measure has a space in it, so no two things share a key.
      const key = `${tally.at} ${tally.measure} ${tally.series}`;
      getOrInsertComputed(this.#amounts, key, () => ({ ...tally, amount: 0 })).amount += tally.amount;
    }
  }

  tallies(): readonly Tally[] {
    return [...this.#amounts.values()];
  }
}
