import { type Center, type CenterEvents, createCenter, memoryStore, type Store } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { beforeEach, expect, test } from "vitest";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const settled = () => new Promise(setImmediate);

let clock: ManualClock;
let store: Store;
let here: Center;
let there: Center;

beforeEach(async () => {
  clock = manualClock(NOW);
  store = memoryStore();
  here = await createCenter({ store, clock });
  there = await createCenter({ store, clock });
});

/** What a center is told of, from now on. */
function listening(center: Center, ...names: (keyof CenterEvents)[]): unknown[] {
  const told: unknown[] = [];
  for (const name of names) center.on(name, (event) => told.push(event));
  return told;
}

test("what one center does, the others over the same data hear of, and it alone tells as its own", async () => {
  const heard = listening(there, "elsewhere");
  const own = listening(there, "enqueued", "claimed", "completed", "cancelled");
  const echo = listening(here, "elsewhere");
  await here.enqueue({ id: "mail", channel: "email" });
  await (await here.next({ id: "ana" }))?.complete();
  await here.channels.set("email", { score: 60 });
  await settled();
  expect(heard).toEqual([
    { event: "enqueued", ticket: "mail" },
    { event: "claimed", ticket: "mail", agent: "ana" },
    { event: "completed", ticket: "mail", agent: "ana" },
    { event: "channel" },
  ]);
  expect([own, echo]).toEqual([[], []]);
});

test("what a listener does at once is heard of after what it was told, by everybody", async () => {
  here.on("enqueued", () => void here.next({ id: "ana" }));
  const order: string[] = [];
  for (const name of ["claimed", "enqueued"] as const) here.on(name, () => order.push(name));
  const heard = listening(there, "elsewhere");
  await here.enqueue({ id: "mail", channel: "email" });
  await settled();
  expect(order).toEqual(["enqueued", "claimed"]);
  expect(heard).toMatchObject([{ event: "enqueued" }, { event: "claimed" }]);
});

test("a center that is alone over its store writes no bulletin, until somebody else listens", async () => {
  const single = memoryStore();
  const written: string[] = [];
  single.broadcast = (message) => void written.push(message);
  const alone = await createCenter({ store: single, clock });
  await alone.enqueue({ id: "mail", channel: "email" });
  expect(written).toEqual([]);
  const end = await single.listen(() => {});
  await alone.cancel("mail");
  expect(written).toEqual([expect.stringContaining('[{"event":"cancelled","ticket":"mail"}]')]);
  await end();
  await alone.enqueue({ id: "chat", channel: "webchat" });
  expect(written).toHaveLength(1);
});

test("a button turns red wherever it is shown", async () => {
  const red = listening(there, "urgency");
  await here.enqueue({ id: "chat", channel: "webchat" });
  await settled();
  expect(red).toMatchObject([{ urgent: true, next: { id: "chat" } }]);
  await here.cancel("chat");
  await settled();
  expect(red.slice(1)).toMatchObject([{ urgent: false }]);
});

test("a promotion is told once among all centers, as is what came of it to the others", async () => {
  const promoted = [...Array(2)].map((_, n) => listening(n === 0 ? here : there, "promoted"));
  await here.enqueue({ id: "callback", channel: "voice", scheduledFor: NOW + 10 * MINUTE });
  clock.advance(5 * MINUTE);
  await settled();
  expect(promoted.flat()).toMatchObject([{ ticket: { id: "callback" } }]);
});

test("tickets are forgotten by one of the centers, which alone tells", async () => {
  const told: unknown[] = [];
  for (const center of [here, there]) center.on("purged", (event) => told.push(event));
  for (const id of ["a", "b"]) {
    await here.enqueue({ id, channel: "email" });
    await here.cancel(id);
  }
  clock.advance(31 * 24 * 60 * MINUTE);
  await settled();
  expect(await there.get("a")).toBeUndefined();
  expect(told).toEqual([{ tickets: 2 }]);
});

test("a thousand long names are told in bulletins that PostgreSQL can carry", async () => {
  const longest: number[] = [];
  await store.listen((message) => longest.push(Buffer.byteLength(message)));
  const heard = listening(there, "elsewhere");
  const ids = Array.from({ length: 1_000 }, (_, n) => `${"€".repeat(250)}${n}`);
  await Promise.all(ids.map((id) => here.enqueue({ id, channel: "email" })));
  await settled();
  expect(Math.max(...longest)).toBeLessThan(8_000);
  expect(heard).toEqual(ids.map((ticket) => ({ event: "enqueued", ticket })));
});

test.each([
  "",
  "hello",
  "null",
  "5",
  "[]",
  '{"from":"x"}',
  '{"from":1,"news":[null]}',
  '{"from":"x","news":[{"event":7}]}',
])("what others say on the same channel is no bulletin: %j", async (message) => {
  const heard = listening(there, "elsewhere", "error");
  await store.broadcast(message);
  await here.enqueue({ id: "mail", channel: "email" });
  await settled();
  expect(heard).toEqual([{ event: "enqueued", ticket: "mail" }]);
});

test("a center that was closed hears nothing any more", async () => {
  const heard = listening(there, "elsewhere");
  await there.close();
  await here.enqueue({ channel: "email" });
  await settled();
  expect(heard).toEqual([]);
});

/** The same store, as if its data were elsewhere: not heard, and now and then out of reach. */
function outOfReach(failing: { now: boolean }, serverClock?: { ahead: number }): Store {
  return new Proxy(store, {
    get(target, name) {
      if (name === "shared") return true;
      if (name === "listen") return () => () => {};
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        if (failing.now) throw new Error("out of reach");
        // As it is set by a server's time, which comes with the answer.
        if (name === "agenda" && serverClock) serverClock.ahead = 0;
        const answer: unknown = Reflect.apply(member, target, args);
        if (name !== "open" || !serverClock) return answer;
        return {
          now: () => clock.now() + serverClock.ahead,
          wake: (at: number, callback: () => void) => clock.wake(at - serverClock.ahead, callback),
        };
      };
    },
  });
}

test("what is not heard is looked for every five seconds", async () => {
  const far = await createCenter({ store: outOfReach({ now: false }), clock });
  const red = listening(far, "urgency");
  await here.enqueue({ id: "chat", channel: "webchat" });
  await settled();
  expect(red).toEqual([]);
  clock.advance(5_000);
  await settled();
  expect(red).toMatchObject([{ urgent: true }]);
});

test.each([60, -60])("nor later where the clock turns out to be %d minutes fast", async (minutes) => {
  const serverClock = { ahead: 0 };
  const far = await createCenter({ store: outOfReach({ now: false }, serverClock), clock });
  const red = listening(far, "urgency");
  serverClock.ahead = minutes * MINUTE;
  await far.channels.set("email", { score: 60 });
  await here.enqueue({ id: "chat", channel: "webchat" });
  clock.advance(5_000);
  await settled();
  expect(red).toMatchObject([{ urgent: true }]);
});

test("what is not heard is given out within five seconds, however often agents say meanwhile that they are there", async () => {
  const far = await createCenter({ store: outOfReach({ now: false }), clock });
  await far.agents.set("ana", { presence: "available", heartbeat: 10_000 });
  await far.autoDistribute();
  await settled();
  clock.advance(2_000);
  await here.enqueue({ id: "mail", channel: "email" });
  for (let second = 0; second < 5; second++) {
    clock.advance(1_000);
    await far.agents.heartbeat("ana");
    await settled();
  }
  expect(await far.claims({ agent: "ana" })).toMatchObject([{ ticket: { id: "mail" } }]);
});

test("a store that was out of reach is looked at again by itself", async () => {
  const failing = { now: false };
  store = memoryStore();
  const far = await createCenter({ store: outOfReach(failing), clock });
  const told = listening(far, "promoted", "error");
  await far.enqueue({ id: "callback", channel: "voice", scheduledFor: NOW + 10 * MINUTE });
  await settled();
  failing.now = true;
  clock.advance(5 * MINUTE);
  await settled();
  expect(told.length).toBeGreaterThan(0);
  await expect(far.peek()).rejects.toThrow("out of reach");
  told.length = 0;
  failing.now = false;
  clock.advance(5_000);
  await settled();
  expect(told).toMatchObject([{ ticket: { id: "callback" } }]);
});

test("new rules that a process did not live to apply are applied by the next that opens", async () => {
  for (const id of ["rui", "maria"]) await here.enqueue({ id, channel: "email", contact: id });
  const dying: Store = new Proxy(store, {
    get: (target, name) => {
      const member = Reflect.get(target, name);
      if (name === "rescore") return () => new Promise(() => {});
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
  const doomed = await createCenter({ store: dying, clock });
  void doomed.contacts.setRules([{ contact: "maria", score: 90 }]);
  await settled();
  expect((await here.peek(2)).map(({ id }) => id)).toEqual(["rui", "maria"]);
  const next = await createCenter({ store: outOfReach({ now: false }), clock });
  expect((await next.peek(2)).map(({ id }) => id)).toEqual(["maria", "rui"]);
});
