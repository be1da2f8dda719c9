import pg from "pg";
import { createCenter } from "proximo";
import { postgresStore } from "proximo/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Server } from "../../servers/daemon.ts";
import { describeWithOwn } from "../../servers/index.ts";
import { freshDatabase } from "../../servers/postgres.ts";
import { audit, sabotage } from "../crash/audit.ts";
import { crash } from "../crash/crashes.ts";

const OPERATIONS = process.env.PROXIMO_LONG ? 20_000 : 2_500;
const CRASHES = process.env.PROXIMO_LONG ? 40 : 4;
const agent = { id: "agent" };

describeWithOwn("postgres", "PostgreSQL, killed", (start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  const open = async (url: string) => {
    const pool = new pg.Pool({ connectionString: url });
    pool.on("error", () => {});
    return { pool, center: await createCenter({ store: postgresStore({ pool }) }) };
  };

  test(`has what it acknowledged, when it is back (${CRASHES} crashes)`, { timeout: 0 }, async () => {
    const { url } = await freshDatabase(server.url);
    const entered = new Set<string>();
    const completed = new Set<string>();
    for (let life = 0; life < CRASHES; life++) {
      const { pool, center } = await open(url);
      const work = async (flow: number) => {
        for (let number = 0; ; number++) {
          entered.add((await center.enqueue({ id: `${life}-${flow}-${number}`, channel: "email" })).id);
          const claim = await center.next(agent);
          if (claim !== undefined && number % 3 > 0) completed.add((await claim.complete()).id);
        }
      };
      const before = completed.size;
      const settled = Promise.allSettled(Array.from({ length: 16 }, (_, flow) => work(flow)));
      let over = false; // Whoever gives up before the server is gone completes nothing more.
      void settled.then(() => {
        over = true;
      });
      while (!over && completed.size < before + 50 + Math.random() * 200) await new Promise(setImmediate);
      await server.kill();
      for (const outcome of await settled)
        expect(outcome).toMatchObject({ status: "rejected", reason: { code: "STORE_UNAVAILABLE" } });
      await center.close();
      await pool.end();
      await server.restart();
    }
    const { pool, center } = await open(url);
    const stateOf = async (id: string) => (await center.get(id))?.state;
    for (const id of entered) expect([id, await stateOf(id)]).not.toEqual([id, undefined]);
    for (const id of completed) expect([id, await stateOf(id)]).toEqual([id, "completed"]);
    const held = (await center.claims()).map(({ ticket }) => ticket.id);
    const waiting = (await center.peek(Number.POSITIVE_INFINITY)).map(({ id }) => id);
    expect(new Set([...held, ...waiting]).size).toBe(held.length + waiting.length);
    await center.close();
    await pool.end();
  });

  test(`survives its clients' kill -9 (${OPERATIONS} operations, two processes)`, { timeout: 0 }, async () => {
    const { url } = await freshDatabase(server.url);
    const store = `${url}#proximo`;
    const { log, kills } = await crash({ store, operations: OPERATIONS, workers: 2, flows: 8 });
    console.log(`${log.acknowledged} operations acknowledged, ${kills} kills, ${log.unknown} calls without an answer`);
    const { pool, center } = await open(url);
    expect(await audit(center, log)).toEqual([]);
    const amiss = await sabotage(center, log);
    expect(amiss).not.toEqual([]);
    expect(await audit(center, log)).toEqual(expect.arrayContaining(amiss));
    await center.close();
    await pool.end();
  });
});
