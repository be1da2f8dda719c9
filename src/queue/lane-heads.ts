import TinyQueue from "tinyqueue";
import type { Lane } from "./lane.ts";
import { compareOwn, type OwnKeys } from "./order.ts";
import { NOBODY, type Slots } from "./slots.ts";

/** Who was first in a lane at some moment: a copy of the keys, since slots are taken anew. */
interface Head extends OwnKeys {
  readonly lane: Lane;
}

/** So few outdated heads are not worth a sweep. */
const FEW = 64;

/**
 * The lanes that require skills, by who is first in each: for whoever may serve anybody, ten thousand lanes cost what
 * their logarithm does.
 *
 * Invariant: every lane with somebody in it has a head here (`lane.head`) that stands no later than its first. A head
 * that has since been outdone or has left is put right when it surfaces.
 */
export class LaneHeads {
  #heads = new TinyQueue<Head>([], compareOwn);
  #current = 0;

  constructor(private readonly slots: Slots) {}

  /** A ticket has joined the lane. */
  joined(lane: Lane, slot: number): void {
    const head = this.#headAt(lane, slot);
    if (lane.head === undefined) this.#current += 1;
    else if (compareOwn(head, lane.head) >= 0) return;
    lane.head = head;
    this.#heads.push(head);
    if (this.#heads.length > FEW + 2 * this.#current) this.#sweep();
  }

  /** Nobody is left in the lane. */
  emptied(lane: Lane): void {
    if (lane.head === undefined) return;
    lane.head = undefined;
    this.#current -= 1;
  }

  /** The first by keys 3 to 5 of all these lanes, or NOBODY. O(log lanes), amortised. */
  first(): number {
    for (let head = this.#heads.peek(); head !== undefined; head = this.#heads.peek()) {
      const { lane } = head;
      const outdone = lane.head !== head;
      const slot = outdone ? NOBODY : lane.first();
      if (!outdone && compareOwn(this.#headAt(lane, slot), head) === 0) return slot;
      this.#heads.pop();
      if (outdone) continue;
      this.emptied(lane);
      this.joined(lane, slot);
    }
    return NOBODY;
  }

  #headAt(lane: Lane, slot: number): Head {
    const { slots } = this;
    return {
      lane,
      contactScore: slots.contactScore(slot),
      waitingSince: slots.waitingSince(slot),
      arrival: slots.arrival(slot),
    };
  }

  #sweep(): void {
    this.#heads = new TinyQueue(
      this.#heads.data.filter((head) => head.lane.head === head),
      compareOwn,
    );
  }
}
