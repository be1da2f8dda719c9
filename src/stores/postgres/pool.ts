/**
 * What is used of `pg`'s Pool or Client, or of PGlite.
 *
 * @example
 * import pg from "pg";
 *
 * const pool: PostgresPool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
 */
export interface PostgresPool {
  /** One statement on any connection, with `$1`, `$2` … where values are bound. */
  query(text: string, values?: unknown[]): PromiseLike<{ readonly rows: readonly unknown[] }>;
  /** A connection, for a statement or to listen on. Without it, nothing is heard from other processes. */
  connect?(): PromiseLike<PostgresConnection>;
  /** As PGlite has it. */
  listen?(channel: string, hear: (message: string) => void): PromiseLike<() => PromiseLike<void>>;
  /** As `pg`'s Pool has it, which can prepare statements as well: how many connections there may be. */
  readonly options?: { readonly max?: number | undefined } | undefined;
}

/**
 * A connection that the pool has lent, or that is there for itself.
 *
 * @example
 * import pg from "pg";
 *
 * const connection: PostgresConnection = await new pg.Pool().connect();
 */
export interface PostgresConnection {
  /** One statement on this connection. */
  query(text: string): PromiseLike<unknown>;
  /** Hears what `NOTIFY` sends. */
  on(event: "notification", hear: (notification: { channel: string; payload?: string | undefined }) => void): unknown;
  /** Hears that the connection is lost. */
  on(event: "error" | "end", ended: () => void): unknown;
  /** Gives it back to the pool; `true`: not to be used again. */
  release?(destroy?: boolean): void;
}
