import { MovingWindow } from "./moving-window.ts";

/** A contact reached. Erased, it keeps its moment and loses its name. */
interface Reached {
  at: number;
  contact: string | undefined;
  /** The latest delivery; absent while it is only reserved. */
  deliveredAt: number | undefined;
  counted: boolean;
}

/**
 * The unique contacts reached on one channel in a moving window: each counts once, at its latest moment. What has left the
 * window is forgotten for good, also where a clock runs backwards.
 */
export class MemoryReached {
  readonly #order = new MovingWindow<Reached>();
  readonly #contacts = new Map<string, Reached>();
  #count = 0;

  /** How many there are after `since`. */
  count(since: number): number {
    this.#forget(since);
    return this.#count;
  }

  has(contact: string): boolean {
    return this.#contacts.has(contact);
  }

  /** The moment of the oldest but `skip`; undefined where there are no more than `skip`. */
  oldest(skip: number): number | undefined {
    let left = skip;
    for (const { counted, at } of this.#order) if (counted && left-- === 0) return at;
    return undefined;
  }

  reserve(contact: string, at: number): void {
    this.#put(contact, at, this.#contacts.get(contact)?.deliveredAt);
  }

  deliver(contact: string, at: number): void {
    this.#put(contact, at, Math.max(at, this.#contacts.get(contact)?.deliveredAt ?? at));
  }

  /** Takes a reservation back; a delivery before it still counts. */
  release(contact: string): void {
    const deliveredAt = this.#contacts.get(contact)?.deliveredAt;
    this.#drop(contact);
    if (deliveredAt !== undefined) this.#put(contact, deliveredAt, deliveredAt);
  }

  /** The contact stays counted, without a name. */
  erase(contact: string): void {
    const reached = this.#contacts.get(contact);
    if (reached !== undefined) reached.contact = undefined;
    this.#contacts.delete(contact);
  }

  #put(contact: string, at: number, deliveredAt: number | undefined): void {
    const before = this.#contacts.get(contact);
    if (before !== undefined && before.at >= at) {
      before.deliveredAt = deliveredAt;
      return;
    }
    this.#drop(contact);
    const reached: Reached = { at, contact, deliveredAt, counted: true };
    this.#contacts.set(contact, reached);
    this.#count += 1;
    this.#order.add(reached);
  }

  #drop(contact: string): void {
    const reached = this.#contacts.get(contact);
    if (reached === undefined) return;
    this.#contacts.delete(contact);
    reached.contact = undefined;
    reached.counted = false;
    this.#count -= 1;
  }

  #forget(since: number): void {
    const hasLeft = ({ counted, at }: Reached) => !counted || at <= since;
    for (let gone = this.#order.leave(hasLeft); gone !== undefined; gone = this.#order.leave(hasLeft)) {
      if (gone.counted) this.#count -= 1;
      if (gone.contact !== undefined) this.#contacts.delete(gone.contact);
      gone.counted = false;
      gone.contact = undefined;
    }
  }
}
