import type { Awaitable } from "../../model/awaitable.ts";

/**
 * So much of one thing, in one interval.
 *
 * @example
 * const tally: Tally = { at: 1_795_435_200_000, series: "channel:email", measure: "arrived", amount: 1 };
 * await store.tallies.add([tally]);
 */
export interface Tally {
  /** The beginning of the interval, in epoch milliseconds; 0 for what is kept for good. */
  readonly at: number;
  /** What it is about, such as a channel or an agent. */
  readonly series: string;
  readonly measure: string;
  readonly amount: number;
}

/**
 * Where a center keeps counts and sums. It adds, and knows nothing of what it adds: an amount may be negative, or have a
 * fraction. Sums of integers are exact up to 2⁵³. Nothing in it names a contact.
 *
 * @example
 * await store.tallies.add([{ at: 0, series: "mine", measure: "seen", amount: 2 }]);
 * (await store.tallies.sums(0, 1)).find(({ series }) => series === "mine")?.amount; // → 2
 */
export interface TallyStore {
  /** All of them, or none; several of the same interval, series and measure add up. */
  add(tallies: readonly Tally[]): Awaitable<void>;
  /** The sums of every interval that begins at `from` or later and before `to`, in no particular order. Sums of 0 may be left out. */
  sums(from: number, to: number): Awaitable<readonly Tally[]>;
  /** Forgets every interval that begins before then, but for what is kept for good. */
  drop(before: number): Awaitable<void>;
}
