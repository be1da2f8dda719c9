import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { postgresStore } from "proximo/postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeOn } from "../../servers/index.ts";
import { type Database, freshDatabase } from "../../servers/postgres.ts";
import { CHANNELS, type Deed, type Role } from "./competition/deed.ts";
import { judge } from "./competition/referee.ts";

/** Tickets in all, from two processes. */
const TICKETS = process.env.PROXIMO_LONG ? 50_000 : 4_000;
const ROLES: readonly Role[] = [...Array<Role>(8).fill("claim"), "enqueue", "enqueue", "rescore", "cancel"];

interface Competitor {
  readonly role: Role;
  readonly child: ChildProcess;
  readonly lines: Interface;
}

async function start(url: string, role: Role, number: number): Promise<Competitor> {
  const program = fileURLToPath(new URL("competition/competitor.ts", import.meta.url));
  const given = [url, role, String(number), String(TICKETS / 2)];
  const child = spawn(process.execPath, ["--import", "tsx", program, ...given], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface(child.stdout!);
  expect((await once(lines, "line"))[0]).toBe("ready");
  return { role, child, lines };
}

const tell = ({ child }: Competitor) => child.stdin!.write("\n");

async function deedsOf({ lines }: Competitor): Promise<Deed[]> {
  const [told] = (await once(lines, "line")) as [string];
  return JSON.parse(told) as Deed[];
}

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
    const competitors = await Promise.all(ROLES.map((role, number) => start(database.url, role, number)));
    const finished = competitors.map((competitor) => deedsOf(competitor));
    competitors.forEach(tell);
    await Promise.all(finished.filter((_, place) => competitors[place]!.role === "enqueue"));
    while ((await store.counts()).waiting > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    competitors.filter(({ role }) => role !== "enqueue").forEach(tell);
    const deeds = (await Promise.all(finished)).flat();
    await Promise.all(competitors.map(({ child }) => child.exitCode ?? once(child, "exit")));
    expect(deeds.filter(({ kind }) => kind === "entered")).toHaveLength(TICKETS);
    expect(deeds.filter(({ kind }) => kind === "channel").length).toBeGreaterThan(10);
    expect(judge(deeds)).toEqual([]);
    await store.close();
  });
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
