import { Listener } from "../connection/listener.ts";
import type { Database } from "./database.ts";
import { lends } from "./lending.ts";
import type { PostgresPool } from "./pool.ts";
import { identifier } from "./quoting.ts";
import { postgresSubscriber } from "./subscriber.ts";

/**
 * What centers tell each other, by NOTIFY on a channel with the schema's name: in statements of their own, since it makes
 * all that commits with it queue up.
 */
export class Bulletins {
  readonly #ends = new Set<() => void>();

  constructor(
    private readonly pool: PostgresPool,
    private readonly database: Database,
  ) {}

  async broadcast(message: string): Promise<void> {
    await this.database.query("SELECT pg_notify($1::text, $2::text)", [this.database.schema, message]);
  }

  async listen(hear: (message: string) => void): Promise<() => void> {
    const stop = (await this.#directly(hear)) ?? (await this.#lent(hear));
    const end = () => {
      if (this.#ends.delete(end)) stop?.();
    };
    this.#ends.add(end);
    return end;
  }

  close(): void {
    for (const end of this.#ends) end();
  }

  /** As PGlite does, which has a single connection. */
  async #directly(hear: (message: string) => void): Promise<(() => void) | undefined> {
    const unlisten = await this.pool.listen?.(identifier(this.database.schema), hear);
    return unlisten && (() => void unlisten().then(undefined, () => {}));
  }

  /** Nothing is heard over a pool that has no connection to lend for long. */
  async #lent(hear: (message: string) => void): Promise<(() => void) | undefined> {
    const { pool } = this;
    if (!lends(pool) || pool.options?.max === 1) return undefined;
    return Listener.of(pool, postgresSubscriber(pool)).hear(this.database.schema, hear);
  }
}
