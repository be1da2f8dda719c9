import type { Database } from "./database.ts";
import { Listener } from "./listener.ts";
import type { PostgresPool } from "./pool.ts";
import { identifier } from "./quoting.ts";

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
    const stop = (await this.#directly(hear)) ?? (await Listener.of(this.pool)?.hear(this.database.schema, hear));
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
}
