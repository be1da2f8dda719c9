import type { Tally, TallyStore } from "../port/tally-store.ts";
import type { Database, Parameter } from "./database.ts";
import { arrayOf } from "./quoting.ts";

/** Counts and sums: what is added goes in one statement. */
export class PostgresTallies implements TallyStore {
  constructor(private readonly database: Database) {}

  async add(tallies: readonly Tally[]): Promise<void> {
    if (tallies.length === 0) return;
    const column = (type: string, value: (tally: Tally) => string | number): Parameter => [
      `${type}[]`,
      arrayOf(tallies.map(value)),
    ];
    await this.database.call(
      "tally",
      column("bigint", ({ at }) => at),
      column("text", ({ series }) => series),
      column("text", ({ measure }) => measure),
      column("double precision", ({ amount }) => amount),
    );
  }

  async sums(from: number, to: number): Promise<readonly Tally[]> {
    type Sum = readonly [at: number, series: string, measure: string, amount: number];
    const found = await this.database.call<readonly Sum[]>("sums", momentIn(from), momentIn(to));
    return found.map(([at, series, measure, amount]) => ({ at, series, measure, amount }));
  }

  async drop(before: number): Promise<void> {
    await this.database.call("drop_tallies", momentIn(before));
  }
}

/** An interval may be open on either side. */
function momentIn(moment: number): Parameter {
  return ["bigint", Math.min(Math.max(Math.ceil(moment), -Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER)];
}
