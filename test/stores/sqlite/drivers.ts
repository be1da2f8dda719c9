import Libsql from "libsql";
import type { SqliteDatabase } from "proximo/sqlite";

/** A handle as its driver makes it: all of them can be closed. */
export interface Handle extends SqliteDatabase {
  close(): unknown;
}

interface Driver {
  readonly name: string;
  /** Absent where this machine does not have it. */
  readonly open?: (file: string) => Handle;
  readonly missing?: string;
}

type Constructor = new (file: string) => Handle;

/** A driver that is not installed by this package, found or missed at run time. */
async function optional(name: string, pick: (module: never) => Constructor, hint: string): Promise<Driver> {
  try {
    const Database = pick((await import(/* @vite-ignore */ name)) as never);
    return { name, open: (file) => new Database(file) };
  } catch {
    return { name, missing: `${name} is not here: ${hint}` };
  }
}

/** libsql is always there: its binary comes inside the npm package. */
export const libsql = { name: "libsql", open: (file: string): Handle => new Libsql(file) } satisfies Driver;

export const drivers: readonly Driver[] = [
  libsql,
  await optional(
    "better-sqlite3",
    ({ default: Database }: { default: Constructor }) => Database,
    "npm install --no-save better-sqlite3",
  ),
  await optional(
    "node:sqlite",
    ({ DatabaseSync }: { DatabaseSync: Constructor }) => DatabaseSync,
    `it takes Node 22, this is ${process.version}`,
  ),
];
