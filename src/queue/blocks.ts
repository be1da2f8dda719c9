import { NOBODY, type Slots } from "./slots.ts";

/** No block: what stands where there is none. */
const NONE = 0;

/** A band is put in blocks once it would fill so many of them. */
const FEW = 4;

/** A block's record: two 64-bit numbers, then four of 32 bits. */
const WIDE = 4;
const NARROW = 2 * WIDE;
const WAITING_SINCE = 0;
const ARRIVAL = 1;
const COUNT = 4;
const FIRST = 5;
const NEXT = 6;
const PREVIOUS = 7;

const FIRST_CAPACITY = 16;

/**
 * Long bands in blocks of neighbours, each with its count, so that a place in a band is found by adding up blocks
 * instead of counting tickets. All tickets of a band stand in blocks or, until it is long, none does.
 *
 * Invariants, of the blocks of one band: they are linked in the band's order; each has somebody, at most `most`, and
 * a bound of keys 4 and 5 that none before it reaches and none in it stands before. Where a ticket left, its block and
 * a neighbour hold more than a quarter of `most` together: so there are at most O(tickets / most) of them.
 */
export class Blocks {
  #wide = new Float64Array(FIRST_CAPACITY * WIDE);
  #narrow = new Int32Array(this.#wide.buffer);
  #capacity = FIRST_CAPACITY;
  #vacant = NONE;
  #end = 1;

  constructor(
    private readonly slots: Slots,
    private readonly most = 64,
  ) {}

  /** A ticket is about to join a band of so many, behind the last of them. O(1), amortised. */
  append(slot: number, first: number, last: number, count: number): void {
    const { slots } = this;
    let behind = slots.block(last);
    if (behind === NONE) {
      if (count < FEW * this.most) return;
      for (let other = first; other !== NOBODY; other = slots.next(other)) behind = this.#place(other, behind);
    }
    this.#place(slot, behind);
  }

  /** A ticket leaves its band, whose links still tell who comes after it. O(1), amortised. */
  remove(slot: number): void {
    const { slots } = this;
    const block = slots.block(slot);
    if (block === NONE) return;
    const at = block * NARROW;
    this.#narrow[at + COUNT] -= 1;
    if (this.#narrow[at + COUNT] === 0) {
      this.#close(block);
      return;
    }
    if (this.#narrow[at + FIRST] === slot) this.#narrow[at + FIRST] = slots.next(slot);
    if (4 * this.#narrow[at + COUNT] > this.most) return;
    this.#join(block, this.#narrow[at + NEXT]);
    this.#join(this.#narrow[at + PREVIOUS], block);
  }

  /** How many of the band whose first is given stand before a slot of any band, by keys 4 and 5: O(most + blocks). */
  countBefore(first: number, slot: number): number {
    let count = 0;
    let from = first;
    let rest = FEW * this.most;
    let block = this.slots.block(first);
    if (block !== NONE) {
      for (let next = this.#get(block, NEXT); next !== NONE && !this.#startsAfter(next, slot); ) {
        count += this.#get(block, COUNT);
        block = next;
        next = this.#get(block, NEXT);
      }
      from = this.#get(block, FIRST);
      rest = this.#get(block, COUNT);
    }
    return count + this.#walk(from, rest, slot);
  }

  /** How many of so many neighbours, or as many as there are, stand before a slot. */
  #walk(from: number, most: number, slot: number): number {
    const { slots } = this;
    let count = 0;
    for (let other = from; count < most && other !== NOBODY && slots.compareTimes(other, slot) < 0; ) {
      count += 1;
      other = slots.next(other);
    }
    return count;
  }

  #startsAfter(block: number, slot: number): boolean {
    const { slots } = this;
    const since = this.#wide[block * WIDE + WAITING_SINCE] - slots.waitingSince(slot);
    return since > 0 || (since === 0 && this.#wide[block * WIDE + ARRIVAL] > slots.arrival(slot));
  }

  /** Puts a ticket in the last block of its band, or in a new one behind it. */
  #place(slot: number, last: number): number {
    const block = last !== NONE && this.#get(last, COUNT) < this.most ? last : this.#open(slot, last);
    this.#narrow[block * NARROW + COUNT] += 1;
    this.slots.setBlock(slot, block);
    return block;
  }

  /** Lets two neighbours be one if few are left in both. O(most), after O(most) have left. */
  #join(block: number, next: number): void {
    if (block === NONE || next === NONE) return;
    const moving = this.#get(next, COUNT);
    if (4 * (this.#get(block, COUNT) + moving) > this.most) return;
    const { slots } = this;
    let slot = this.#get(next, FIRST);
    for (let rest = moving; rest > 0; rest--) {
      slots.setBlock(slot, block);
      slot = slots.next(slot);
    }
    this.#narrow[block * NARROW + COUNT] += moving;
    this.#close(next);
  }

  #open(slot: number, behind: number): number {
    let block = this.#vacant;
    if (block === NONE) {
      block = this.#end++;
      if (block === this.#capacity) this.#grow();
    } else this.#vacant = this.#get(block, NEXT);
    this.#wide[block * WIDE + WAITING_SINCE] = this.slots.waitingSince(slot);
    this.#wide[block * WIDE + ARRIVAL] = this.slots.arrival(slot);
    this.#narrow[block * NARROW + COUNT] = 0;
    this.#narrow[block * NARROW + FIRST] = slot;
    this.#link(behind, block);
    this.#link(block, NONE);
    return block;
  }

  #close(block: number): void {
    this.#link(this.#get(block, PREVIOUS), this.#get(block, NEXT));
    this.#narrow[block * NARROW + NEXT] = this.#vacant;
    this.#vacant = block;
  }

  /** Either may be NONE: its record, number 0, belongs to no block, and is written to so that nothing has to be asked. */
  #link(block: number, next: number): void {
    this.#narrow[block * NARROW + NEXT] = next;
    this.#narrow[next * NARROW + PREVIOUS] = block;
  }

  #get(block: number, column: number): number {
    return this.#narrow[block * NARROW + column];
  }

  #grow(): void {
    this.#capacity *= 4;
    const wide = new Float64Array(this.#capacity * WIDE);
    wide.set(this.#wide);
    this.#wide = wide;
    this.#narrow = new Int32Array(wide.buffer);
  }
}
