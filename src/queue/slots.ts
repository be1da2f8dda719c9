import type { Ticket } from "../model/ticket.ts";

/** No slot: what stands where there is no ticket. */
export const NOBODY = 0;

/**
 * What `previous` says of a ticket that stands in no band but in a heap. A ghost has left, and the heap has not let go
 * of its slot yet.
 */
export const IN_HEAP = -1;
export const GHOST = -2;

/**
 * A slot's record: two 64-bit numbers, then six of 32 bits. It lies in one or two lines of the processor's cache, which
 * is what a ticket costs once a hundred thousand wait.
 */
const WIDE = 5;
const NARROW = 2 * WIDE;
const WAITING_SINCE = 0;
const ARRIVAL = 1;
const NEXT = 4;
const PREVIOUS = 5;
const HASH = 6;
const LANE = 7;
/** The contact score in the low bits, the block in the rest. */
const SCORE_AND_BLOCK = 8;
const SCORE_BITS = 7;
const SCORE_MASK = (1 << SCORE_BITS) - 1;
const CHAINED = 9;

const FIRST_CAPACITY = 1024;

/**
 * The tickets of one line. Each has a slot, a small number, and its keys lie in one buffer as plain numbers: comparing
 * two tickets follows no pointer, and the garbage collector has next to nothing to trace.
 *
 * Invariant: the keys of a slot never change while it is taken. A ticket that moves is given a new slot, which is why
 * a heap may keep the old one until it surfaces.
 */
export class Slots {
  readonly tickets: (Ticket | undefined)[] = [undefined];
  #wide = new Float64Array(FIRST_CAPACITY * WIDE);
  #narrow = new Int32Array(this.#wide.buffer);
  #capacity = FIRST_CAPACITY;
  #vacant = NOBODY;
  #end = 1;

  take(ticket: Ticket, contactScore: number, waitingSince: number, arrival: number): number {
    let slot = this.#vacant;
    if (slot === NOBODY) {
      slot = this.#end++;
      if (slot === this.#capacity) this.#grow();
      this.tickets.push(ticket);
    } else {
      this.#vacant = this.next(slot);
      this.tickets[slot] = ticket;
    }
    this.#wide[slot * WIDE + WAITING_SINCE] = waitingSince;
    this.#wide[slot * WIDE + ARRIVAL] = arrival;
    this.#narrow[slot * NARROW + SCORE_AND_BLOCK] = contactScore;
    return slot;
  }

  free(slot: number): void {
    this.tickets[slot] = undefined;
    this.setNext(slot, this.#vacant);
    this.#vacant = slot;
  }

  /** Keys 4 and 5 of the order. */
  compareTimes(a: number, b: number): number {
    return this.waitingSince(a) - this.waitingSince(b) || this.arrival(a) - this.arrival(b);
  }

  /** Keys 3 to 5. */
  compare(a: number, b: number): number {
    return this.contactScore(b) - this.contactScore(a) || this.compareTimes(a, b);
  }

  /** As `compare` and `compareTimes`, for whoever is handed one: one function for all the heaps of a line. */
  readonly byKeys = (a: number, b: number): number => this.compare(a, b);
  readonly byTime = (a: number, b: number): number => this.compareTimes(a, b);

  /** The first of two by keys 3 to 5, each of which may be NOBODY. */
  better(a: number, b: number): number {
    if (a === NOBODY) return b;
    return b === NOBODY || this.compare(a, b) < 0 ? a : b;
  }

  contactScore(slot: number): number {
    return this.#narrow[slot * NARROW + SCORE_AND_BLOCK] & SCORE_MASK;
  }

  /** Key 4; while the ticket is held, the moment of its promotion. */
  waitingSince(slot: number): number {
    return this.#wide[slot * WIDE + WAITING_SINCE];
  }

  arrival(slot: number): number {
    return this.#wide[slot * WIDE + ARRIVAL];
  }

  /** The one behind it in its band; among the vacant, the one to be taken after it. */
  next(slot: number): number {
    return this.#narrow[slot * NARROW + NEXT];
  }

  setNext(slot: number, next: number): void {
    this.#narrow[slot * NARROW + NEXT] = next;
  }

  /** The one before it in its band; IN_HEAP or GHOST if it stands in none. */
  previous(slot: number): number {
    return this.#narrow[slot * NARROW + PREVIOUS];
  }

  setPrevious(slot: number, previous: number): void {
    this.#narrow[slot * NARROW + PREVIOUS] = previous;
  }

  /** The block of its band it stands in, or 0; kept by the blocks. */
  block(slot: number): number {
    return this.#narrow[slot * NARROW + SCORE_AND_BLOCK] >>> SCORE_BITS;
  }

  setBlock(slot: number, block: number): void {
    this.#narrow[slot * NARROW + SCORE_AND_BLOCK] = (block << SCORE_BITS) | this.contactScore(slot);
  }

  /** The number of the lane it waits in; 0 while it is held. */
  lane(slot: number): number {
    return this.#narrow[slot * NARROW + LANE];
  }

  setLane(slot: number, lane: number): void {
    this.#narrow[slot * NARROW + LANE] = lane;
  }

  /** Of the ticket's id; kept by whoever keeps an index of the ids. */
  hash(slot: number): number {
    return this.#narrow[slot * NARROW + HASH];
  }

  setHash(slot: number, hash: number): void {
    this.#narrow[slot * NARROW + HASH] = hash;
  }

  /** The one behind it in its chain of the index. */
  chained(slot: number): number {
    return this.#narrow[slot * NARROW + CHAINED];
  }

  setChained(slot: number, next: number): void {
    this.#narrow[slot * NARROW + CHAINED] = next;
  }

  /** Fourfold: less is copied, and less left to the collector; what is not taken yet takes no memory until it is. */
  #grow(): void {
    this.#capacity *= 4;
    const wide = new Float64Array(this.#capacity * WIDE);
    wide.set(this.#wide);
    this.#wide = wide;
    this.#narrow = new Int32Array(wide.buffer);
  }
}
