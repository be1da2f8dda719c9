import type { Database } from "./database.ts";
import { identifier } from "./quoting.ts";

/** How many dead rows a claim may have to step over. */
const ENOUGH = 10_000;

/**
 * Sweeps up what claims leave behind. A row that was claimed stays dead at the head of its lane, where every later claim
 * steps over it, until it is vacuumed: by the server, which looks once a minute, or by whoever has claimed many. An open
 * transaction elsewhere keeps dead rows from going, as in any table. Where the user may not vacuum, the server alone does.
 */
export class Sweeper {
  #claimed = 0;
  #sweeping: Promise<unknown> | undefined;
  readonly #statement: string;

  constructor(private readonly database: Database) {
    const tables = ["line", "claims"].map((table) => `${identifier(database.schema)}.${table}`);
    this.#statement = `VACUUM (SKIP_LOCKED, TRUNCATE FALSE) ${tables.join(", ")}`;
  }

  claimed(claims: number): void {
    this.#claimed += claims;
    if (this.#claimed < ENOUGH || this.#sweeping !== undefined) return;
    this.#claimed = 0;
    const over = () => {
      this.#sweeping = undefined;
    };
    this.#sweeping = this.database.query(this.#statement).then(over, over);
  }

  async idle(): Promise<void> {
    await this.#sweeping;
  }
}
