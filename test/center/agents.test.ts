import { type Agent, type Center, createCenter, memoryStore } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { beforeEach, expect, test } from "vitest";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

let clock: ManualClock;
let center: Center;

beforeEach(async () => {
  clock = manualClock(NOW);
  center = await createCenter({ clock });
});

const settled = () => new Promise(setImmediate);

test("an agent is registered with what is given, and is changed by what is given", async () => {
  await center.agents.set("ana", { channels: ["webchat", "voice"], skills: ["tech", "billing", "tech"], capacity: 3 });
  await center.agents.set("ana", { capacity: { voice: 1 }, wrapUp: { voice: 9_000 }, presence: "available" });
  expect(await center.agents.get("ana")).toEqual({
    ...{ id: "ana", channels: ["webchat", "voice"], skills: ["billing", "tech"], presence: "available" },
    ...{ capacity: { total: 3, byChannel: { voice: 1 } }, wrapUp: { otherwise: 0, byChannel: { voice: 9_000 } } },
    ...{ vanished: false, presenceSince: NOW, heardAt: NOW, idleSince: NOW, load: {}, wrappingUp: [] },
  } satisfies Agent);
  await center.agents.set("ana", { channels: null, wrapUp: 5 });
  expect(await center.agents.get("ana")).toMatchObject({ wrapUp: { otherwise: 5, byChannel: {} } });
  expect((await center.agents.get("ana"))?.channels).toBeUndefined();
  expect(await center.agents.get("rui")).toBeUndefined();
  expect((await center.agents.list()).map(({ id }) => id)).toEqual(["ana"]);
});

test("a registered agent presses Next by their id, while they are available and have room", async () => {
  await expect(center.next("ana")).rejects.toMatchObject({ code: "UNKNOWN_AGENT" });
  await center.agents.set("ana", { channels: ["email"] });
  for (const id of ["1", "2"]) await center.enqueue({ id, channel: "email" });
  await center.enqueue({ id: "3", channel: "sms" });
  expect(await center.next("ana")).toBeUndefined();
  await center.agents.set("ana", { presence: "available" });
  const claim = await center.next("ana");
  expect(claim?.ticket.id).toBe("1");
  expect([await center.next("ana"), await center.take("2", "ana")]).toEqual([undefined, undefined]);
  await claim?.complete();
  expect((await center.take("2", "ana"))?.agent).toBe("ana");
});

test("after a ticket they wrap up, until it is over or they are ready", async () => {
  await center.agents.set("ana", { presence: "available", wrapUp: MINUTE });
  for (const id of ["1", "2", "3"]) await center.enqueue({ id, channel: "email" });
  await (await center.next("ana"))?.complete();
  expect(await center.next("ana")).toBeUndefined();
  clock.advance(MINUTE);
  await (await center.next("ana"))?.complete();
  expect(await center.next("ana")).toBeUndefined();
  await center.agents.ready("ana");
  expect((await center.next("ana"))?.ticket.id).toBe("3");
});

test("whoever is not heard from has vanished: offers go back at once, what they serve only where that is wanted", async () => {
  const told: string[] = [];
  const serving: string[] = [];
  center.on("vanished", (event) => serving.push(...event.serving.map(({ id }) => id)));
  for (const event of ["vanished", "lapsed", "released"] as const)
    center.on(event, (what: { agent: string; ticket?: { id: string } }) =>
      told.push([event, what.agent, what.ticket?.id].filter(Boolean).join(" ")),
    );
  await center.agents.set("ana", { presence: "available", capacity: 2, heartbeat: MINUTE, releaseAfter: MINUTE });
  await center.enqueue({ id: "serving", channel: "email" });
  await center.next("ana");
  await center.enqueue({ id: "offered", channel: "email" });
  await center.distribute({ within: 10 * MINUTE });
  clock.advance(MINUTE - 1);
  await center.agents.heartbeat("ana");
  clock.advance(MINUTE - 1);
  await settled();
  expect(told).toEqual([]);
  clock.advance(1);
  await settled();
  expect(told).toEqual(["lapsed ana offered", "vanished ana"]);
  expect(serving).toEqual(["serving"]);
  expect(await center.agents.get("ana")).toMatchObject({ presence: "away", vanished: true, load: { email: 1 } });
  clock.advance(MINUTE);
  await settled();
  expect(told.slice(2)).toEqual(["released ana serving"]);
  await center.agents.heartbeat("ana");
  expect(await center.agents.get("ana")).toMatchObject({ presence: "available", vanished: false, load: {} });
});

test("who leaves loses their offers", async () => {
  await center.agents.set("ana", { presence: "available" });
  await center.enqueue({ id: "t", channel: "email" });
  const [offer] = await center.distribute();
  await center.agents.set("ana", { presence: "away" });
  await expect(offer.accept()).rejects.toMatchObject({ code: "STALE_CLAIM" });
  expect((await center.get("t"))?.state).toBe("waiting");
  expect([await center.agents.remove("ana"), await center.agents.remove("ana")]).toEqual([true, false]);
});

test("a capacity by channel leaves the total as it is, though another process sets it at the same moment", async () => {
  const store = memoryStore();
  const [here, there] = [await createCenter({ clock, store }), await createCenter({ clock, store })];
  await Promise.all([here.agents.set("ana", { capacity: 3 }), there.agents.set("ana", { capacity: { voice: 1 } })]);
  expect((await here.agents.get("ana"))?.capacity).toEqual({ total: 3, byChannel: { voice: 1 } });
});

test.each([
  ["a capacity that is no number", { capacity: "3" }],
  ["a capacity below 0", { capacity: -1 }],
  ["a part of a ticket", { capacity: { voice: 0.5 } }],
  ["a presence that there is not", { presence: "busy" }],
  ["a wrap-up that ends before it begins", { wrapUp: -1 }],
  ["a heartbeat of no time", { heartbeat: 0 }],
  ["what is not known", { mood: "good" }],
  ["nothing", null],
  ["channels that are no list", { channels: "email" }],
] as const)("%s is refused, and changes nothing", async (_, input) => {
  await center.agents.set("ana", { capacity: 2 });
  const before = await center.agents.list();
  await expect(center.agents.set("ana", input as object)).rejects.toMatchObject({
    code: "INVALID_AGENT",
    message: expect.stringContaining("agent"),
  });
  expect(await center.agents.list()).toEqual(before);
});

test("a preferred agent has the ticket alone until then, afterwards anyone has", async () => {
  const preferredAgent = { id: "ana", until: new Date(NOW + MINUTE) };
  await center.enqueue({ id: "t", channel: "email", preferredAgent });
  expect(await center.next({ id: "rui" })).toBeUndefined();
  await (await center.next({ id: "ana" }))?.release();
  expect(await center.peek(1, { id: "rui" })).toEqual([]);
  clock.advance(MINUTE);
  expect((await center.next({ id: "rui" }))?.ticket.id).toBe("t");
  await expect(center.enqueue({ channel: "email", preferredAgent: { id: "ana" } as never })).rejects.toMatchObject({
    code: "INVALID_AGENT",
  });
});

test("who is removed is told of, was there until then, and can no longer be counted on", async () => {
  const told: unknown[] = [];
  center.on("departed", ({ agent, before }) => told.push([agent, before.presence]));
  center.on("unservable", ({ lanes }) => told.push(lanes.map(({ channel }) => channel)));
  await center.agents.set("ana", { presence: "available" });
  await center.autoDistribute();
  await center.enqueue({ id: "t", channel: "email" });
  await (await center.claims())[0].accept();
  clock.advance(MINUTE);
  await (await center.claims())[0].complete();
  await center.agents.remove("ana");
  clock.advance(10 * MINUTE);
  expect((await center.statistics.report()).agents.ana.occupancy).toBe(1);
  await center.enqueue({ channel: "email" });
  await settled();
  expect(told).toEqual([["ana", "available"], ["email"]]);
});

test("one who is registered sees the first of the line that they serve, though they have all they can take", async () => {
  await center.agents.set("eva", { channels: ["email"], skills: ["german"], capacity: 1, presence: "available" });
  await center.enqueue({ id: "had", channel: "email" });
  await center.next("eva");
  await center.enqueue({ id: "call", channel: "voice" });
  await center.enqueue({ id: "polish", channel: "email", skills: ["polish"] });
  await center.enqueue({ id: "german", channel: "email", skills: ["german"] });
  await center.enqueue({ id: "plain", channel: "email" });
  expect((await center.peek(9, "eva")).map(({ id }) => id)).toEqual(["german", "plain"]);
  await expect(center.peek(9, "nobody")).rejects.toMatchObject({ code: "UNKNOWN_AGENT" });
});

test("changes that are asked for at once are made one after the other, each from what the one before has left", async () => {
  await center.agents.set("ana", { capacity: 1, presence: "available" });
  const told: unknown[] = [];
  center.on("agent", ({ status, before }) => told.push([before?.capacity.total, status.capacity.total]));
  await Promise.all([
    center.agents.set("ana", { capacity: 5 }),
    center.agents.set("ana", { capacity: { voice: 1 } }),
    center.agents.set("ana", { capacity: 2 }),
  ]);
  expect(told).toEqual([
    [1, 5],
    [5, 5],
    [5, 2],
  ]);
});
