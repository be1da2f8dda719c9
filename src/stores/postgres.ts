/**
 * A center in PostgreSQL, for many processes.
 *
 * @module proximo/postgres
 */

import { ProximoError, shown } from "../model/errors.ts";
import { checkFields } from "../model/fields.ts";
import type { PostgresPool } from "./postgres/pool.ts";
import { PostgresStore } from "./postgres/store.ts";
import type { Store } from "./store.ts";

export type { PostgresConnection, PostgresPool } from "./postgres/pool.ts";

/**
 * Which server, and where in its database.
 *
 * @example
 * import pg from "pg";
 *
 * const options: PostgresStoreOptions = { pool: new pg.Pool(), schema: "acme" };
 */
export interface PostgresStoreOptions {
  /** A Pool of `pg`, or PGlite: whatever has its `query`. It stays the application's, and stays open. */
  readonly pool: PostgresPool;
  /** Where the tables are, and the name under which processes hear of each other; `proximo` when omitted. */
  readonly schema?: string | undefined;
}

const OPTIONS = new Set<string>(["pool", "schema"] satisfies (keyof PostgresStoreOptions)[]);

/** PostgreSQL keeps so many bytes of a name, and forgets the rest. */
const LONGEST_NAME = 63;

/**
 * A store in PostgreSQL (14 or later), for many processes: durable as far as the server is. It creates its schema where there
 * is none, goes by the server's clock, and recovers with the pool's next connection.
 *
 * Each call is one statement, a transaction of its own under READ COMMITTED; calls that are made together go together, and
 * what time has brought happens before them, in transactions of its own. Whoever is given a ticket by their id has their row
 * locked meanwhile, so that they never have more than they can. The open centers of a pool keep one of its connections to
 * listen on (none where it has only one: they then look every 5 seconds). What goes wrong with idle connections is the
 * application's to hear: `pool.on("error", …)`. The tables are vacuumed as they are used, where the user owns them.
 *
 * @throws ProximoError `INVALID_OPTION`; its members `STORE_UNAVAILABLE` where the server does not answer, `STORE_FAILED`
 * where it refuses, and `open` `STORE_NEWER`.
 * @example
 * import pg from "pg";
 *
 * const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL });
 * const center = await createCenter({ store: postgresStore({ pool }) });
 */
export function postgresStore(options: PostgresStoreOptions): Store {
  checkFields(options, OPTIONS, "options", "INVALID_OPTION");
  const { pool, schema = "proximo" } = options;
  if (typeof pool?.query !== "function")
    throw new ProximoError("INVALID_OPTION", `pool: expected what has a query method, got ${shown(pool)}`);
  const bytes = typeof schema === "string" ? new TextEncoder().encode(schema).length : 0;
  if (bytes < 1 || bytes > LONGEST_NAME || schema.includes("\0"))
    throw new ProximoError("INVALID_OPTION", `schema: expected a name of 1 to 63 bytes, got ${shown(schema)}`);
  return new PostgresStore(pool, schema);
}
