import { Redis } from "ioredis";
import type { Clearance } from "proximo";
import { type RedisClient, redisStore } from "proximo/redis";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { IoredisClient } from "../../../src/stores/redis/server/client.ts";
import type { Asking } from "../../../src/stores/store.ts";
import { describeOn } from "../../servers/index.ts";
import { freshPrefix } from "../../servers/redis.ts";
import { type Connected, drivers } from "./drivers.ts";

describeOn("redis", "calls that go together to Redis", (url) => {
  let connected: Connected;
  beforeAll(async () => {
    connected = await drivers[0]!.connect(url);
  });
  afterAll(() => connected.close());

  test("numbers every claim and every closing once, however many go together", async () => {
    const { prefix, drop } = freshPrefix(url);
    const store = redisStore({ client: connected.client, prefix });
    await store.open({ promotionLead: 0 });
    const enqueue = (id: string, clearance?: Clearance) => {
      const ticket = { id, channel: "sms", skills: [], segments: [], attributes: {}, direction: "outbound" } as const;
      return store.enqueue({ ticket, fingerprint: id, ruleScore: 50, rulesVersion: 0 }, clearance);
    };
    const ids = Array.from({ length: 24 }, (_, n) => `t${String(n).padStart(2, "0")}`);
    const asked = await Promise.all(ids.map((id) => enqueue(id)));
    const basis = (asked[0] as Asking).inquiry.basis;
    const answer = (id: string, final: boolean) => {
      const verdict = { allowed: !final, final, reasons: final ? ["no-consent"] : [] };
      return { id, basis, verdict };
    };
    await Promise.all(ids.map((id) => enqueue(id, answer(id, false))));
    // Each is refused for good on the way, by turns with others that are claimed.
    const claim = (id: string, place: number) =>
      store.claimNext({ id: "agent" }, `token ${id}`, answer(id, place % 2 === 0));
    const claimed = await Promise.all(ids.map(claim));
    const tokens = claimed.flatMap(({ holding }) => holding?.token ?? []);
    const settle = (token: string, place: number) => {
      const how = place % 2 === 0 ? ({ kind: "complete" } as const) : ({ kind: "release", change: {} } as const);
      return store.settle(token, how, answer(token.slice("token ".length), true));
    };
    const settled = await Promise.all(tokens.map(settle));
    expect(claimed.filter(({ refused }) => refused).length).toBe(12);
    expect(settled.every((one) => "ticket" in one && one.ticket.closedAt !== undefined)).toBe(true);
    const admin = new Redis(url);
    const closings = await admin.zrange(`{${prefix}}:closed`, "0", "-1", "WITHSCORES");
    const numbers = closings.filter((_, place) => place % 2 === 1);
    expect(new Set(numbers).size).toBe(12 + tokens.length);
    await admin.quit();
    await drop();
  });

  test("tells the lanes of one moment, though others come up while it asks how much of each is wanted", async () => {
    const { prefix, drop } = freshPrefix(url);
    const client = new Redis(url);
    const other = redisStore({ client, prefix });
    await other.open({ promotionLead: 0 });
    const enter = (id: string, skills: readonly string[]) => {
      const ticket = { id, channel: "sms", skills, segments: [], attributes: {}, direction: "inbound" } as const;
      return other.enqueue({ ticket, fingerprint: id, ruleScore: 50, rulesVersion: 0 });
    };
    await enter("a", []);
    await enter("b", ["english"]);
    const meanwhile = [() => enter("c", ["tech"]), () => other.cancel("b")];
    let isAsking = false;
    const asking: RedisClient = Object.create(client, {
      evalsha: {
        async value(...args: Parameters<IoredisClient["evalsha"]>) {
          const reply = await client.evalsha(...args);
          if (isAsking) await meanwhile.shift()?.();
          return reply;
        },
      },
    });
    const store = redisStore({ client: asking, prefix });
    await store.open({ promotionLead: 0 });
    await store.lanes(() => 1);
    const asked: string[] = [];
    isAsking = true;
    const lanes = await store.lanes(({ skills }) => {
      asked.push(skills.join());
      return 1;
    });
    expect(asked.sort()).toEqual(["", "english", "tech"]);
    expect(lanes.map(({ skills, first }) => [...skills, ...[...first].map(({ ticket }) => ticket.id)])).toEqual([
      ["a"],
      ["tech", "c"],
    ]);
    await client.quit();
    await drop();
  });
});
