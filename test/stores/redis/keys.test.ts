import { Cluster, Redis } from "ioredis";
import { createCenter } from "proximo";
import { type RedisClient, redisStore } from "proximo/redis";
import { createClient, RESP_TYPES } from "redis";
import { expect, test, vi } from "vitest";
import { live, somebody } from "../../outbound/a-person.ts";
import { describeOn } from "../../servers/index.ts";
import { freshPrefix } from "../../servers/redis.ts";
import { drivers } from "./drivers.ts";
import { keysOf } from "./everything.ts";

const HOUR = 3_600_000;

describeOn("cluster", "a store in a Redis Cluster", (url) => {
  test("keeps all of its keys in one slot", async () => {
    const { prefix, drop } = freshPrefix(url);
    const [cluster, node] = [new Cluster([url]), new Redis(url)];
    const center = await live(somebody(), redisStore({ client: cluster, prefix }));
    const skills = { skills: ["tech", "billing"] };
    await center.enqueue({ id: "}{", channel: "email", contact: "}{", ...skills });
    await center.enqueue({ id: "later", channel: "voice", scheduledFor: 9e12 });
    const keys = await keysOf(node, prefix);
    const slots = await Promise.all(keys.map((key) => node.cluster("KEYSLOT", key)));
    expect(keys.length).toBeGreaterThan(20);
    expect(new Set(slots).size).toBe(1);
    await center.close();
    await Promise.all([cluster.quit(), node.quit()]);
    await drop();
  });
});

describeOn("redis", "a store in Redis", (url) => {
  test("goes by the server's clock, whatever the clients' say", async () => {
    const { prefix, drop } = freshPrefix(url);
    const client = new Redis(url);
    const center = await createCenter({ store: redisStore({ client, prefix }) });
    const before = Date.now();
    // This machine is the server's too: its clock is right, until another is put in its place.
    vi.spyOn(Date, "now").mockImplementation(() => performance.timeOrigin + performance.now() + HOUR);
    try {
      const ahead = await createCenter({ store: redisStore({ client, prefix }) });
      const held = await ahead.enqueue({ id: "held", channel: "voice", scheduledFor: before + HOUR / 2 });
      const came = await ahead.enqueue({ id: "came", channel: "email" });
      expect(held.state).toBe("held");
      expect(came.receivedAt - before).toBeLessThan(HOUR / 2);
      const claim = await ahead.next({ id: "agent" });
      expect(claim?.ticket.id).toBe("came");
      expect(claim!.claimedAt - before).toBeLessThan(HOUR / 2);
      await ahead.close();
    } finally {
      vi.restoreAllMocks();
    }
    expect(await center.get("held")).toMatchObject({ state: "held" });
    await center.close();
    await client.quit();
    await drop();
  });

  for (const { name, connect } of drivers)
    test(`tells other processes what has happened, over ${name}`, async () => {
      const { prefix, drop } = freshPrefix(url);
      const [here, there] = await Promise.all([connect(url), connect(url)]);
      const centerOver = (client: RedisClient) => createCenter({ store: redisStore({ client, prefix }) });
      const [sender, hearer] = await Promise.all([centerOver(here.client), centerOver(there.client)]);
      const heard = new Promise((resolve) => hearer.on("elsewhere", resolve));
      const urgent = new Promise((resolve) => hearer.on("urgency", resolve));
      await sender.enqueue({ id: "t", channel: "webchat" });
      expect(await heard).toEqual({ event: "enqueued", ticket: "t" });
      expect(await urgent).toMatchObject({ urgent: true, absolute: 1 });
      await Promise.all([sender.close(), hearer.close()]);
      await Promise.all([here.close(), there.close()]);
      await drop();
    });

  test("over an ioredis that lets no command wait for a connection, listens all the same", async () => {
    const { prefix, drop } = freshPrefix(url);
    const client = new Redis(url, { enableOfflineQueue: false });
    await new Promise((resolve) => client.once("ready", resolve));
    const store = redisStore({ client, prefix });
    const heard: string[] = [];
    await store.listen((message) => heard.push(message));
    await store.broadcast("hello");
    await expect.poll(() => heard).toEqual(["hello"]);
    await store.close();
    await client.quit();
    await drop();
  });

  test("over ioredis with a key prefix of the application's own, keeps to it", async () => {
    const { prefix, drop } = freshPrefix(url);
    const [client, plain] = [new Redis(url, { keyPrefix: `app:${prefix}:` }), new Redis(url)];
    const center = await createCenter({ store: redisStore({ client, prefix }) });
    await center.enqueue({ id: "t", channel: "email", contact: "ana", skills: ["tech"] });
    expect((await center.next({ id: "agent", skills: ["tech"] }))?.ticket.id).toBe("t");
    const keys = await plain.keys(`*${prefix}*`);
    expect(keys.filter((key) => !key.startsWith(`app:${prefix}:{${prefix}}`))).toEqual([]);
    await center.close();
    await Promise.all([client.quit(), plain.quit()]);
    await drop();
  });

  test("over a node-redis that has texts be Buffers for the application, reads texts", async () => {
    const { prefix, drop } = freshPrefix(url);
    const client = await createClient({
      url,
      commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
    }).connect();
    const center = await createCenter({ store: redisStore({ client, prefix }) });
    const heard = new Promise((resolve) => center.on("elsewhere", resolve));
    expect(await center.channels.set("fax", { score: 7 })).toMatchObject({ score: 7 });
    await center.enqueue({ id: "t", channel: "fax" });
    expect((await center.next({ id: "agent" }))?.ticket.id).toBe("t");
    const there = await createCenter({ store: redisStore({ client, prefix }) });
    await there.enqueue({ id: "u", channel: "fax" });
    expect(await heard).toMatchObject({ event: "enqueued", ticket: "u" });
    await Promise.all([center.close(), there.close()]);
    await client.close();
    await drop();
  });

  test("hears nothing of stores in other databases, nor under other key prefixes, of the same name", async () => {
    const { prefix, drop } = freshPrefix(url);
    const [zero, one, prefixed] = [new Redis(url), new Redis(url, { db: 1 }), new Redis(url, { keyPrefix: "app:" })];
    const two = await createClient({ url, database: 2 }).connect();
    const twoOver = (client: RedisClient) =>
      Promise.all([0, 1].map(() => createCenter({ store: redisStore({ client, prefix }) })));
    const pairs = await Promise.all([zero, one, prefixed, two].map(twoOver));
    const heard = pairs.map(([hearer]) => {
      const tickets: unknown[] = [];
      hearer!.on("elsewhere", ({ ticket }) => tickets.push(ticket));
      return tickets;
    });
    await Promise.all(pairs.map(([, teller], n) => teller!.enqueue({ id: `t${n}`, channel: "email" })));
    await expect.poll(() => heard.every((tickets) => tickets.length > 0)).toBe(true);
    expect(heard).toEqual(pairs.map((_, n) => [`t${n}`]));
    await Promise.all(pairs.flat().map((center) => center.close()));
    await Promise.all([one.del(await keysOf(one, prefix)), two.del(await two.keys(`{${prefix}}*`))]);
    await Promise.all([zero.quit(), one.quit(), prefixed.quit(), two.close()]);
    await drop();
  });
});

test("wants a client that it knows, and a prefix that makes one hash tag", () => {
  const client = new Redis({ lazyConnect: true });
  const refused = "client: expected one of ioredis or node-redis, 5 or later";
  expect(() => redisStore({ client: {} as RedisClient })).toThrow(refused);
  // As node-redis 4 has them: what it opens to listen could not be closed.
  const members = ["eval", "evalSha", "publish", "duplicate", "disconnect"];
  const fourth = Object.fromEntries(members.map((member) => [member, () => {}])) as unknown as RedisClient;
  expect(() => redisStore({ client: fourth })).toThrow(refused);
  for (const prefix of ["", "a{b", "a}b"])
    expect(() => redisStore({ client, prefix })).toThrow("prefix: expected text without braces");
  expect(() => redisStore({ client, prefix: "acme:center" })).not.toThrow();
});
