import { once } from "node:events";
import { existsSync } from "node:fs";
import { memoryStore, type Store } from "proximo";

/** A store that nobody has used yet, and what to do once the day is over. */
export interface FreshStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/**
 * Opens what `--store` names: `memory`, `sqlite:FILE`, or the URL of a PostgreSQL or a Redis. The day has a place of its own
 * there, a new file, schema or prefix; the latter two are dropped at its end.
 *
 * @throws where it names none of them, a file that is there already, or a Redis that does not answer.
 */
export async function openStore(named: string): Promise<FreshStore> {
  if (named === "memory") return { store: memoryStore(), close: async () => {} };
  if (/^sqlite:./.test(named)) return openSqlite(named.slice("sqlite:".length));
  if (/^postgres(ql)?:\/\//.test(named)) return openPostgres(named);
  if (/^rediss?:\/\//.test(named)) return openRedis(named);
  const possible = "memory, sqlite:FILE, postgres://user@host/database or redis://host:port";
  throw new Error(`--store: expected ${possible}, got ${named}`);
}

async function openSqlite(file: string): Promise<FreshStore> {
  if (existsSync(file))
    throw new Error(`--store sqlite:FILE: expected a new file, got ${file}, which is there already`);
  const [{ default: Database }, { sqliteStore }] = await Promise.all([import("libsql"), import("proximo/sqlite")]);
  const database = new Database(file);
  return { store: sqliteStore({ database }), close: async () => void database.close() };
}

async function openPostgres(connectionString: string): Promise<FreshStore> {
  const [{ default: pg }, { postgresStore }] = await Promise.all([import("pg"), import("proximo/postgres")]);
  const pool = new pg.Pool({ connectionString });
  const schema = own("day_");
  const close = async () => {
    await pool.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`).finally(() => pool.end());
  };
  return { store: postgresStore({ pool, schema }), close };
}

async function openRedis(url: string): Promise<FreshStore> {
  const [{ Redis }, { redisStore }] = await Promise.all([import("ioredis"), import("proximo/redis")]);
  const client = new Redis(url);
  try {
    await once(client, "ready");
  } catch (error) {
    client.disconnect(); // Or it would call the server for ever.
    throw error;
  }
  const prefix = own("day-");
  const close = async () => {
    for await (const keys of client.scanStream({ match: `*${prefix}*`, count: 1_000 }) as AsyncIterable<string[]>)
      if (keys.length > 0) await client.unlink(...keys);
    await client.quit();
  };
  return { store: redisStore({ client, prefix }), close };
}

function own(prefix: string): string {
  return `${prefix}${globalThis.crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
}
