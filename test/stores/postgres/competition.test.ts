import pg from "pg";
import { postgresStore } from "proximo/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeOn } from "../../servers/index.ts";
import { type Database, freshDatabase } from "../../servers/postgres.ts";
import { compete } from "./competition/compete.ts";
import { CHANNELS, type Role } from "./competition/deed.ts";
import { judge } from "./competition/referee.ts";

/** Tickets in all, from two processes. */
const TICKETS = process.env.PROXIMO_LONG ? 50_000 : 4_000;
const ROLES: readonly Role[] = [...Array<Role>(8).fill("claim"), "enqueue", "enqueue", "rescore", "cancel"];

describeOn("postgres", "many processes over PostgreSQL", (url) => {
  let database: Database;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await freshDatabase(url);
    pool = new pg.Pool({ connectionString: database.url, max: 2 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  test(`serve each of ${TICKETS} tickets once, and always the first of the line`, { timeout: 0 }, async () => {
    const store = postgresStore({ pool });
    await store.open({ promotionLead: 0 });
    for (const channel of CHANNELS) await store.setChannel(channel, { score: 50 });
    const deeds = await compete(database.url, ROLES, TICKETS / 2, async () => {
      while ((await store.counts()).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    });
    expect(deeds.filter(({ kind }) => kind === "entered")).toHaveLength(TICKETS);
    expect(deeds.filter(({ kind }) => kind === "channel").length).toBeGreaterThan(10);
    expect(judge(deeds)).toEqual([]);
    await store.close();
  });

  test("fail at once, with what was said, where one of them ends before its time", async () => {
    const never = () => new Promise<void>(() => {});
    const roles: Role[] = ["claim", "enqueue", "nobody" as Role];
    await expect(compete(database.url, roles, 1, never)).rejects.toThrow(/who nobody ended early.*TypeError/s);
  });
});

test("whoever cannot even begin says why", async () => {
  const nobodyListens = "postgres://127.0.0.1:1/proximo";
  await expect(compete(nobodyListens, ["claim", "enqueue"], 1, async () => {})).rejects.toThrow("ECONNREFUSED");
});

test("the referee notices what is wrong", () => {
  const entered = (id: string, at: number, score: number) =>
    ({ kind: "entered", id, channel: "email", score, since: at, arrival: at, from: at, to: at }) as const;
  const claimed = (id: string, at: number) => ({ kind: "claimed", id, from: at, to: at }) as const;
  const two = [entered("a", 1, 50), entered("b", 2, 50)];
  expect(judge([...two, claimed("a", 3), claimed("b", 4)])).toEqual([]);
  expect(judge([...two, claimed("b", 3), claimed("a", 4)])).toEqual(["b: claimed while a waited"]);
  expect(judge([...two, claimed("a", 3)])).toEqual(["b: nobody was given it"]);
  expect(judge([...two, claimed("a", 3), claimed("a", 4), claimed("b", 5)])).toEqual(["a: claimed twice"]);
  expect(judge([...two, entered("c", 3, 80), claimed("a", 4), claimed("c", 5), claimed("b", 6)])).toEqual([
    "a: claimed while c waited",
  ]);
});
