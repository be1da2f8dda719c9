import TinyQueue from "tinyqueue";
import { NEVER } from "../../model/time.ts";

interface Hold<Held> {
  readonly held: Held;
  readonly until: number;
}

/** So few holds that were let go early are left in the queue, until they surface: a sweep would not pay. */
const FEW = 64;

/** What is held until a moment, or until further notice (NEVER). Any can be let go early: its hold is stepped over later. */
export class MemoryHolds<Held> {
  readonly #current = new Map<Held, Hold<Held>>();
  #queue = new TinyQueue<Hold<Held>>([], byEnd);

  get size(): number {
    return this.#current.size;
  }

  /** When the first of them ends; undefined where none is known to end. */
  get next(): number | undefined {
    for (let first = this.#queue.peek(); first !== undefined; first = this.#queue.peek()) {
      if (this.#current.get(first.held) === first) return first.until;
      this.#queue.pop();
    }
    return undefined;
  }

  all(): readonly Held[] {
    return [...this.#current.keys()];
  }

  add(held: Held, until: number): void {
    const hold = { held, until };
    this.#current.set(held, hold);
    if (until < NEVER) this.#queue.push(hold);
  }

  /** Amortised O(log n): the queue is made anew once most of it is to be stepped over. */
  delete(held: Held): void {
    if (this.#current.delete(held) && this.#queue.length > FEW + 2 * this.#current.size) this.sweep();
  }

  /** Makes sure that nothing let go lingers. O(n) */
  sweep(): void {
    const ending = [...this.#current.values()].filter(({ until }) => until < NEVER);
    this.#queue = new TinyQueue(ending, byEnd);
  }

  /** Those that have ended by `now`, still held. */
  due(now: number): readonly Held[] {
    const due: Held[] = [];
    for (let until = this.next; until !== undefined && until <= now; until = this.next) {
      const { held } = this.#queue.pop() as Hold<Held>;
      due.push(held);
    }
    return due;
  }
}

function byEnd(a: Hold<unknown>, b: Hold<unknown>): number {
  return a.until - b.until;
}
