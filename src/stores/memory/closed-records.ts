/**
 * Those that are closed, the longest closed first. Every call takes constant time, amortised: the first of a `Set` is found
 * behind all that have left it.
 */
export class ClosedRecords<TicketRecord> {
  /** Whoever has gone leaves a gap. Those before `#first` are gaps. */
  #records: (TicketRecord | undefined)[] = [];
  #first = 0;
  /** How many places there were before these. */
  #before = 0;

  get first(): TicketRecord | undefined {
    return this.#records[this.#first];
  }

  /** @returns its place, which it keeps. */
  add(record: TicketRecord): number {
    return this.#before + this.#records.push(record) - 1;
  }

  remove(place: number): void {
    this.#records[place - this.#before] = undefined;
    while (this.#first < this.#records.length && this.#records[this.#first] === undefined) this.#first += 1;
    if (this.#first < 1_024 || this.#first < this.#records.length / 2) return;
    this.#records = this.#records.slice(this.#first);
    this.#before += this.#first;
    this.#first = 0;
  }
}
