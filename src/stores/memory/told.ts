import { MovingWindow } from "./moving-window.ts";

interface Told {
  readonly at: number;
  /** Whose, and what; absent once they are erased. */
  of?: { readonly contact: string; readonly what: string } | undefined;
}

/** What was told of messages of one channel, so that nothing counts twice while the window reaches it. */
export class MemoryTold {
  readonly #order = new MovingWindow<Told>();
  readonly #contacts = new Map<string, Map<string, Told>>();

  /** When it happened, where that is known. What is news is kept, and what has left the window is forgotten. */
  known(contact: string, what: string, at: number, since: number): number | undefined {
    this.#forget(since);
    const known = this.#contacts.get(contact) ?? new Map<string, Told>();
    const before = known.get(what);
    if (before !== undefined || at <= since) return before?.at;
    const told: Told = { at, of: { contact, what } };
    this.#contacts.set(contact, known.set(what, told));
    this.#order.add(told);
    return undefined;
  }

  erase(contact: string): void {
    for (const told of this.#contacts.get(contact)?.values() ?? []) told.of = undefined;
    this.#contacts.delete(contact);
  }

  #forget(since: number): void {
    const hasLeft = ({ at }: Told) => at <= since;
    for (let gone = this.#order.leave(hasLeft); gone !== undefined; gone = this.#order.leave(hasLeft)) {
      if (gone.of === undefined) continue;
      const { contact, what } = gone.of;
      const known = this.#contacts.get(contact)!;
      known.delete(what);
      if (known.size === 0) this.#contacts.delete(contact);
    }
  }
}
