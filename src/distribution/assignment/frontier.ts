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
  /** Rows that it has come to, and those that it has gone on from: nothing shorter leads there. */
  readonly ahead: number[] = [];
  readonly passed: number[] = [];
  /** How far the nearest of those ahead is, and over how many exchanges; `FAR` where there is none. */
  least = FAR;
  fewest = MANY;
  #nearest = 0;

  constructor(rows: number) {
    this.distance = new Float64Array(rows).fill(FAR);
    this.steps = new Int32Array(rows);
    this.over = new Int32Array(rows);
    this.by = new Int32Array(rows);
  }

  begin(row: number): void {
    for (const each of this.ahead) this.distance[each] = FAR;
    for (const each of this.passed) this.distance[each] = FAR;
    this.ahead.length = 0;
    this.passed.length = 0;
    this.reach(row, 0, 0, row, row);
    this.look();
  }

  isShorter(row: number, distance: number, steps: number): boolean {
    const known = this.distance[row];
    return distance < known || (distance === known && steps < this.steps[row]);
  }

  reach(row: number, distance: number, steps: number, over: number, by: number): void {
    if (this.distance[row] === FAR) this.ahead.push(row);
    this.distance[row] = distance;
    this.steps[row] = steps;
    this.over[row] = over;
    this.by[row] = by;
  }

  /** Finds the nearest of those ahead. */
  look(): void {
    const { ahead, distance, steps } = this;
    let [nearest, least, fewest] = [0, FAR, MANY];
    for (let place = 0; place < ahead.length; place++) {
      const row = ahead[place];
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
    const { ahead } = this;
    const row = ahead[this.#nearest];
    ahead[this.#nearest] = ahead[ahead.length - 1];
    ahead.pop();
    this.passed.push(row);
    return row;
  }
}
