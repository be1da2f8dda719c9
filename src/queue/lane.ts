import { HIGHEST_SCORE } from "../model/score.ts";
import type { OwnKeys } from "./order.ts";
import type { Section } from "./section.ts";
import { SlotHeap } from "./slot-heap.ts";
import { IN_HEAP, NOBODY, type Slots } from "./slots.ts";

const BANDS = HIGHEST_SCORE + 1;
const HEAD = 0;
const TAIL = BANDS;
const COUNT = 2 * BANDS;
const OCCUPIED = 3 * BANDS;
const WORDS = (BANDS + 31) >> 5;

/**
 * Tickets that differ in keys 3 to 5 only: of one section, requiring the same skills.
 *
 * Tickets mostly arrive in the order of their times, and then arrival already decides: they stand in a band, first in
 * first out, one for each contact score. A ticket older than the last of its band (a late message, a callback, a claim
 * given back) stands in a binary heap ordered by keys 3 to 5. Who is first is the better of the two.
 *
 * Invariants: a band is ordered by keys 4 and 5; the bit of its score is set where it has somebody.
 */
export class Lane {
  size = 0;
  /** What stands for it among the heads of its section; kept by them. */
  head: OwnKeys | undefined;
  /** Three numbers for each band: its first slot, its last, and how many there are. Then a bit for each. */
  readonly #bands = new Int32Array(3 * BANDS + WORDS);
  #late: SlotHeap | undefined;

  constructor(
    private readonly slots: Slots,
    /** Its own among all lanes of the line, from 1. */
    readonly number: number,
    readonly section: Section,
    /** What it takes to serve its tickets, sorted. */
    readonly skills: readonly string[],
  ) {}

  /** O(1) for a ticket no older than the last of its band; O(log late) otherwise. */
  add(slot: number): void {
    const { slots } = this;
    const bands = this.#bands;
    const score = slots.contactScore(slot);
    const last = bands[TAIL + score];
    this.size += 1;
    this.section.waiting += 1;
    if (last !== NOBODY && slots.compareTimes(slot, last) < 0) {
      this.#late ??= new SlotHeap(slots, (a, b) => slots.compare(a, b));
      this.#late.push(slot);
      return;
    }
    if (last === NOBODY) {
      bands[HEAD + score] = slot;
      bands[OCCUPIED + (score >> 5)] |= 1 << (score & 31);
    } else slots.setNext(last, slot);
    slots.setPrevious(slot, last);
    slots.setNext(slot, NOBODY);
    bands[TAIL + score] = slot;
    bands[COUNT + score] += 1;
  }

  /** The first by keys 3 to 5, or NOBODY. */
  first(): number {
    const banded = this.#bands[HEAD + this.#top()];
    if (this.#late === undefined) return banded;
    const late = this.#late.first();
    if (late === NOBODY) return banded;
    return banded === NOBODY || this.slots.compare(late, banded) < 0 ? late : banded;
  }

  /** Takes a ticket of this lane out, wherever it stands, and frees its slot: O(1), or O(log late) for a late one. */
  remove(slot: number): void {
    const { slots } = this;
    this.size -= 1;
    this.section.waiting -= 1;
    if (slots.previous(slot) === IN_HEAP) {
      this.#late?.withdraw(slot);
      return;
    }
    const bands = this.#bands;
    const score = slots.contactScore(slot);
    const next = slots.next(slot);
    const previous = slots.previous(slot);
    if (previous === NOBODY) bands[HEAD + score] = next;
    else slots.setNext(previous, next);
    if (next === NOBODY) bands[TAIL + score] = previous;
    else slots.setPrevious(next, previous);
    if (next === previous) bands[OCCUPIED + (score >> 5)] &= ~(1 << (score & 31));
    bands[COUNT + score] -= 1;
    slots.free(slot);
  }

  /** How many of this lane stand before a slot of any lane: O(100 + those of its own contact score before it + late). */
  countBefore(slot: number): number {
    const { slots } = this;
    const bands = this.#bands;
    const score = slots.contactScore(slot);
    let count = 0;
    for (let higher = this.#top(); higher > score; higher--) count += bands[COUNT + higher];
    for (let other = bands[HEAD + score]; other !== NOBODY && slots.compareTimes(other, slot) < 0; ) {
      count += 1;
      other = slots.next(other);
    }
    if (this.#late !== undefined)
      for (const late of this.#late.members()) if (slots.compare(late, slot) < 0) count += 1;
    return count;
  }

  /** All of the lane in order, each found when it is asked for. The lane must not change meanwhile. */
  *inOrder(): Iterable<number> {
    const late = (this.#late?.inOrder() ?? [])[Symbol.iterator]();
    let pending = late.next();
    for (const slot of this.#banded()) {
      while (!pending.done && this.slots.compare(pending.value, slot) < 0) {
        yield pending.value;
        pending = late.next();
      }
      yield slot;
    }
    for (; !pending.done; pending = late.next()) yield pending.value;
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

  *#banded(): Iterable<number> {
    for (let score = this.#top(); score > 0; score--) {
      for (let slot = this.#bands[HEAD + score]; slot !== NOBODY; slot = this.slots.next(slot)) yield slot;
    }
  }
}
