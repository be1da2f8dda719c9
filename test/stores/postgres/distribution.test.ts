import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { postgresStore } from "proximo/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeOn } from "../../servers/index.ts";
import { type Database, freshDatabase } from "../../servers/postgres.ts";

const TICKETS = process.env.PROXIMO_LONG ? 2_000 : 200;
const CAPACITY = 2;
/** After how many offers each of those that kill themselves does. */
const KILLED_AFTER = [1, 2, 3];

describeOn("postgres", "several processes that distribute over PostgreSQL", (url) => {
  let database: Database;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await freshDatabase(url);
    pool = new pg.Pool({ connectionString: database.url, max: 3 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  const completed: string[] = [];
  async function start(number: number, offers: number): Promise<ChildProcess> {
    const program = fileURLToPath(new URL("distribution/distributor.ts", import.meta.url));
    const given = [database.url, String(number), String(offers)];
    const child = spawn(process.execPath, ["--import", "tsx", program, ...given], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const lines = createInterface(child.stdout!);
    expect((await once(lines, "line"))[0]).toBe("ready");
    lines.on("line", (ticket) => completed.push(ticket));
    return child;
  }

  /** Whoever has more than they can, and the offers that stand long after they should: as committed at one moment. */
  async function broken(): Promise<unknown[]> {
    const { rows } = await pool.query(
      `SELECT agent FROM proximo.claims GROUP BY agent HAVING count(*) > $1
       UNION ALL SELECT token FROM proximo.claims WHERE until < extract(epoch FROM clock_timestamp()) * 1000 - 20000`,
      [CAPACITY],
    );
    return rows;
  }

  test("give no ticket twice and no agent too many, though some are killed between offer and acceptance", {
    timeout: 0,
  }, async () => {
    const store = postgresStore({ pool });
    await store.open({ promotionLead: 0 });
    for (const agent of ["ana", "bia", "caio"])
      await store.agents.set(agent, { presence: "available", capacity: { total: CAPACITY, byChannel: {} } });
    const rest = { direction: "inbound" as const, skills: [], segments: [], attributes: {} };
    let entered = 0;
    const enter = () => {
      const ticket = { id: `t${entered}`, channel: entered % 2 ? "email" : "sms", ...rest };
      entered += 1;
      return store.enqueue({ ticket, fingerprint: ticket.id, ruleScore: 50, rulesVersion: 0 });
    };
    await Promise.all(Array.from({ length: TICKETS }, enter));
    const children = await Promise.all([0, 0, ...KILLED_AFTER].map((offers, number) => start(number, offers)));
    const ends = children.map((child) => once(child, "close"));
    const [surviving, killed] = [ends.slice(0, 2), ends.slice(2)];
    for (const child of children) child.stdin!.write("begin\n");
    const watchUntil = async (ended: readonly Promise<unknown>[], meanwhile = async () => {}) => {
      let over = false;
      void Promise.all(ended).finally(() => {
        over = true;
      });
      for (; !over; await meanwhile()) expect(await broken()).toEqual([]);
    };
    // However slow those are who are to be killed, there is something left for them.
    await watchUntil(killed, async () => {
      if ((await store.counts()).waiting === 0) await enter();
    });
    for (const child of children.slice(0, surviving.length)) child.stdin!.end();
    await watchUntil(surviving);
    const outcomes = (await Promise.all(ends)).map(([code, signal]) => signal ?? code);
    expect(outcomes).toEqual([0, 0, ...KILLED_AFTER.map(() => "SIGKILL")]);
    expect(completed.length).toBe(new Set(completed).size);
    expect(await store.counts()).toMatchObject({ waiting: 0, held: 0 });
    expect(await store.claims({})).toEqual([]);
    const { rows } = await pool.query("SELECT count(*)::int AS n FROM proximo.closed WHERE state = 'completed'");
    expect(rows).toEqual([{ n: entered }]);
    // Every offer of those who were killed has lapsed, and was told.
    const { passed } = await store.agenda();
    expect(passed.filter(({ what }) => what === "lapsed").length).toBeGreaterThanOrEqual(KILLED_AFTER.length);
    const deadlocks = "SELECT deadlocks::int FROM pg_stat_database WHERE datname = current_database()";
    expect((await pool.query(deadlocks)).rows).toEqual([{ deadlocks: 0 }]);
    await store.close();
  });
});
