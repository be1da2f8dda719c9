import { getOrInsertComputed } from "../../model/map.ts";
import type { Tally, TallyStore } from "../port/tally-store.ts";

/** Counts and sums in the memory of one process: by interval, series and measure. */
export class MemoryTallies implements TallyStore {
  readonly #intervals = new Map<number, Map<string, Map<string, number>>>();

  add(tallies: readonly Tally[]): void {
    for (const { at, series, measure, amount } of tallies) {
      const interval = getOrInsertComputed(this.#intervals, at, () => new Map());
      const sums = getOrInsertComputed(interval, series, () => new Map());
      sums.set(measure, (sums.get(measure) ?? 0) + amount);
    }
  }

  sums(from: number, to: number): readonly Tally[] {
    const found: Tally[] = [];
    for (const [at, interval] of this.#intervals) {
      if (at < from || at >= to) continue;
      for (const [series, sums] of interval)
        for (const [measure, amount] of sums) found.push({ at, series, measure, amount });
    }
    return found;
  }

  drop(before: number): void {
    for (const at of this.#intervals.keys()) if (at !== 0 && at < before) this.#intervals.delete(at);
  }
}
