import { millisecondsInHour } from "date-fns/constants";
import type { QualityCounts } from "../model/outbound.ts";

type Counts = { -readonly [Kind in keyof QualityCounts]: number };

const none = (): Counts => ({ delivered: 0, blocked: 0, reported: 0, optedOut: 0 });

/** Counts over a moving window, hour by hour; nothing of them names anybody. */
export class MemoryCounts {
  readonly #hours = new Map<number, Counts>();
  #total = none();

  add(kind: keyof QualityCounts, at: number): void {
    const hour = Math.floor(at / millisecondsInHour);
    const counts = this.#hours.get(hour) ?? none();
    this.#hours.set(hour, counts);
    counts[kind] += 1;
    this.#total[kind] += 1;
  }

  /** Of the hours that ended after `since`. */
  total(since: number): QualityCounts {
    for (const [hour, counts] of this.#hours) {
      if ((hour + 1) * millisecondsInHour > since) continue;
      this.#hours.delete(hour);
      for (const kind of Object.keys(counts) as (keyof Counts)[]) this.#total[kind] -= counts[kind];
    }
    return { ...this.#total };
  }

  clear(): void {
    this.#hours.clear();
    this.#total = none();
  }
}
