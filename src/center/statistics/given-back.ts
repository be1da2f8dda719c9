import type { Case } from "../../model/case.ts";

/**
 * The tickets that were given back, of those answered in the latest millisecond of any. Whoever claims one of them in that same
 * millisecond looks as if they answered it, and does not.
 */
export class GivenBack {
  #answeredAt = 0;
  readonly #tickets = new Set<string>();

  add({ id, answeredAt = 0 }: Case): void {
    if (answeredAt < this.#answeredAt) return;
    if (answeredAt > this.#answeredAt) this.#tickets.clear();
    this.#answeredAt = answeredAt;
    this.#tickets.add(id);
  }

  has({ id }: Case, claimedAt: number): boolean {
    return claimedAt === this.#answeredAt && this.#tickets.has(id);
  }
}
