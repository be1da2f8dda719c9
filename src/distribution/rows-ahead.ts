/** Rows, of which a search has yet to leave the first `left`: so it looks at nothing that it has left already. */
export class RowsAhead {
  readonly rows: number[] = [];
  readonly #places: number[] = [];
  left = 0;

  add(row: number): void {
    this.#places[row] = this.rows.push(row) - 1;
  }

  begin(): void {
    this.left = this.rows.length;
  }

  /** The search leaves this one. O(1) */
  take(row: number): void {
    this.left -= 1;
    const [place, last] = [this.#places[row], this.rows[this.left]];
    this.rows[place] = last;
    this.rows[this.left] = row;
    this.#places[last] = place;
    this.#places[row] = this.left;
  }
}
