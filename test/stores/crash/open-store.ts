import type { Store } from "proximo";

/**
 * A store by its specification, as another process is told of it: `sqlite:FILE`, `redis://HOST:PORT/PREFIX`, or
 * `postgres://USER@HOST:PORT/DATABASE#SCHEMA`.
 *
 * Drivers are loaded when they are asked for, so that a worker starts with its own alone.
 */
export async function openStore(specification: string): Promise<Store> {
  const place = specification.indexOf(":");
  const [kind, address] = [specification.slice(0, place), specification.slice(place + 1)];
  switch (kind) {
    case "sqlite": {
      const [{ sqliteStore }, { default: Database }] = await Promise.all([import("proximo/sqlite"), import("libsql")]);
      return sqliteStore({ database: new Database(address) });
    }
    case "redis": {
      const [{ redisStore }, { Redis }] = await Promise.all([import("proximo/redis"), import("ioredis")]);
      const { host, pathname } = new URL(specification);
      return redisStore({ client: new Redis(`redis://${host}`), prefix: pathname.slice(1) });
    }
    case "postgres":
    case "postgresql": {
      const [{ postgresStore }, { default: pg }] = await Promise.all([import("proximo/postgres"), import("pg")]);
      const [connectionString, schema] = specification.split("#");
      const pool = new pg.Pool({ connectionString });
      pool.on("error", () => {});
      return postgresStore({ pool, schema });
    }
    default:
      throw new Error(`expected a store as sqlite:FILE, redis:URL or postgres:URL, got "${specification}"`);
  }
}
