import { Bands } from "./bands.ts";
import type { Blocks } from "./blocks.ts";
import { merged } from "./merge.ts";
import type { OwnKeys } from "./order.ts";
import { SlotHeap } from "./slot-heap.ts";
import { IN_HEAP, NOBODY, type Slots } from "./slots.ts";

/** The section that a lane is one of, as far as a lane knows it. */
export interface LaneOwner {
  readonly channel: string;
  readonly promoted: boolean;
  /** Takes a ticket out of a lane of its own, and frees its slot. */
  remove(slot: number, lane: Lane): void;
}

/** Up to so many tickets, bands would take more memory than the slots of the tickets themselves. */
const FEW = 32;

/**
 * Tickets that differ in keys 3 to 5 only: of one section, requiring the same skills.
 *
 * They stand in bands; but one older than the last of its band (a late message, a callback, a claim given back) in a
 * heap ordered by keys 3 to 5, and so does every ticket until the lane has had more than a few. Who is first is the
 * better of the two.
 */
export class Lane {
  size = 0;
  /** What stands for it among the heads of its section; kept by them. */
  head: OwnKeys | undefined;
  #bands: Bands | undefined;
  #heap: SlotHeap | undefined;

  constructor(
    private readonly slots: Slots,
    private readonly blocks: Blocks,
    /** Its own among all lanes of the line, from 1. */
    readonly number: number,
    readonly section: LaneOwner,
    /** What it takes to serve its tickets, sorted. */
    readonly skills: readonly string[],
  ) {
    // Each section has one such lane, and keeps it.
    if (skills.length === 0) this.#bands = new Bands(slots, blocks);
  }

  /** O(1) for a ticket no older than the last of its band; O(log of the heap) otherwise. */
  add(slot: number): void {
    const { slots } = this;
    this.size += 1;
    if (this.size > FEW) this.#bands ??= new Bands(slots, this.blocks);
    if (this.#bands?.add(slot)) return;
    this.#heap ??= new SlotHeap(slots, slots.byKeys);
    this.#heap.push(slot);
  }

  /** The first by keys 3 to 5, or NOBODY. */
  first(): number {
    return this.slots.better(this.#heap?.first() ?? NOBODY, this.#bands?.first() ?? NOBODY);
  }

  /** Takes a ticket of this lane out, wherever it stands, and frees its slot: O(1), amortised over those in the heap. */
  remove(slot: number): void {
    this.size -= 1;
    if (this.slots.previous(slot) === IN_HEAP) this.#heap?.withdraw(slot);
    else this.#bands?.remove(slot);
  }

  /** How many of this lane stand before a slot of any lane: O(100 + blocks of its own contact score + heap). */
  countBefore(slot: number): number {
    let count = this.#bands?.countBefore(slot) ?? 0;
    if (this.#heap !== undefined)
      for (const heaped of this.#heap.members()) if (this.slots.compare(heaped, slot) < 0) count += 1;
    return count;
  }

  /** All of the lane in order, each found when it is asked for. The lane must not change meanwhile. */
  inOrder(): Iterable<number> {
    const parts = [this.#bands?.inOrder(), this.#heap?.inOrder()].filter((part) => part !== undefined);
    return merged(parts, this.slots.byKeys);
  }
}
