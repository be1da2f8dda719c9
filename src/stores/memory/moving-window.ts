import TinyQueue from "tinyqueue";
import { merged } from "../../queue/merge.ts";

interface Timed {
  readonly at: number;
}

/**
 * What lies in a moving window, the oldest first. Every call takes constant time, amortised, while moments come in their
 * order, and O(log n) for one that comes late.
 */
export class MovingWindow<Item extends Timed> {
  /** Those before `#first` are gone. */
  #order: Item[] = [];
  #first = 0;
  /** Those that came after one that is younger. */
  #late = new TinyQueue<Item>([], byMoment);

  add(item: Item): void {
    const youngest = this.#order.at(-1);
    if (youngest !== undefined && youngest.at > item.at) this.#late.push(item);
    else this.#order.push(item);
  }

  /** Takes the oldest out, if it has left. */
  leave(hasLeft: (item: Item) => boolean): Item | undefined {
    const [oldest, late] = [this.#order[this.#first], this.#late.peek()];
    if (late !== undefined && (oldest === undefined || late.at < oldest.at))
      return hasLeft(late) ? this.#late.pop() : undefined;
    if (oldest === undefined || !hasLeft(oldest)) return undefined;
    this.#first += 1;
    if (this.#first >= 1_024 && this.#first >= this.#order.length / 2) {
      this.#order = this.#order.slice(this.#first);
      this.#first = 0;
    }
    return oldest;
  }

  /** O(late) to begin. */
  [Symbol.iterator](): Iterator<Item> {
    return merged([this.#inOrder(), [...this.#late.data].sort(byMoment)], byMoment)[Symbol.iterator]();
  }

  *#inOrder(): Iterable<Item> {
    for (let place = this.#first; place < this.#order.length; place++) yield this.#order[place]!;
  }
}

function byMoment(a: Timed, b: Timed): number {
  return a.at - b.at;
}
