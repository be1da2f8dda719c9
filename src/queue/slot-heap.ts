import TinyQueue from "tinyqueue";
import { GHOST, IN_HEAP, NOBODY, type Slots } from "./slots.ts";

/**
 * A binary heap of slots from which any can be withdrawn.
 *
 * A withdrawn slot stays in the heap as a ghost, its keys unchanged, until it surfaces or until ghosts outnumber the
 * living: so a withdrawal costs O(1) amortised, and the heap is never more than twice its living members.
 */
export class SlotHeap {
  #heap: TinyQueue<number>;
  #ghosts = 0;

  constructor(
    private readonly slots: Slots,
    private readonly compare: (a: number, b: number) => number,
  ) {
    this.#heap = new TinyQueue([], compare);
  }

  /** How many there are, ghosts not counted. */
  get size(): number {
    return this.#heap.length - this.#ghosts;
  }

  push(slot: number): void {
    this.slots.setPrevious(slot, IN_HEAP);
    this.#heap.push(slot);
  }

  /** The first, or NOBODY. */
  first(): number {
    for (;;) {
      const slot = this.#heap.peek();
      if (slot === undefined) return NOBODY;
      if (this.slots.previous(slot) !== GHOST) return slot;
      this.#heap.pop();
      this.#ghosts -= 1;
      this.slots.free(slot);
    }
  }

  /** Takes a member out and frees its slot, at once or when the heap lets go of it. */
  withdraw(slot: number): void {
    if (slot === this.#heap.peek()) {
      this.#heap.pop();
      this.slots.free(slot);
    } else {
      this.slots.setPrevious(slot, GHOST);
      this.slots.tickets[slot] = undefined;
      this.#ghosts += 1;
    }
    if (this.#ghosts > this.#heap.length / 2) this.#sweep();
  }

  /** All members, in no order. */
  *members(): Iterable<number> {
    for (const slot of this.#heap.data) if (this.slots.previous(slot) !== GHOST) yield slot;
  }

  /** All members in order, each found when it is asked for: O(size) to begin, then O(log size) each. */
  *inOrder(): Iterable<number> {
    const rest = new TinyQueue([...this.members()], this.compare);
    for (let slot = rest.pop(); slot !== undefined; slot = rest.pop()) yield slot;
  }

  #sweep(): void {
    const living: number[] = [];
    for (const slot of this.#heap.data) {
      if (this.slots.previous(slot) === GHOST) this.slots.free(slot);
      else living.push(slot);
    }
    this.#heap = new TinyQueue(living, this.compare);
    this.#ghosts = 0;
  }
}
