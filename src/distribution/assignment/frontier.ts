/** As far as a row that is not reached yet: nearer than what costs infinitely much, so that nothing is reached so. */
export const FAR = Number.MAX_VALUE;
const MANY = 2 ** 31 - 1;

/** How far a search has come from one of its ends. Of ways that are as long, the one over fewer exchanges is shorter. */
export class Frontier {
  /** By row: how far, over how many exchanges, over which row at last, and by whose exchange. */
  readonly distance: Float64Array;
  readonly steps: Int32Array;
  readonly over: Int32Array;
  readonly by: Int32Array;
  /** Rows that it has come to: first those that it has gone on from, to which nothing shorter leads, then those ahead. */
  readonly rows: Int32Array;
  passed = 0;
  reached = 0;
  /** How far the nearest of those ahead is, and over how many exchanges; `FAR` where there is none. */
  least = FAR;
  fewest = MANY;
  #nearest = 0;

  constructor(rows: number) {
    this.distance = new Float64Array(rows).fill(FAR);
    this.steps = new Int32Array(rows);
    this.over = new Int32Array(rows);
    this.by = new Int32Array(rows);
    this.rows = new Int32Array(rows);
  }

  begin(row: number): void {
    for (let place = 0; place < this.reached; place++) this.distance[this.rows[place]] = FAR;
    this.passed = 0;
    this.reached = 0;
    this.reach(row, 0, 0, row, row);
    this.look();
  }

  isShorter(row: number, distance: number, steps: number): boolean {
    const known = this.distance[row];
    return distance < known || (distance === known && steps < this.steps[row]);
  }

  reach(row: number, distance: number, steps: number, over: number, by: number): void {
    if (this.distance[row] === FAR) this.rows[this.reached++] = row;
    this.distance[row] = distance;
    this.steps[row] = steps;
    this.over[row] = over;
    this.by[row] = by;
  }

  /** Finds the nearest of those ahead. */
  look(): void {
    const { rows, reached, distance, steps } = this;
    let nearest = this.passed;
    let least = FAR;
    let fewest = MANY;
    for (let place = nearest; place < reached; place++) {
      const row = rows[place];
      if (distance[row] > least || (distance[row] === least && steps[row] >= fewest)) continue;
      nearest = place;
      least = distance[row];
      fewest = steps[row];
    }
    this.#nearest = nearest;
    this.least = least;
    this.fewest = fewest;
  }

  /** @returns the nearest, which it goes on from now. */
  pass(): number {
    const { rows } = this;
    const row = rows[this.#nearest];
    rows[this.#nearest] = rows[this.passed];
    rows[this.passed] = row;
    this.passed += 1;
    return row;
  }
}
