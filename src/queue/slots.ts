import type { Ticket } from "../model/ticket.ts";

/** The slot of nobody: what "none" is called among slots. */
export const NOBODY = 0;

/** Where a slot's ticket stands. A ghost has left, but a heap has not let go of its slot yet. */
export const VACANT = 0;
export const IN_BAND = 1;
export const IN_HEAP = 2;
export const GHOST = 3;

const FIRST_CAPACITY = 1024;

/**
 * The tickets of one line: each has a slot, a small number, and each of its keys a column, so that comparing two
 * tickets reads plain numbers side by side and the garbage collector has next to nothing to trace.
 *
 * Invariant: the keys of a slot never change while it is taken. A ticket that moves is given a new slot, which is why
 * a heap may keep the old one until it surfaces.
 */
export class Slots {
  readonly tickets: (Ticket | undefined)[] = [undefined];
  contactScore = new Uint8Array(FIRST_CAPACITY);
  /** Key 4; while the ticket is held, the moment of its promotion. */
  waitingSince = new Float64Array(FIRST_CAPACITY);
  arrival = new Float64Array(FIRST_CAPACITY);
  state = new Uint8Array(FIRST_CAPACITY);
  /** The neighbours in a band; `next` also chains the vacant slots. */
  next = new Int32Array(FIRST_CAPACITY);
  previous = new Int32Array(FIRST_CAPACITY);
  /** Of the ticket's id; kept by whoever keeps an index of the ids. */
  hash = new Int32Array(FIRST_CAPACITY);

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
      this.#vacant = this.next[slot];
      this.tickets[slot] = ticket;
    }
    this.contactScore[slot] = contactScore;
    this.waitingSince[slot] = waitingSince;
    this.arrival[slot] = arrival;
    return slot;
  }

  free(slot: number): void {
    this.tickets[slot] = undefined;
    this.state[slot] = VACANT;
    this.next[slot] = this.#vacant;
    this.#vacant = slot;
  }

  /** Keys 3 to 5 of the order, over the columns. */
  compare(a: number, b: number): number {
    return this.contactScore[b] - this.contactScore[a] || this.compareTimes(a, b);
  }

  /** Keys 4 and 5. */
  compareTimes(a: number, b: number): number {
    return this.waitingSince[a] - this.waitingSince[b] || this.arrival[a] - this.arrival[b];
  }

  #grow(): void {
    this.#capacity *= 2;
    this.contactScore = enlarged(this.contactScore, new Uint8Array(this.#capacity));
    this.waitingSince = enlarged(this.waitingSince, new Float64Array(this.#capacity));
    this.arrival = enlarged(this.arrival, new Float64Array(this.#capacity));
    this.state = enlarged(this.state, new Uint8Array(this.#capacity));
    this.next = enlarged(this.next, new Int32Array(this.#capacity));
    this.previous = enlarged(this.previous, new Int32Array(this.#capacity));
    this.hash = enlarged(this.hash, new Int32Array(this.#capacity));
  }
}

function enlarged<Column extends Uint8Array | Int32Array | Float64Array>(from: Column, into: Column): Column {
  into.set(from);
  return into;
}
