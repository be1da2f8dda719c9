import { existsSync } from "node:fs";
import { memoryStore, type Store } from "proximo";

/** A store that nobody has used yet, and what to do once the day is over. */
export interface FreshStore {
  readonly store: Store;
  readonly close: () => Promise<void>;
}

/**
 * Opens what `--store` names: `memory`, `sqlite:FILE`, `postgres:URL` or `redis:URL`. The day has a place of its own there,
 * a new file, schema or prefix; the latter two are dropped at its end.
 *
 * @throws where it names none of them, or a file that is there already.
 */
export async function openStore(named: string): Promise<FreshStore> {
  const [, kind, place = ""] = /^(\w+):(.+)$/.exec(named) ?? [];
  if (named === "memory") return { store: memoryStore(), close: async () => {} };
  if (kind === "sqlite") return openSqlite(place);
  // Both `redis:redis://host` and a mere `redis://host` will do.
  const url = place.startsWith("//") ? named : place;
  if (kind === "postgres") return openPostgres(url);
  if (kind === "redis") return openRedis(url);
  throw new Error(`--store: expected memory, sqlite:FILE, postgres:URL or redis:URL, got ${named}`);
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
    await pool.query(`DROP SCHEMA "${schema}" CASCADE`);
    await pool.end();
  };
  return { store: postgresStore({ pool, schema }), close };
}

async function openRedis(url: string): Promise<FreshStore> {
  const [{ Redis }, { redisStore }] = await Promise.all([import("ioredis"), import("proximo/redis")]);
  const client = new Redis(url);
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
