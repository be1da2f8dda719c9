import { HIGHEST_SCORE } from "../model/score.ts";
import type { Blocks } from "./blocks.ts";
import { NOBODY, type Slots } from "./slots.ts";

const SCORES = HIGHEST_SCORE + 1;
const HEAD = 0;
const TAIL = SCORES;
const COUNT = 2 * SCORES;
const OCCUPIED = 3 * SCORES;
const WORDS = (SCORES + 31) >> 5;

/**
 * Tickets in bands, one for each contact score, each first in first out: as long as they arrive in the order of their
 * times, arrival already decides who is first.
 *
 * Invariants: a band is ordered by keys 4 and 5; the bit of its score is set where it has somebody.
 */
export class Bands {
  /** Three numbers for each band: its first slot, its last, and how many there are. Then a bit for each. */
  readonly #bands = new Int32Array(3 * SCORES + WORDS);

  constructor(
    private readonly slots: Slots,
    private readonly blocks: Blocks,
  ) {}

  /** Puts a ticket in its band, unless it is older than the last of it. O(1). */
  add(slot: number): boolean {
    const { slots } = this;
    const bands = this.#bands;
    const score = slots.contactScore(slot);
    const last = bands[TAIL + score];
    if (last === NOBODY) {
      bands[HEAD + score] = slot;
      bands[OCCUPIED + (score >> 5)] |= 1 << (score & 31);
    } else {
      if (slots.compareTimes(slot, last) < 0) return false;
      this.blocks.append(slot, bands[HEAD + score], last, bands[COUNT + score]);
      slots.setNext(last, slot);
    }
    slots.setPrevious(slot, last);
    slots.setNext(slot, NOBODY);
    bands[TAIL + score] = slot;
    bands[COUNT + score] += 1;
    return true;
  }

  /** The first by keys 3 to 5, or NOBODY. O(1). */
  first(): number {
    return this.#bands[HEAD + this.#top()];
  }

  /** Takes a ticket out, wherever it stands, and frees its slot. O(1), amortised. */
  remove(slot: number): void {
    const { slots } = this;
    const bands = this.#bands;
    const score = slots.contactScore(slot);
    const next = slots.next(slot);
    const previous = slots.previous(slot);
    if (previous === NOBODY) bands[HEAD + score] = next;
    else slots.setNext(previous, next);
    if (next === NOBODY) bands[TAIL + score] = previous;
    else slots.setPrevious(next, previous);
    if (previous === NOBODY && next === NOBODY) bands[OCCUPIED + (score >> 5)] &= ~(1 << (score & 31));
    bands[COUNT + score] -= 1;
    this.blocks.remove(slot);
    slots.free(slot);
  }

  /** How many stand before a slot, be it here or elsewhere: O(100 + blocks of its own contact score). */
  countBefore(slot: number): number {
    const bands = this.#bands;
    const score = this.slots.contactScore(slot);
    let count = 0;
    for (let higher = this.#top(); higher > score; higher--) count += bands[COUNT + higher];
    return count + this.blocks.countBefore(bands[HEAD + score], slot);
  }

  /** All in order, each found when it is asked for. The bands must not change meanwhile. */
  *inOrder(): Iterable<number> {
    for (let score = this.#top(); score > 0; score--) {
      for (let slot = this.#bands[HEAD + score]; slot !== NOBODY; slot = this.slots.next(slot)) yield slot;
    }
  }

  /** The highest score whose band has somebody, or 0. */
  #top(): number {
    const bands = this.#bands;
    for (let word = WORDS - 1; word >= 0; word--) {
      const bits = bands[OCCUPIED + word];
      if (bits !== 0) return 32 * word + 31 - Math.clz32(bits);
    }
    return 0;
  }
}
