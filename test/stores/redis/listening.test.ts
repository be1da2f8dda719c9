import { Redis } from "ioredis";
import { type Center, createCenter } from "proximo";
import { type RedisClient, redisStore } from "proximo/redis";
import { createClient } from "redis";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { Server } from "../../servers/daemon.ts";
import { describeWithOwn } from "../../servers/index.ts";
import { type Driver, drivers } from "./drivers.ts";

/** Clients that give up once their connection is lost, as an application may have it. */
const resigned: readonly Driver[] = [
  {
    name: "an ioredis that never connects again",
    async connect(url) {
      const client = new Redis(url, { retryStrategy: () => null });
      client.on("error", () => {});
      return { client, close: () => client.quit() };
    },
  },
  {
    name: "a node-redis that never connects again",
    async connect(url) {
      const client = createClient({ url, socket: { reconnectStrategy: false } });
      client.on("error", () => {});
      await client.connect();
      return { client, close: () => client.close() };
    },
  },
];

describeWithOwn("redis", "the connection to Redis that listens", (start) => {
  let server: Server;
  let admin: Redis;
  beforeAll(async () => {
    server = await start();
    admin = new Redis(server.url);
    admin.on("error", () => {});
  });
  afterAll(async () => {
    await admin.quit();
    await server.stop();
  });

  const heard: string[] = [];
  const centerOver = async (client: RedisClient, prefix: string, store = redisStore({ client, prefix })) => {
    const center = await createCenter({ store });
    center.on("error", () => {});
    center.on("elsewhere", ({ ticket }) => heard.push(`${prefix}: ${ticket}`));
    return center;
  };
  const connections = async () =>
    String(await admin.client("LIST"))
      .trim()
      .split("\n").length;

  /** Whatever else a test opens is closed when it ends. */
  const BARE = 1;
  afterEach(() => expect.poll(connections).toBe(BARE));

  /** Until a change there is heard: what was told while nobody listened is lost. */
  const hears = (there: Center, prefix: string) =>
    vi.waitFor(
      async () => {
        const { id } = await there.enqueue({ channel: "email" });
        await vi.waitFor(() => expect(heard).toContain(`${prefix}: ${id}`), { timeout: 3_000 });
      },
      { timeout: 60_000 },
    );

  for (const { name, connect } of drivers) {
    test(`is one for all centers over ${name}, and closes with the last`, async () => {
      const [here, other] = [await connect(server.url), await connect(server.url)];
      const [first, second] = [`${name}-first`, `${name}-second`];
      const tenants = [first, second, ...Array.from({ length: 58 }, (_, n) => `${name}-${n}`)];
      const [alone, ...centers] = await Promise.all(tenants.map((tenant) => centerOver(here.client, tenant)));
      await expect.poll(connections).toBe(BARE + 2 + 1);

      const store = redisStore({ client: here.client, prefix: first });
      const [twice, again] = [await centerOver(here.client, first, store), await centerOver(here.client, first, store)];
      const [there, elsewhere] = [await centerOver(other.client, first), await centerOver(other.client, second)];
      await expect.poll(connections).toBe(BARE + 2 + 2);
      const told = async (ticket: string, expected: readonly string[]) => {
        heard.length = 0;
        await there.enqueue({ id: ticket, channel: "email" });
        await elsewhere.enqueue({ id: ticket, channel: "email" });
        await expect.poll(() => [...heard].sort()).toEqual(expected.map((tenant) => `${tenant}: ${ticket}`));
      };
      await told("t", [first, first, first, second]);
      await twice.close();
      await told("u", [first, first, second]);
      await Promise.all([again.close(), alone!.close()]);
      await told("v", [second]);
      const back = await centerOver(here.client, first);
      await told("w", [first, second]);

      await Promise.all([back, there, elsewhere, ...centers].map((center) => center.close()));
      await Promise.all([here.close(), other.close()]);
    });

    test(`is there again after the server was killed, over ${name}`, async () => {
      const [here, other] = [await connect(server.url), await connect(server.url)];
      const [center, there] = [await centerOver(here.client, "killed"), await centerOver(other.client, "killed")];
      await hears(there, "killed");
      await server.kill();
      await server.restart();
      await hears(there, "killed");
      await Promise.all([center.close(), there.close()]);
      await Promise.all([here.close(), other.close()]);
    });

    test(`needs a right to keys and a channel of its own prefix, and to no others, over ${name}`, async () => {
      const prefix = `${name.replace(" ", "-")}-confined`; // The words of a right are told apart by spaces.
      const rights = ["resetkeys", `~{${prefix}}*`, "resetchannels", `&{${prefix}}:news`, "+@all"];
      await admin.call("ACL", "SETUSER", "confined", "on", "nopass", ...rights);
      const url = server.url.replace("://", "://confined:any@");
      const [here, other] = [await connect(url), await connect(url)];
      const [center, there] = [await centerOver(here.client, prefix), await centerOver(other.client, prefix)];
      const errors: unknown[] = [];
      for (const one of [center, there]) one.on("error", ({ error }) => errors.push(error));
      await hears(there, prefix);
      await center.agents.set("ana", { presence: "available" });
      await center.enqueue({ id: "confined", channel: "email", contact: "maria" });
      const [offer] = await there.distribute();
      await (await offer?.accept())?.complete();
      await center.consent.erase({ contact: "maria", reason: "art. 18 VI" });
      expect((await there.statistics.report()).total.answered).toBe(1);
      expect(errors).toEqual([]);
      await Promise.all([center.close(), there.close()]);
      await Promise.all([here.close(), other.close()]);
    });

    test(`is done without where a user has no right to channels, until they have, over ${name}`, async () => {
      await admin.call("ACL", "SETUSER", "deaf", "on", "nopass", "~*", "resetchannels", "+@all");
      const [here, other] = [await connect(server.url.replace("://", "://deaf:any@")), await connect(server.url)];
      const [center, there] = [
        await centerOver(here.client, `${name}-deaf`),
        await centerOver(other.client, `${name}-deaf`),
      ];
      const errors: unknown[] = [];
      center.on("error", ({ error }) => errors.push(error));
      await center.enqueue({ id: "t", channel: "email" });
      expect((await there.next({ id: "agent" }))?.ticket.id).toBe("t");
      await expect
        .poll(() => errors)
        .toContainEqual(
          expect.objectContaining({ code: "STORE_FAILED", message: expect.stringContaining(`{${name}-deaf}:news`) }),
        );

      await admin.call("ACL", "SETUSER", "deaf", "allchannels");
      await hears(there, `${name}-deaf`);
      await admin.call("ACL", "SETUSER", "deaf", "resetchannels"); // Redis ends the connections that listen without.
      await admin.call("ACL", "SETUSER", "deaf", "allchannels");
      await hears(there, `${name}-deaf`);
      await Promise.all([center.close(), there.close()]);
      await Promise.all([here.close(), other.close()]);
    });

    test(`is done without while the server takes no more, over ${name}`, async () => {
      const [here, other] = [await connect(server.url), await connect(server.url)];
      await admin.config("SET", "maxclients", BARE + 2);
      const [center, there] = [
        await centerOver(here.client, `${name}-full`),
        await centerOver(other.client, `${name}-full`),
      ];
      await there.enqueue({ id: "t", channel: "email" });
      expect((await center.next({ id: "agent" }))?.ticket.id).toBe("t");
      await admin.config("SET", "maxclients", 10_000);
      await hears(there, `${name}-full`);
      await Promise.all([center.close(), there.close()]);
      await Promise.all([here.close(), other.close()]);
    });

    test(`closes with the centers over ${name}, though the application closed its own first`, async () => {
      const here = await connect(server.url);
      const center = await centerOver(here.client, "first");
      await center.enqueue({ channel: "email" });
      await here.close();
      await center.close();
    });
  }

  for (const { name, connect } of [...drivers, ...resigned])
    test(`is sought again when it alone is lost, over ${name}`, async () => {
      const [here, other] = [await connect(server.url), await connect(server.url)];
      const [center, there] = [await centerOver(here.client, "lost"), await centerOver(other.client, "lost")];
      for (let time = 0; time < 3; time++) {
        await hears(there, "lost");
        await admin.call("CLIENT", "KILL", "TYPE", "pubsub");
      }
      await hears(there, "lost");
      await Promise.all([center.close(), there.close()]);
      await Promise.all([here.close(), other.close()]);
    });
});
