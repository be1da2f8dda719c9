import type { Tally } from "../port/tally-store.ts";
import type { Connection } from "./database/connection.ts";

/** Counts and sums: a row for each interval, series and measure. */
export class Tallies {
  readonly #add;
  readonly #sums;
  readonly #drop;

  constructor(connection: Connection) {
    this.#add = connection.prepare(
      `INSERT INTO tallies (at, series, measure, amount) VALUES (?, ?, ?, ?)
       ON CONFLICT (at, series, measure) DO UPDATE SET amount = amount + excluded.amount`,
    );
    this.#sums = connection.prepare<Tally>("SELECT at, series, measure, amount FROM tallies WHERE at >= ? AND at < ?");
    // What begins at 0 is kept for good.
    this.#drop = connection.prepare("DELETE FROM tallies WHERE at <> 0 AND at < ?");
  }

  add(tallies: readonly Tally[]): void {
    for (const { at, series, measure, amount } of tallies) this.#add.run(at, series, measure, amount);
  }

  sums(from: number, to: number): readonly Tally[] {
    return this.#sums.all(from, to);
  }

  drop(before: number): void {
    this.#drop.run(before);
  }
}
