import { Redis } from "ioredis";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Server } from "./daemon.ts";
import { describeOn, describeWithOwn } from "./index.ts";
import { freshPrefix } from "./redis.ts";

async function ask<Answer>(url: string, question: (client: Redis) => Promise<Answer>): Promise<Answer> {
  const client = new Redis(url, { retryStrategy: () => null, lazyConnect: true });
  client.on("error", () => {});
  await client.connect();
  try {
    return await question(client);
  } finally {
    client.disconnect();
  }
}

describeOn("redis", "the keys of a test file", (url) => {
  test("are its own, and only they go when they are dropped", async () => {
    const [one, other] = [freshPrefix(url), freshPrefix(url)];
    const keys = [`${one.prefix}a`, `{${one.prefix}}b`, `${other.prefix}a`];
    await ask(url, (client) => client.mset(keys.flatMap((key) => [key, "1"])));
    await one.drop();
    expect(await ask(url, (client) => client.mget(keys))).toEqual([null, null, "1"]);
    await other.drop();
    expect(await ask(url, (client) => client.exists(keys))).toBe(0);
  });
});

describeOn("cluster", "a Redis Cluster", (url) => {
  test("refuses a command whose keys are not in one slot", async () => {
    await expect(ask(url, (client) => client.mset("a", "1", "b", "2"))).rejects.toThrow("CROSSSLOT");
    expect(await ask(url, (client) => client.exists("{a}", "{a}b"))).toBe(0);
  });

  test("takes the commands of a client that knows clusters", async () => {
    const { prefix, drop } = freshPrefix(url);
    const cluster = new Redis.Cluster([url]);
    await Promise.all(["a", "b", "c"].map((key) => cluster.set(prefix + key, key)));
    expect(await cluster.get(`${prefix}b`)).toBe("b");
    await cluster.quit();
    await drop();
    expect(await ask(url, (client) => client.exists(`${prefix}a`))).toBe(0);
  });
});

describeWithOwn("redis", "a Redis that is killed", (start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  test("keeps what it acknowledged", async () => {
    for (const key of ["a", "b", "c"]) {
      expect(await ask(server.url, (client) => client.set(key, "1"))).toBe("OK");
      await server.kill();
      await expect(ask(server.url, (client) => client.ping())).rejects.toThrow("Connection is closed");
      await server.restart();
    }
    expect(await ask(server.url, (client) => client.exists("a", "b", "c"))).toBe(3);
  });
});
