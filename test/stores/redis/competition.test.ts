import { Redis } from "ioredis";
import { createCenter } from "proximo";
import { redisStore } from "proximo/redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Server } from "../../servers/daemon.ts";
import { describeWithOwn } from "../../servers/index.ts";
import { appendOnlyFile } from "./append-only-file.ts";
import { compete } from "./competition/compete.ts";
import { agentOf, ENQUEUERS } from "./competition/roles.ts";
import { HeadAudit } from "./head-audit.ts";

const TICKETS = process.env.PROXIMO_LONG ? 50_000 : 3_000;

test("the audit finds whoever was served before the head of the line", () => {
  const member = (since: number, id: string) => `50${String(since).padStart(16, "0")}${"0".repeat(16)}${id}`;
  const log = (first: string) => [
    ["HSET", "{p}:channels", "email", "05001100"],
    ["ZADD", "{p}:lane:6:0email", "0", member(1, "a")],
    ["ZADD", "{p}:lane:6:0email", "0", member(2, "b")],
    ["ZREM", "{p}:lane:6:0email", member(first === "a" ? 1 : 2, first)],
    ["HSET", "{p}:claims", "token", `${"0".repeat(16)}007agent-0${first}`],
  ];
  const problemsOf = (commands: readonly string[][]) => {
    const audit = new HeadAudit("p", () => ({ id: "agent-0" }));
    for (const command of commands) audit.follow(command);
    return audit.problems;
  };
  expect(problemsOf(log("a"))).toEqual([]);
  expect(problemsOf(log("b"))).toHaveLength(1);
});

test("a competition ends at once where one of them does, with what it said", { timeout: 300_000 }, async () => {
  await expect(compete("nowhere:", await createCenter(), 1)).rejects.toThrow(/failed \(1\)\n.*expected a store as/s);
});

describeWithOwn("redis", "Redis", (start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  test(`twelve processes serve each of ${TICKETS} tickets once, each the head of the line at its moment`, {
    timeout: 0,
  }, async () => {
    const client = new Redis(server.url);
    await client.config("SET", "auto-aof-rewrite-percentage", "0");
    const center = await createCenter({ store: redisStore({ client, prefix: "compete" }) });
    const { entered, served, cancelled } = await compete(`${server.url}/compete`, center, TICKETS / ENQUEUERS);
    expect(entered).toHaveLength(TICKETS);
    expect([...served, ...cancelled].sort()).toEqual([...entered].sort());

    const audit = new HeadAudit("compete", (id) => agentOf(Number(id.slice("agent-".length))));
    for (const command of await appendOnlyFile(client)) audit.follow(command);
    console.log(`${served.length} served, ${cancelled.length} cancelled, ${audit.claims} claims`);
    expect(audit.problems).toEqual([]);
    expect(audit.claims).toBeGreaterThanOrEqual(served.length);
    await center.close();
    await client.quit();
  });
});
