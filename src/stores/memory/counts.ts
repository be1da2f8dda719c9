import { millisecondsInHour } from "date-fns/constants";
import type { QualityCounts } from "../../model/outbound.ts";

type Counts = { -readonly [Kind in keyof QualityCounts]: number };

const none = (): Counts => ({ delivered: 0, blocked: 0, reported: 0, optedOut: 0 });

/** Counts over a moving window, hour by hour; nothing of them names anybody. */
export class MemoryCounts {
  readonly #hours = new Map<number, Counts>();
  #oldest = Number.POSITIVE_INFINITY;
  #total: Counts = none();

  add(kind: keyof QualityCounts, at: number): void {
    const hour = Math.floor(at / millisecondsInHour);
    const counts = this.#hours.get(hour) ?? none();
    this.#hours.set(hour, counts);
    this.#oldest = Math.min(this.#oldest, hour);
    counts[kind] += 1;
    this.#total = { ...this.#total, [kind]: this.#total[kind] + 1 };
  }

  /** Of the hours that ended after `since`. */
  total(since: number): QualityCounts {
    if (endOf(this.#oldest) <= since) this.#forget(since);
    return this.#total;
  }

  clear(): void {
    this.#hours.clear();
    this.#oldest = Number.POSITIVE_INFINITY;
    this.#total = none();
  }

  #forget(since: number): void {
    const total = { ...this.#total };
    for (const [hour, counts] of this.#hours) {
      if (endOf(hour) > since) continue;
      this.#hours.delete(hour);
      for (const kind of Object.keys(counts) as (keyof Counts)[]) total[kind] -= counts[kind];
    }
    this.#total = total;
    this.#oldest = Math.min(...this.#hours.keys());
  }
}

function endOf(hour: number): number {
  return (hour + 1) * millisecondsInHour;
}
