import type { SqliteDatabase, SqliteStatement } from "proximo/sqlite";

/** A handle that tells what it is asked, and fails where it is told to. */
export class Observed implements SqliteDatabase {
  /** What was executed as text, transactions among it. */
  readonly executed: string[] = [];
  #fault: { readonly matches: (sql: string) => boolean; readonly error: Error } | undefined;

  constructor(private readonly database: SqliteDatabase) {}

  /** The `nth` statement from now on that contains `text` fails. */
  fail(text: string, code: string, nth: number): void {
    let left = nth;
    this.#break((sql) => sql.includes(text) && --left === 0, code);
  }

  /** Every statement that contains `text` fails, until it is mended. */
  break(text: string, code: string): void {
    this.#break((sql) => sql.includes(text), code);
  }

  mend(): void {
    this.#fault = undefined;
  }

  exec(sql: string): unknown {
    this.executed.push(sql);
    this.#meet(sql);
    return this.database.exec(sql);
  }

  prepare(sql: string): SqliteStatement {
    const statement = this.database.prepare(sql);
    const met = <Answer>(call: () => Answer): Answer => {
      this.#meet(sql);
      return call();
    };
    return {
      run: (...values) => met(() => statement.run(...values)),
      get: (...values) => met(() => statement.get(...values)),
      all: (...values) => met(() => statement.all(...values)),
    };
  }

  #break(matches: (sql: string) => boolean, code: string): void {
    this.#fault = { matches, error: Object.assign(new Error(`${code} for a test`), { code }) };
  }

  #meet(sql: string): void {
    if (this.#fault?.matches(sql) !== true) return;
    throw this.#fault.error;
  }
}
