/**
 * A center in a file of SQLite.
 *
 * @module proximo/sqlite
 */

import { ProximoError, shown } from "../model/errors.ts";
import { checkFields } from "../model/fields.ts";
import type { SqliteDatabase } from "./sqlite/database/connection.ts";
import type { Synchronous } from "./sqlite/database/open.ts";
import { SqliteStore } from "./sqlite/store.ts";
import type { Store } from "./store.ts";

export type { SqliteDatabase, SqliteStatement } from "./sqlite/database/connection.ts";
export type { Synchronous } from "./sqlite/database/open.ts";
export type { Store } from "./store.ts";

/**
 * Which file, and how surely what was answered is on the disk.
 *
 * @example
 * import Database from "libsql";
 *
 * const options: SqliteStoreOptions = { database: new Database("center.db"), synchronous: "normal" };
 */
export interface SqliteStoreOptions {
  /**
   * An open handle of better-sqlite3, libsql or `node:sqlite`, for the store alone, on a file of its own. It stays open
   * when the center is closed.
   */
  readonly database: SqliteDatabase;
  /**
   * `"full"`, unless given: what was acknowledged is on the disk, and survives a loss of power. `"normal"`: it survives the
   * death of the process at any instant; when the power fails or the operating system crashes, the last transactions
   * before it may be gone, though the file stays consistent. Nothing else is lost by it.
   */
  readonly synchronous?: Synchronous | undefined;
}

const OPTIONS = new Set<string>(["database", "synchronous"] satisfies (keyof SqliteStoreOptions)[]);

/**
 * An embedded store, durable in one file: what is acknowledged survives the process.
 *
 * Calls that wait together share one transaction and one sync. Several processes may use the same file on the same
 * machine: every transaction is an immediate one, and waits up to 5 seconds for its turn. The store sets the connection up
 * for itself: a write-ahead log, a cache of 64 MB, and `secure_delete`, so that what is erased is overwritten in the file
 * and, once no other process reads, gone from its log. SQLite overwrites what it deletes, but not the copy that it may have
 * left in the unused part of a page when it divided that page before: `VACUUM`, at a quiet hour, leaves nothing.
 *
 * A center over it rejects with `STORE_UNAVAILABLE` where the file did not come free in time or the handle is closed, and
 * with `STORE_FAILED` where SQLite refused, as on a full disk: nothing has happened then, and the next call may succeed.
 *
 * @throws ProximoError `INVALID_OPTION`. `createCenter` rejects with `STORE_NEWER` for a file that a newer version has
 * written, and with `INVALID_OPTION` for a database with tables that are not Proximo's.
 * @example
 * import Database from "libsql"; // or "better-sqlite3", or { DatabaseSync as Database } from "node:sqlite"
 *
 * const center = await createCenter({ store: sqliteStore({ database: new Database("center.db") }) });
 */
export function sqliteStore(options: SqliteStoreOptions): Store {
  checkFields(options, OPTIONS, "options", "INVALID_OPTION");
  const { database, synchronous = "full" } = options;
  if (typeof database?.exec !== "function" || typeof database.prepare !== "function")
    throw new ProximoError("INVALID_OPTION", `database: expected an open SQLite handle, got ${shown(database)}`);
  if (synchronous !== "full" && synchronous !== "normal")
    throw new ProximoError("INVALID_OPTION", `synchronous: expected "full" or "normal", got ${shown(synchronous)}`);
  return new SqliteStore(database, synchronous);
}
