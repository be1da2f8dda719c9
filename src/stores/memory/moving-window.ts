/** What lies in a moving window, the oldest first. Every call takes constant time, amortised, while moments come in their order. */
export class MovingWindow<Item extends { readonly at: number }> {
  /** Those before `#first` are gone. */
  #order: Item[] = [];
  #first = 0;

  add(item: Item): void {
    let place = this.#order.length;
    while (place > this.#first && this.#order[place - 1]!.at > item.at) place -= 1;
    if (place === this.#order.length) this.#order.push(item);
    else this.#order.splice(place, 0, item);
  }

  /** Takes the oldest out, if it has left. */
  leave(hasLeft: (item: Item) => boolean): Item | undefined {
    const oldest = this.#order[this.#first];
    if (oldest === undefined || !hasLeft(oldest)) return undefined;
    this.#first += 1;
    if (this.#first >= 1_024 && this.#first >= this.#order.length / 2) {
      this.#order = this.#order.slice(this.#first);
      this.#first = 0;
    }
    return oldest;
  }

  *[Symbol.iterator](): Generator<Item> {
    for (let place = this.#first; place < this.#order.length; place++) yield this.#order[place]!;
  }
}
