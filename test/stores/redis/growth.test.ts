import { Redis } from "ioredis";
import { createCenter, type Store } from "proximo";
import { redisStore } from "proximo/redis";
import { manualClock } from "proximo/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Server } from "../../servers/daemon.ts";
import { describeWithOwn } from "../../servers/index.ts";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

describeWithOwn("redis", "a script over much of one contact", (start) => {
  let server: Server;
  let client: Redis;
  beforeAll(async () => {
    server = await start();
    client = new Redis(server.url);
  });
  afterAll(async () => {
    await client.quit();
    await server.stop();
  });

  /** How often a command is called while it acts. */
  async function calls(command: string, act: () => unknown): Promise<number> {
    await client.config("RESETSTAT");
    await act();
    const stats = await client.info("commandstats");
    return Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
  }

  async function opened(prefix: string) {
    const clock = manualClock(NOW);
    const store: Store = redisStore({ client, prefix });
    return { clock, store, center: await createCenter({ store, clock }) };
  }

  test("lets what the gate holds wait again, and reads nothing else", async () => {
    const { store, center } = await opened("reopen");
    await Promise.all(numbers(300).map((id) => center.enqueue({ id: `${id}`, channel: "sms", contact: "maria" })));
    expect(await calls("hget", () => store.reopen("sms", "maria"))).toBeLessThan(30);
    await center.close();
  });

  test("forgets what was to be told of them at once", async () => {
    const { clock, store, center } = await opened("forget");
    const later = { channel: "email", scheduledFor: NOW + 9 * MINUTE } as const;
    await Promise.all(numbers(300).map((id) => center.enqueue({ id: `${id}`, contact: "maria", ...later })));
    await center.enqueue({ id: "rui", contact: "rui", ...later });
    await center.close(); // Or it would tell of them itself.
    clock.advance(9 * MINUTE);
    expect((await store.counts()).waiting).toBe(301);
    expect(await calls("lrem", () => store.forget("maria"))).toBe(0);
    expect((await store.agenda()).passed.map(({ ticket }) => ticket.id)).toEqual(["rui"]);
  });

  test("lets what is due in one millisecond happen in portions, before anything else", async () => {
    const { clock, store, center } = await opened("due");
    const later = { channel: "email", scheduledFor: NOW + 9 * MINUTE } as const;
    await Promise.all(numbers(1_000).map((id) => center.enqueue({ id: `${id}`, ...later })));
    await center.close();
    clock.advance(9 * MINUTE);
    const scripts = await calls("evalsha", async () => {
      const [{ waiting, promoted }, first, position] = await Promise.all([
        store.counts(),
        store.peek(1),
        store.position("999"),
      ]);
      expect([waiting, promoted, first[0]?.id, position]).toEqual([1_000, 1_000, "0", 1_000]);
    });
    expect(scripts).toBeGreaterThanOrEqual(5);
    expect((await store.agenda()).passed.map(({ ticket }) => ticket.id)).toEqual(numbers(1_000).map(String));
  });

  test("forgets old decisions a thousand at a time", async () => {
    const { store, center } = await opened("purge");
    const about = {
      contact: "maria",
      channel: "sms",
      purpose: "offers",
      occasion: "authorize",
      allowed: true,
    } as const;
    await Promise.all(numbers(2_500).map((at) => store.outbound.record({ ...about, at: NOW + at, reasons: [] })));
    expect(await calls("evalsha", async () => expect(await store.outbound.purge(NOW + 2_400)).toBe(2_400))).toBe(3);
    expect(await store.outbound.decisions({ limit: 9_999 })).toHaveLength(100);
    await center.close();
  });
});
