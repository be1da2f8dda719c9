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
      const there = this.#amounts.get(key);
      if (there === undefined) this.#amounts.set(key, { ...tally });
      else there.amount += tally.amount;
    }
  }

  tallies(): readonly Tally[] {
    return [...this.#amounts.values()];
  }
}
