import { Redis } from "ioredis";
import { redisStore } from "proximo/redis";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { RECORD } from "../../../src/stores/redis/lua/tickets.ts";
import { describeOn } from "../../servers/index.ts";
import { freshPrefix } from "../../servers/redis.ts";
import { keysOf } from "./everything.ts";

const START = 1_700_000_000_000;
const MINUTE = 60_000;

/** How many fields a record had in schema 1. */
const BEFORE = RECORD.indexOf("closedAt") + 1;

const fieldsBefore = (fields: readonly unknown[]) =>
  Array.from({ length: BEFORE }, (_, place) => fields[place] ?? false);

/** Makes of a store what schema 1 would have kept of it. */
async function degrade(client: Redis, prefix: string): Promise<void> {
  const key = (name: string) => `{${prefix}}:${name}`;
  for (const [id, record] of Object.entries(await client.hgetall(key("tickets"))))
    await client.hset(key("tickets"), id, JSON.stringify(fieldsBefore(JSON.parse(record) as unknown[])));
  for (const passage of await client.lrange(key("passed"), 0, -1))
    await client.rpush(key("promotions"), (JSON.parse(passage) as string[])[1]!);
  const added =
    /:(serving|load|agent|tally):|:(passed|vanished|assignments|awaited|agents|vanishing|wrapping|intervals)$/;
  for (const name of await keysOf(client, prefix)) if (added.test(name)) await client.del(name);
  await client.hset(`{${prefix}}`, "schema", "1");
  await client.hdel(`{${prefix}}`, "soonest");
}

describeOn("redis", "a store in Redis that the version before has written", (url) => {
  test("goes on: claims, tickets that wait, that are held and that are closed, and promotions not yet told", async () => {
    const { prefix, drop } = freshPrefix(url);
    const client = new Redis(url);
    const clock = manualClock(START);
    const open = async () => {
      const store = redisStore({ client, prefix });
      await store.open({ clock, promotionLead: 5 * MINUTE });
      return store;
    };
    const before = await open();
    const enter = (id: string, given: object = {}) =>
      before.enqueue({
        ticket: { id, channel: "email", direction: "inbound", skills: [], segments: [], attributes: {}, ...given },
        ...{ fingerprint: id, ruleScore: 50, rulesVersion: 0 },
      });
    for (const id of ["closed", "active", "other", "waiting"]) await enter(id, { contact: "ana" });
    await enter("held", { scheduledFor: START + 9 * MINUTE });
    await enter("promoted", { scheduledFor: START + 5 * MINUTE + 1 });
    for (const token of ["one", "two", "three"]) await before.claimNext({ id: "bia" }, token);
    await before.settle("one", { kind: "complete" });
    clock.advance(1);
    expect((await before.ticket("promoted"))?.state).toBe("waiting");
    await degrade(client, prefix);

    const store = await open();
    expect(await client.hget(`{${prefix}}`, "schema")).toBe("3");
    const claims = await store.claims({ agent: "bia" });
    expect(claims.map(({ ticket, state }) => [ticket.id, state])).toEqual([
      ["active", "active"],
      ["other", "active"],
    ]);
    expect((await store.agents.set("bia", { presence: "available" })).load).toEqual({ email: 2 });
    expect(await store.assignment("active")).toBeUndefined();
    expect((await store.agenda()).passed.map(({ what, ticket }) => [what, ticket.id])).toEqual([
      ["promoted", "promoted"],
    ]);
    expect((await store.agenda()).passed).toEqual([]);
    expect((await store.agenda()).nextChange).toBe(START + 4 * MINUTE);

    await store.settle("three", { kind: "release", change: { preferredAgent: { id: "caio", until: START + MINUTE } } });
    await store.settle("two", { kind: "complete" });
    expect((await store.agents.get("bia"))?.load).toEqual({});
    await store.setChannel("email", { waitLimit: MINUTE, escalateAfter: 2 * MINUTE });
    await store.update("waiting", { contactScore: 60 });
    clock.advance(4 * MINUTE);
    const { passed } = await store.agenda();
    expect(passed.map(({ what, ticket }) => `${what} ${ticket.id}`).sort()).toEqual([
      "escalated waiting",
      "promoted held",
      "tooLong waiting",
    ]);
    const line = ["waiting", "promoted", "held", "other"];
    expect((await store.peek(9)).map(({ id }) => id)).toEqual(line);
    expect(await store.purge(clock.now(), 9)).toBe(2);
    expect((await store.claimNext("bia", "four")).holding?.ticket).toMatchObject({
      id: "waiting",
      answeredAt: clock.now(),
    });
    expect(await store.forget("ana")).toBe(2);
    // Opened once more, nothing is counted twice.
    await open();
    expect((await store.agents.get("bia"))?.load).toEqual({});
    await client.quit();
    await drop();
  });

  test("of schema 2 sees what is due, though nothing says when to look", async () => {
    const { prefix, drop } = freshPrefix(url);
    const client = new Redis(url);
    const clock = manualClock(START);
    const open = async () => {
      const store = redisStore({ client, prefix });
      await store.open({ clock, promotionLead: 0 });
      return store;
    };
    const ticket = {
      id: "held",
      channel: "email",
      direction: "inbound",
      skills: [],
      segments: [],
      attributes: {},
    } as const;
    await (await open()).enqueue({
      ticket: { ...ticket, scheduledFor: START + MINUTE },
      ...{ fingerprint: "", ruleScore: 50, rulesVersion: 0 },
    });
    expect(await client.hget(`{${prefix}}`, "soonest")).toBe(String(START + MINUTE));
    await client.hset(`{${prefix}}`, "schema", "2");
    await client.hdel(`{${prefix}}`, "soonest");
    clock.advance(MINUTE);
    const store = await open();
    expect(await client.hget(`{${prefix}}`, "schema")).toBe("3");
    expect((await store.peek(1)).map(({ id }) => id)).toEqual(["held"]);
    await client.quit();
    await drop();
  });
});
