import { ProximoError } from "../../../model/errors.ts";

/** How the drivers say what SQLite said: by name, or (`node:sqlite`) by number. */
interface DriverError {
  readonly code?: unknown;
  readonly errcode?: unknown;
  readonly message?: unknown;
}

const BUSY = 5;
const LOCKED = 6;
const BUSY_OR_LOCKED = /^SQLITE_(BUSY|LOCKED)/;
/** Of better-sqlite3 and libsql, and of `node:sqlite`. */
const CLOSED = /database connection is not open|database is not open|statement has been finalized/;

/** What a driver has thrown, as what it means: another process has the file, the handle is closed, or SQLite refused. */
export function storeError(error: unknown): ProximoError {
  const { code, message } = error as DriverError;
  const said = `${typeof code === "string" ? `${code}: ` : ""}${message}`;
  if (isBusy(error))
    return new ProximoError("STORE_UNAVAILABLE", `expected the database to be free in time, got ${said}`, {
      cause: error,
    });
  if (CLOSED.test(String(message)))
    return new ProximoError("STORE_UNAVAILABLE", `expected an open database, got ${said}`, { cause: error });
  return new ProximoError("STORE_FAILED", `expected the database to do it, got ${said}`, { cause: error });
}

/** Whether another process has the file. */
export function isBusy(error: unknown): boolean {
  const { code, errcode } = error as DriverError;
  const primary = typeof errcode === "number" ? errcode & 0xff : undefined;
  return primary === BUSY || primary === LOCKED || BUSY_OR_LOCKED.test(String(code));
}

/** Whether a call was refused for a reason of its own, having changed nothing; anything else may have stopped it half-way. */
export function isRefusal(error: unknown): boolean {
  return error instanceof ProximoError && !error.code.startsWith("STORE_");
}
