import fc from "fast-check";
import { Redis } from "ioredis";
import pg from "pg";
import { postgresStore } from "proximo/postgres";
import { redisStore } from "proximo/redis";
import { sqliteStore } from "proximo/sqlite";
import { test } from "vitest";
import { describeOn } from "../servers/index.ts";
import { freshDatabase } from "../servers/postgres.ts";
import { freshPrefix } from "../servers/redis.ts";
import { rushes, tellsOnce } from "./rush.ts";
import { TemporaryFile } from "./sqlite/temporary-file.ts";

const RUNS = process.env.PROXIMO_LONG ? 2_000 : 25;
const settings = { numRuns: RUNS };

test(`two centers in a rush tell of each thing once, over one SQLite file (${RUNS} rushes)`, { timeout: 0 }, () =>
  fc.assert(
    fc.asyncProperty(rushes, async (waves) => {
      const file = new TemporaryFile();
      await tellsOnce([sqliteStore({ database: file.open() }), sqliteStore({ database: file.open() })], waves);
      file.remove();
    }),
    settings,
  ),
);

describeOn("postgres", "PostgreSQL", (server) => {
  test(`and over PostgreSQL, each with a pool of its own (${RUNS} rushes)`, { timeout: 0 }, async () => {
    const { url, drop } = await freshDatabase(server);
    const pools = [new pg.Pool({ connectionString: url }), new pg.Pool({ connectionString: url })] as const;
    let n = 0;
    await fc.assert(
      fc.asyncProperty(rushes, async (waves) => {
        const schema = `rush_${n++}`;
        const [one, other] = pools.map((pool) => postgresStore({ pool, schema }));
        await tellsOnce([one!, other!], waves);
      }),
      settings,
    );
    for (const pool of pools) await pool.end();
    await drop();
  });
});

describeOn("redis", "Redis", (server) => {
  test(`and over Redis, each with a client of its own (${RUNS} rushes)`, { timeout: 0 }, async () => {
    const clients = [new Redis(server), new Redis(server)] as const;
    await fc.assert(
      fc.asyncProperty(rushes, async (waves) => {
        const { prefix, drop } = freshPrefix(server);
        const [one, other] = clients.map((client) => redisStore({ client, prefix }));
        await tellsOnce([one!, other!], waves);
        await drop();
      }),
      settings,
    );
    for (const client of clients) await client.quit();
  });
});
