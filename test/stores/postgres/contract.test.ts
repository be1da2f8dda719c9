import pg from "pg";
import { postgresStore } from "proximo/postgres";
import { storeContract } from "proximo/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { describeOn } from "../../servers/index.ts";
import { type Database, freshDatabase } from "../../servers/postgres.ts";
import { wipe } from "./wipe.ts";

/** In milliseconds: histories are long, and the machine may be busy. */
const PATIENCE = 900_000;

describeOn("postgres", "PostgreSQL", (url) => {
  let database: Database;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await freshDatabase(url);
    pool = new pg.Pool({ connectionString: database.url, max: 4 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  const another = () => postgresStore({ pool });
  const open = () => ({ store: another(), another, dispose: () => wipe(pool, "proximo") });
  storeContract({ describe, test }, "PostgreSQL", open, {
    runs: process.env.PROXIMO_LONG ? 2_000 : 100,
    timeout: PATIENCE,
  });
});
