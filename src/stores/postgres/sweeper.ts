import type { Database } from "./database.ts";
import { identifier } from "./quoting.ts";

/** After how many claims of this process it looks. */
const NOW_AND_THEN = 1_000;
/**
 * How many dead rows are worth a sweep, whoever left them there. A sweep reads the indexes of all who wait, and a claim steps
 * over each dead row: what both take of a claim is least together, and much the same, at a number that grows as the root.
 */
const enough = (alive: number) => Math.max(4_000, 16 * Math.sqrt(alive));

/**
 * Sweeps up what claims leave behind. A row that was claimed stays dead at the head of its lane, where every later claim
 * steps over it, until it is vacuumed: by the server, which looks once a minute, or by whoever claims much. An open
 * transaction elsewhere keeps dead rows from going, as in any table. Where the user may not vacuum, the server alone does.
 */
export class Sweeper {
  #claimed = 0;
  #sweeping: Promise<void> | undefined;
  readonly #line: string;
  readonly #claims: string;

  constructor(private readonly database: Database) {
    const schema = identifier(database.schema);
    this.#line = `${schema}.line`;
    this.#claims = `${schema}.claims`;
  }

  claimed(claims: number): void {
    this.#claimed += claims;
    if (this.#claimed < NOW_AND_THEN || this.#sweeping !== undefined) return;
    this.#claimed = 0;
    const over = () => {
      this.#sweeping = undefined;
    };
    this.#sweeping = this.#sweep().then(over, over);
  }

  async idle(): Promise<void> {
    await this.#sweeping;
  }

  async #sweep(): Promise<void> {
    const [found] = await this.database.query<{ dead: string; alive: string }>(
      `SELECT pg_stat_get_dead_tuples(oid)::text AS dead, pg_stat_get_live_tuples(oid)::text AS alive
       FROM pg_class WHERE oid = $1::text::regclass`,
      [this.#line],
    );
    if (found === undefined || Number(found.dead) < enough(Number(found.alive))) return;
    await this.database.query(`VACUUM (SKIP_LOCKED, TRUNCATE FALSE) ${this.#line}, ${this.#claims}`);
  }
}
