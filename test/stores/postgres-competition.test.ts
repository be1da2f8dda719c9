import pg from "pg";
import { createCenter } from "proximo";
import { postgresStore } from "proximo/postgres";
import { expect, test } from "vitest";
import { describeOn } from "../servers/index.ts";
import { freshDatabase } from "../servers/postgres.ts";
import { compete } from "./competition/compete.ts";
import { ENQUEUERS } from "./competition/roles.ts";

const TICKETS = process.env.PROXIMO_LONG ? 50_000 : 3_000;

describeOn("postgres", "PostgreSQL", (server) => {
  test(`twelve processes serve each of ${TICKETS} tickets once`, { timeout: 0 }, async () => {
    const { url, drop } = await freshDatabase(server);
    const pool = new pg.Pool({ connectionString: url });
    const center = await createCenter({ store: postgresStore({ pool }) });
    const { entered, served, cancelled } = await compete(`${url}#proximo`, center, TICKETS / ENQUEUERS);
    expect(entered).toHaveLength(TICKETS);
    expect([...served, ...cancelled].sort()).toEqual([...entered].sort());
    console.log(`${served.length} served, ${cancelled.length} cancelled`);
    await center.close();
    await pool.end();
    await drop();
  });
});
