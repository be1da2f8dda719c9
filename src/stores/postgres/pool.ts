/** What is used of `pg`'s Pool or Client, or of PGlite. */
export interface PostgresPool {
  query(text: string, values?: unknown[]): PromiseLike<{ readonly rows: readonly unknown[] }>;
  /** A connection of its own, to listen on. Without it, nothing is heard from other processes. */
  connect?(): PromiseLike<PostgresConnection>;
  /** As PGlite has it. */
  listen?(channel: string, hear: (message: string) => void): PromiseLike<() => PromiseLike<void>>;
  /** As `pg`'s Pool has it, which can prepare statements as well: how many connections there may be. */
  readonly options?: { readonly max?: number | undefined } | undefined;
}

/** A connection that the pool has lent, or that is there for itself. */
export interface PostgresConnection {
  query(text: string): PromiseLike<unknown>;
  on(event: "notification", hear: (notification: { channel: string; payload?: string | undefined }) => void): unknown;
  on(event: "error" | "end", ended: () => void): unknown;
  /** Gives it back to the pool; `true`: not to be used again. */
  release?(destroy?: boolean): void;
}
