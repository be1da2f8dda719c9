import { systemClock } from "../../../model/clock.ts";
import { ProximoError } from "../../../model/errors.ts";
import { STEPS } from "../schema/steps.ts";
import type { Connection } from "./connection.ts";
import { isBusy } from "./errors.ts";

/**
 * How durable a commit is: see `SqliteStoreOptions`.
 *
 * @example
 * const synchronous: Synchronous = "normal"; // the last moments before a loss of power may be gone, never the order
 */
export type Synchronous = "full" | "normal";

/** "Prox" in ASCII: by it, a file of Proximo's is told from others. */
const APPLICATION = 0x50726f78;

/** How long a statement waits for another process to let go of the file, in milliseconds. */
const BUSY_TIMEOUT = 5_000;

/** Between two tries where SQLite itself does not wait, in milliseconds. */
const PAUSE = 10;

/**
 * Sets the connection up, and brings the file's schema up to date.
 *
 * @throws ProximoError `STORE_NEWER` for a file that a newer version has written, `INVALID_OPTION` for one that is not Proximo's.
 */
export function open(connection: Connection, synchronous: Synchronous): void {
  connection.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT}`);
  // Before anything is written: what is erased is overwritten, and does not linger in free pages.
  connection.exec("PRAGMA secure_delete = ON");
  patiently(() => connection.exec("PRAGMA journal_mode = WAL"));
  connection.exec(`PRAGMA synchronous = ${synchronous.toUpperCase()}`);
  // 64 MB of pages.
  connection.exec("PRAGMA cache_size = -65536");
  // 16 MB of log: a page that is written again and again is copied into the file once.
  connection.exec("PRAGMA wal_autocheckpoint = 4000");
  migrate(connection);
}

/**
 * Tries again for as long as a statement would wait for the file. With a change of the journal mode SQLite does not always
 * wait: it is a reader that becomes a writer, and of two such the waiting might never end.
 */
function patiently(change: () => void): void {
  const end = systemClock.now() + BUSY_TIMEOUT;
  for (;;) {
    try {
      change();
      return;
    } catch (error) {
      if (systemClock.now() >= end || !isBusy((error as ProximoError).cause)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}

/** In one transaction that takes the write lock first: of two processes, one migrates and the other finds it done. */
function migrate(connection: Connection): void {
  connection.exec("BEGIN IMMEDIATE");
  try {
    const version = numberOf(connection, "user_version");
    const ours = numberOf(connection, "application_id") === APPLICATION;
    const tables = connection.prepare<{ count: number }>("SELECT count(*) AS count FROM sqlite_schema").get()!.count;
    if (!ours && (version > 0 || tables > 0))
      throw new ProximoError("INVALID_OPTION", "database: expected an empty one or one of Proximo's, got another's");
    refuseNewer(version);
    for (const step of STEPS.slice(version)) connection.exec(step);
    if (version < STEPS.length) {
      connection.exec(`PRAGMA application_id = ${APPLICATION}`);
      connection.exec(`PRAGMA user_version = ${STEPS.length}`);
    }
    connection.exec("COMMIT");
  } catch (error) {
    connection.exec("ROLLBACK");
    throw error;
  }
}

/** To be asked whenever somebody else has written: a newer version may have been started beside this one. */
export function checkVersion(connection: Connection): void {
  refuseNewer(numberOf(connection, "user_version"));
}

function refuseNewer(version: number): void {
  if (version <= STEPS.length) return;
  const message = `database: expected a schema of version ${STEPS.length} or older, got ${version}`;
  throw new ProximoError("STORE_NEWER", message);
}

function numberOf(connection: Connection, pragma: "user_version" | "application_id"): number {
  return Object.values(connection.prepare<Record<string, number>>(`PRAGMA ${pragma}`).get()!)[0]!;
}
