import { Redis } from "ioredis";
import { createCenter, type ErrorCode } from "proximo";
import { redisStore } from "proximo/redis";
import { createClient } from "redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Server } from "../../servers/daemon.ts";
import { describeWithOwn } from "../../servers/index.ts";
import { openProxy, type TcpProxy } from "../../servers/proxy.ts";
import { everything } from "./everything.ts";

const agent = { id: "agent" };
const refused = (code: ErrorCode) => ({ name: "ProximoError", code, cause: expect.any(Error) });

/** Waits for nothing, and sends nothing twice: what is lost is lost. */
const PLAIN = { maxRetriesPerRequest: 0, autoResendUnfulfilledCommands: false } as const;

describeWithOwn("redis", "a store in Redis, in trouble", (start) => {
  let server: Server;
  let admin: Redis;
  beforeAll(async () => {
    server = await start();
    admin = new Redis(server.url);
  });
  afterAll(async () => {
    await admin.quit();
    await server.stop();
  });

  const throughProxy = async (body: (proxy: TcpProxy) => Promise<void>) => {
    const proxy = await openProxy(server.url);
    try {
      await body(proxy);
    } finally {
      await proxy.close();
    }
  };

  test("sends again the scripts that the server has forgotten", async () => {
    const client = new Redis(server.url);
    const center = await createCenter({ store: redisStore({ client, prefix: "flush" }) });
    let over = false;
    const forgetting = (async () => {
      while (!over) await admin.script("FLUSH");
    })();
    const served: string[] = [];
    const serve = async () => {
      for (let n = 0; n < 25; n++) {
        await center.enqueue({ channel: "email", contact: `contact-${n}` });
        const claim = await center.next(agent);
        served.push(claim!.ticket.id);
        await claim!.complete();
      }
    };
    await Promise.all(Array.from({ length: 8 }, serve));
    over = true;
    await forgetting;
    expect(new Set(served).size).toBe(200);
    expect(await center.counts()).toMatchObject({ waiting: 0 });
    await center.close();
    await client.quit();
  });

  test("does not know whether it happened, when a connection is cut before the answer; asked again, it does", () =>
    throughProxy(async (proxy) => {
      const client = new Redis(proxy.connectTo, { ...PLAIN, retryStrategy: () => 10 });
      client.on("error", () => {});
      const center = await createCenter({ store: redisStore({ client, prefix: "cut" }) });
      await center.enqueue({ id: "first", channel: "email" });
      const cut = proxy.cutOnNextReply('"second"');
      await expect(center.enqueue({ id: "second", channel: "email" })).rejects.toMatchObject(
        refused("STORE_UNAVAILABLE"),
      );
      await cut;
      await expect.poll(() => client.status).toBe("ready");
      // It did happen, and the same again is no duplicate.
      expect((await center.peek(9)).map(({ id }) => id)).toEqual(["first", "second"]);
      expect(await center.enqueue({ id: "second", channel: "email" })).toMatchObject({ arrival: 1 });
      expect(await center.counts()).toMatchObject({ waiting: 2 });
      await center.close();
      await client.quit();
    }));

  test("a client that sends again by itself does nothing twice", () =>
    throughProxy(async (proxy) => {
      const client = new Redis(proxy.connectTo, { retryStrategy: () => 10 });
      client.on("error", () => {});
      const center = await createCenter({ store: redisStore({ client, prefix: "again" }) });
      const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };
      let cut = proxy.cutOnNextReply('"purpose"');
      await center.consent.definePurpose({ id: "offers", description: "Offers", basis: "consent", notice });
      await cut;
      cut = proxy.cutOnNextReply('"ticket"');
      await center.enqueue({ id: "ticket", channel: "email" });
      await cut;
      cut = proxy.cutOnNextReply('"agent"');
      const claim = await center.next(agent);
      await cut;
      cut = proxy.cutOnNextReply('"delivered"');
      await center.outbound.delivered({ contact: "ana", channel: "whatsapp" });
      await cut;

      expect(claim?.ticket.id).toBe("ticket");
      expect(await center.claims()).toMatchObject([{ token: claim?.token }]);
      expect(await center.consent.checkpoint()).toMatchObject({ size: 1 });
      const windows = { now: Date.now(), volume: 86_400_000, quality: 86_400_000 };
      const { sender } = await redisStore({ client, prefix: "again" }).outbound.standing(
        "ana",
        { channel: "whatsapp" },
        windows,
      );
      expect(sender.counts).toMatchObject({ delivered: 1 });
      await center.close();
      await client.quit();
    }));

  test("node-redis says the same of a connection that is cut", () =>
    throughProxy(async (proxy) => {
      const client = createClient({ url: proxy.connectTo, disableOfflineQueue: true });
      client.on("error", () => {});
      await client.connect();
      const center = await createCenter({ store: redisStore({ client, prefix: "node" }) });
      await center.enqueue({ id: "first", channel: "email" });
      const cut = proxy.cutOnNextReply('"second"');
      await expect(center.enqueue({ id: "second", channel: "email" })).rejects.toMatchObject(
        refused("STORE_UNAVAILABLE"),
      );
      await cut;
      await expect.poll(() => client.isReady).toBe(true);
      expect((await center.peek(9)).map(({ id }) => id)).toEqual(["first", "second"]);
      await center.close();
      await client.close();
    }));

  test("short of memory, takes nothing in and goes on serving what it has", async () => {
    const client = new Redis(server.url);
    const center = await createCenter({ store: redisStore({ client, prefix: "full" }) });
    for (const id of ["a", "b", "c"]) await center.enqueue({ id, channel: "email", contact: "ana" });
    const before = await everything(admin, "full");
    await admin.config("SET", "maxmemory", "1mb");
    await expect(center.enqueue({ id: "d", channel: "email" })).rejects.toMatchObject(refused("STORE_FAILED"));
    await expect(center.channels.set("email", { score: 70 })).rejects.toMatchObject(refused("STORE_FAILED"));
    expect(await everything(admin, "full")).toBe(before);
    const claim = await center.next(agent);
    expect(claim?.ticket.id).toBe("a");
    await claim?.complete();
    expect(await center.cancel("b")).toBe(true);
    expect(await center.counts()).toMatchObject({ waiting: 1 });
    await admin.config("SET", "maxmemory", "0");
    await center.enqueue({ id: "d", channel: "email" });
    expect((await center.peek(9)).map(({ id }) => id)).toEqual(["c", "d"]);
    await center.close();
    await client.quit();
  });

  test("leaves alone what a newer version has written", async () => {
    const client = new Redis(server.url);
    await createCenter({ store: redisStore({ client, prefix: "newer" }) }).then((center) => center.close());
    await admin.hset("{newer}", "schema", "4");
    const before = await everything(admin, "newer");
    await expect(createCenter({ store: redisStore({ client, prefix: "newer" }) })).rejects.toMatchObject({
      code: "STORE_NEWER",
    });
    expect(await everything(admin, "newer")).toBe(before);
    await client.quit();
  });
});
