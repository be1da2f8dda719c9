import { NOBODY, type Slots } from "./slots.ts";

/**
 * Who is first of a few slots that change one at a time: tree selection (Knuth, TAOCP vol. 3, 5.2.3), where a newcomer
 * meets only the winners on its way up, four of them among sixteen places.
 *
 * Invariant: place `p` of `n` is node `n + p`, and node `k` below `n` has the better of nodes `2k` and `2k + 1`. The winner is
 * node 1; where there is a single place, it is that place.
 */
export class Tournament {
  /** What node 1 has; NOBODY where every place is empty. */
  winner = NOBODY;
  readonly #nodes: Int32Array;

  constructor(
    private readonly slots: Slots,
    private readonly places: number,
  ) {
    this.#nodes = new Int32Array(2 * places);
  }

  enter(place: number, slot: number): void {
    const nodes = this.#nodes;
    let best = slot;
    let node = this.places + place;
    for (; node > 1; node >>= 1) {
      nodes[node] = best;
      best = this.slots.better(best, nodes[node ^ 1]);
    }
    this.winner = best;
  }
}
