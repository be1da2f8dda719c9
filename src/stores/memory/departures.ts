/**
 * Those that are closed, the longest closed first. Every call takes constant time, amortised: the first of a `Set` is found
 * behind all that have left it.
 */
export class Departures<Folder> {
  /** Whoever has gone leaves a gap. Those before `#first` are gaps. */
  #folders: (Folder | undefined)[] = [];
  #first = 0;
  /** How many places there were before these. */
  #before = 0;

  get first(): Folder | undefined {
    return this.#folders[this.#first];
  }

  /** @returns its place, which it keeps. */
  add(folder: Folder): number {
    return this.#before + this.#folders.push(folder) - 1;
  }

  remove(place: number): void {
    this.#folders[place - this.#before] = undefined;
    while (this.#first < this.#folders.length && this.#folders[this.#first] === undefined) this.#first += 1;
    if (this.#first < 1_024 || this.#first < this.#folders.length / 2) return;
    this.#folders = this.#folders.slice(this.#first);
    this.#before += this.#first;
    this.#first = 0;
  }
}
