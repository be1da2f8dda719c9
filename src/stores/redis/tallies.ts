import type { Tally, TallyStore } from "../port/tally-store.ts";
import { addTallies, dropTallies, sumTallies } from "./scripts/tallies.ts";
import type { Connection } from "./server/connection.ts";

/** Counts and sums of a store in Redis. */
export class RedisTallies implements TallyStore {
  constructor(private readonly connection: Connection) {}

  async add(tallies: readonly Tally[]): Promise<void> {
    if (tallies.length === 0) return;
    const args = tallies.flatMap(({ at, series, measure, amount }) => [
      String(at),
      JSON.stringify([series, measure]),
      String(amount),
    ]);
    await this.connection.run(addTallies, args);
  }

  async sums(from: number, to: number): Promise<readonly Tally[]> {
    const intervals = await this.connection.run(sumTallies, [String(from), String(to)]);
    return (intervals as readonly (readonly [string, readonly string[]])[]).flatMap(([at, sums]) =>
      sums.flatMap((what, place) => {
        if (place % 2 === 1) return [];
        const [series, measure] = JSON.parse(what) as [string, string];
        return { at: Number(at), series, measure, amount: Number(sums[place + 1]) };
      }),
    );
  }

  async drop(before: number): Promise<void> {
    await this.connection.run(dropTallies, [String(before)]);
  }
}
