import { Redis } from "ioredis";
import { createCenter, ProximoError, type Store } from "proximo";
import { redisStore } from "proximo/redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Server } from "../../servers/daemon.ts";
import { describeWithOwn } from "../../servers/index.ts";
import { audit, sabotage } from "../crash/audit.ts";
import { crash } from "../crash/crashes.ts";

const OPERATIONS = process.env.PROXIMO_LONG ? 20_000 : 2_500;
const CRASHES = process.env.PROXIMO_LONG ? 40 : 5;
const agent = { id: "agent" };

/** What a store has answered, by ticket. */
interface Acknowledged {
  readonly entered: Set<string>;
  /** Tokens of claims that nobody has begun to settle. */
  readonly held: Map<string, string>;
  readonly completed: Set<string>;
}

/** Enqueues, claims and completes without end, until the server is gone. */
async function work(store: Store, name: string, { entered, held, completed }: Acknowledged): Promise<void> {
  for (let number = 0; ; number++) {
    const id = `${name}-${number}`;
    await store.enqueue({
      ticket: { id, channel: "email", direction: "inbound", skills: [], segments: [], attributes: {} },
      ...{ fingerprint: id, ruleScore: 50, rulesVersion: 0 },
    });
    entered.add(id);
    const token = `token of ${id}`;
    const { holding } = await store.claimNext(agent, token);
    if (holding === undefined) continue;
    held.set(holding.ticket.id, token);
    if (number % 3 === 0) continue;
    held.delete(holding.ticket.id);
    await store.settle(token, { kind: "complete" });
    completed.add(holding.ticket.id);
  }
}

describeWithOwn("redis", "Redis, killed", (start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  test(`has what it acknowledged, when it is back (${CRASHES} crashes)`, { timeout: 0 }, async () => {
    const all: Acknowledged = { entered: new Set(), held: new Map(), completed: new Set() };
    for (let life = 0; life < CRASHES; life++) {
      const client = new Redis(server.url, { maxRetriesPerRequest: 0, enableOfflineQueue: false });
      client.on("error", () => {});
      await new Promise((resolve) => client.once("ready", resolve));
      const store = redisStore({ client });
      await store.open({ promotionLead: 0 });
      const before = all.completed.size;
      const working = Array.from({ length: 16 }, (_, flow) => work(store, `${life}-${flow}`, all));
      const settled = Promise.allSettled(working);
      let over = false; // Whoever gives up before the server is gone completes nothing more.
      void settled.then(() => {
        over = true;
      });
      while (!over && all.completed.size < before + 50 + Math.random() * 200) await new Promise(setImmediate);
      await server.kill();
      for (const outcome of await settled)
        expect(outcome).toMatchObject({ status: "rejected", reason: { code: "STORE_UNAVAILABLE" } });
      client.disconnect();
      await server.restart();
    }

    const client = new Redis(server.url);
    const center = await createCenter({ store: redisStore({ client }) });
    const states = new Map<string, string | undefined>();
    // One may have entered, been served and completed, and only that it entered was never answered.
    for (const id of new Set([...all.entered, ...all.completed])) states.set(id, (await center.get(id))?.state);
    expect([...all.entered].filter((id) => states.get(id) === undefined)).toEqual([]);
    expect([...all.completed].filter((id) => states.get(id) !== "completed")).toEqual([]);
    const claims = await center.claims();
    const standing = new Map(claims.map(({ ticket, token }) => [ticket.id, token]));
    expect(standing.size).toBe(claims.length);
    expect([...all.held].filter(([id, token]) => standing.get(id) !== token)).toEqual([]);
    const waiting = (await center.peek(Number.POSITIVE_INFINITY)).map(({ id }) => id);
    expect(new Set([...waiting, ...standing.keys()]).size).toBe(waiting.length + claims.length);
    expect(await center.counts()).toMatchObject({ waiting: waiting.length, held: 0 });
    await center.close();
    await client.quit();
  });

  test(`survives its clients' kill -9 (${OPERATIONS} operations, two processes)`, { timeout: 0 }, async () => {
    const store = `${server.url}/crash`;
    const { log, kills } = await crash({ store, operations: OPERATIONS, workers: 2, flows: 8 });
    console.log(`${log.acknowledged} operations acknowledged, ${kills} kills, ${log.unknown} calls without an answer`);
    const client = new Redis(server.url);
    const center = await createCenter({ store: redisStore({ client, prefix: "crash" }) });
    expect(await audit(center, log)).toEqual([]);
    const amiss = await sabotage(center, log);
    expect(amiss).not.toEqual([]);
    expect(await audit(center, log)).toEqual(expect.arrayContaining(amiss));
    await center.close();
    await client.quit();
  });

  test("says so when it is gone, and goes on when it is back", async () => {
    const client = new Redis(server.url, { maxRetriesPerRequest: 1, retryStrategy: () => 20 });
    client.on("error", () => {});
    const center = await createCenter({ store: redisStore({ client, prefix: "again" }) });
    await server.kill();
    const refusal = await center.enqueue({ id: "t", channel: "email" }).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ProximoError);
    expect(refusal).toMatchObject({ code: "STORE_UNAVAILABLE", cause: expect.any(Error) });
    await server.restart();
    await expect.poll(() => client.status).toBe("ready");
    expect(await center.enqueue({ id: "t", channel: "email" })).toMatchObject({ id: "t", state: "waiting" });
    await center.close();
    await client.quit();
  });
});
