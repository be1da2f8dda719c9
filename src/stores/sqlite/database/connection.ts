import { storeError } from "./errors.ts";

/** What is bound to a statement. No truth values: libsql aborts the process over one. */
type SqliteValue = string | number | null;

/**
 * What the store calls of a prepared statement: with strings, numbers and null.
 *
 * @example
 * import Database from "libsql";
 *
 * const statement: SqliteStatement = new Database(":memory:").prepare("SELECT ? AS n");
 */
export interface SqliteStatement {
  /** Changes rows. */
  run(...values: unknown[]): unknown;
  /** The first row, as an object by column; undefined where there is none. */
  get(...values: unknown[]): unknown;
  /** Every row. */
  all(...values: unknown[]): unknown[];
  /** As better-sqlite3 and libsql have it: whether integers come as BigInts, which here they never do. */
  safeIntegers?(on: boolean): unknown;
  /** The same, as `node:sqlite` has it. */
  setReadBigInts?(on: boolean): unknown;
}

/**
 * What the store calls of a database handle: better-sqlite3, libsql and `node:sqlite` have it.
 *
 * @example
 * import Database from "libsql";
 *
 * const database: SqliteDatabase = new Database("center.db"); // or better-sqlite3's, or DatabaseSync of node:sqlite
 */
export interface SqliteDatabase {
  /** Runs statements that answer nothing. */
  exec(sql: string): unknown;
  /** One statement, with `?` where values are bound. */
  prepare(sql: string): SqliteStatement;
}

/**
 * One statement, prepared when it is first run. Errors come out as ProximoErrors.
 *
 * What changes rows never answers any (`RETURNING`): libsql leaves such a statement half run, and no commit goes through.
 */
export class Statement<Row = never> {
  #prepared: SqliteStatement | undefined;

  constructor(
    private readonly database: SqliteDatabase,
    private readonly sql: string,
  ) {}

  run(...values: SqliteValue[]): void {
    try {
      this.#ready().run(...values);
    } catch (error) {
      throw storeError(error);
    }
  }

  get(...values: SqliteValue[]): Row | undefined {
    try {
      return this.#ready().get(...values) as Row | undefined;
    } catch (error) {
      throw storeError(error);
    }
  }

  all(...values: SqliteValue[]): readonly Row[] {
    try {
      return this.#ready().all(...values) as readonly Row[];
    } catch (error) {
      throw storeError(error);
    }
  }

  #ready(): SqliteStatement {
    if (this.#prepared === undefined) {
      this.#prepared = this.database.prepare(this.sql);
      // Whatever the application has set for its handle: nothing that is kept is beyond 2 ** 53.
      this.#prepared.safeIntegers?.(false);
      this.#prepared.setReadBigInts?.(false);
    }
    return this.#prepared;
  }
}

/** The application's handle. It is synchronous, so nobody else comes between the statements of one step. */
export class Connection {
  constructor(readonly database: SqliteDatabase) {}

  exec(sql: string): void {
    try {
      this.database.exec(sql);
    } catch (error) {
      throw storeError(error);
    }
  }

  prepare<Row = never>(sql: string): Statement<Row> {
    return new Statement<Row>(this.database, sql);
  }
}
