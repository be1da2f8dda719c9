import Database from "libsql";

/** How long a contact had waited when an agent took the ticket, or when the contact gave up. */
export interface Wait {
  readonly ticket: string;
  /** When the waiting ended, in epoch milliseconds. */
  readonly at: number;
  /** In milliseconds. */
  readonly waited: number;
  readonly served: boolean;
}

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  CREATE TABLE IF NOT EXISTS waits (
    ticket TEXT PRIMARY KEY, at INTEGER NOT NULL, waited INTEGER NOT NULL, served INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX IF NOT EXISTS waits_by_time ON waits (at);
`;

/**
 * What this application keeps of its own, in a file beside the center's: how long contacts waited.
 * It names tickets only, never persons.
 */
export class Records {
  readonly #database: Database.Database;
  readonly #wait;
  readonly #waits;

  constructor(file: string) {
    this.#database = new Database(file);
    this.#database.exec(SCHEMA);
    this.#wait = this.#database.prepare("INSERT OR IGNORE INTO waits VALUES (?, ?, ?, ?)");
    this.#waits = this.#database.prepare("SELECT ticket, at, waited, served FROM waits WHERE at >= ? ORDER BY at");
  }

  /** Counts once for each ticket: the first agent to take it ends the waiting. */
  keep({ ticket, at, waited, served }: Wait): void {
    this.#wait.run(ticket, at, waited, served ? 1 : 0);
  }

  waits(since: number): Wait[] {
    const rows = this.#waits.all(since) as (Omit<Wait, "served"> & { served: number })[];
    return rows.map((row) => ({ ...row, served: row.served === 1 }));
  }

  close(): void {
    this.#database.close();
  }
}
