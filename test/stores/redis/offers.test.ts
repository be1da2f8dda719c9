import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import { redisStore } from "proximo/redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Server } from "../../servers/daemon.ts";
import { describeWithOwn } from "../../servers/index.ts";
import { appendOnlyFile } from "./append-only-file.ts";
import { ClaimAudit } from "./offering/claim-audit.ts";
import { AGENTS, CHANNELS, profile } from "./offering/roles.ts";

const [TICKETS, KILLS] = process.env.PROXIMO_LONG ? [20_000, 60] : [1_500, 8];
const PROCESSES = 3;

const offerer = fileURLToPath(new URL("offering/offerer.ts", import.meta.url));
const root = fileURLToPath(new URL("../../..", import.meta.url));
const channelOf = (ticket: string) => CHANNELS[Number(ticket) % CHANNELS.length]!;

/** Lets one offer, and kills it after so many completions at the most; where it ends by itself, that is an error. */
async function live(store: string, completed: Set<string>, completions: number): Promise<void> {
  const child = spawn(process.execPath, ["--import", "tsx", offerer, store], { cwd: root });
  let said = "";
  child.stderr.on("data", (text) => {
    said += text;
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("close", (_, signal) => resolve(signal)));
  let left = completions;
  for await (const line of createInterface({ input: child.stdout })) {
    if (/^\d+$/.test(line)) {
      expect(completed.has(line), `${line} completed twice`).toBe(false);
      completed.add(line);
    }
    if (left-- === 0) child.kill("SIGKILL");
  }
  if ((await ended) !== "SIGKILL") throw new Error(`a process ended by itself\n${said}`);
}

test("the audit finds a ticket that was held twice, and an agent with more than they can have", () => {
  const audit = new ClaimAudit("p", channelOf);
  const hold = (token: string, ticket: string) =>
    audit.follow(["HSET", "{p}:claims", token, `${"0".repeat(16)}007agent-0${ticket}`]);
  hold("a", "1");
  hold("b", "2");
  audit.follow(["HDEL", "{p}:claims", "a"]);
  hold("c", "3");
  hold("d", "4");
  expect(audit.problems).toEqual([]);
  hold("e", "4");
  expect(audit.problems).toEqual(["4 was held twice", "agent-0 had 4,2,3,4"]);
  audit.follow(["HDEL", "{p}:claims", "d"]);
  audit.follow(["HDEL", "{p}:claims", "e"]);
  hold("f", "5");
  expect(audit.problems.slice(2)).toEqual(["agent-0 had 5,3 of one channel"]);
});

describeWithOwn("redis", "Redis", (start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  test(`${PROCESSES} processes offer to the same agents, and are killed ${KILLS} times`, { timeout: 0 }, async () => {
    const client = new Redis(server.url);
    await client.config("SET", "auto-aof-rewrite-percentage", "0");
    const store = redisStore({ client, prefix: "offers" });
    await store.open({ promotionLead: 0 });
    for (const agent of AGENTS) await store.agents.set(agent, profile);
    const tickets = Array.from({ length: TICKETS }, (_, number) => String(number));
    const enter = (id: string) =>
      store.enqueue({
        ticket: { id, channel: channelOf(id), direction: "inbound", skills: [], segments: [], attributes: {} },
        ...{ fingerprint: id, ruleScore: 50, rulesVersion: 0 },
      });
    await Promise.all(tickets.map(enter));

    const completed = new Set<string>();
    let kills = 0;
    const lives = async () => {
      while (kills < KILLS) {
        kills += 1;
        await live(`${server.url}/offers`, completed, 10 + Math.floor(Math.random() * 40));
      }
    };
    await Promise.all(Array.from({ length: PROCESSES }, lives));

    // Whatever the dead had in hand waits again: what was offered at its deadline, what was accepted once they are gone.
    await expect.poll(async () => (await store.claims({})).length).toBe(0);
    const served: string[] = [];
    for (;;) {
      const token = `token ${served.length}`;
      const { holding } = await store.claimNext({ id: "anybody" }, token);
      if (holding === undefined) break;
      await store.settle(token, { kind: "complete" });
      served.push(holding.ticket.id);
    }
    expect(served.filter((id) => completed.has(id))).toEqual([]);
    const closed = await Promise.all(tickets.map(async (id) => (await store.ticket(id))?.state === "completed"));
    expect(closed.filter((isClosed) => !isClosed)).toEqual([]);
    expect((await store.counts()).waiting).toBe(0);
    for (const { load } of await store.agents.list()) expect(load).toEqual({});

    const audit = new ClaimAudit("offers", channelOf);
    for (const command of await appendOnlyFile(client)) audit.follow(command);
    console.log(
      `${completed.size} completed by those who were killed, ${served.length} after them, ${audit.claims} claims`,
    );
    expect(audit.problems).toEqual([]);
    await store.close();
    await client.quit();
  });
});
