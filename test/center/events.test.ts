import {
  type CaseUpdate,
  type Center,
  type CenterEvents,
  type Clock,
  createCenter,
  memoryStore,
  type Store,
} from "proximo";
import { manualClock } from "proximo/testing";
import { describe, expect, test } from "vitest";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

/** Writes down what a center tells: the event, and the ticket or what else it is about. */
function listening(center: Center): string[] {
  const told: string[] = [];
  const about = <Name extends keyof CenterEvents>(name: Name, text: (event: CenterEvents[Name]) => unknown) =>
    center.on(name, (event) => told.push(`${name} ${text(event)}`));
  for (const name of ["enqueued", "promoted", "updated", "cancelled"] as const) about(name, ({ ticket }) => ticket.id);
  for (const name of ["claimed", "released", "completed"] as const) {
    about(name, ({ ticket, agent }) => `${ticket.id} ${agent}`);
  }
  about("urgency", ({ urgent, next }) => `${urgent ? "red" : "off"} ${next?.id}`);
  about("channel", ({ id, score }) => `${id} ${score}`);
  about("error", ({ error }) => error);
  return told;
}

/** A clock that counts the timers set on it. */
function counted(clock: Clock): Clock & { timers: number; most: number } {
  const watch = {
    ...{ timers: 0, most: 0, now: clock.now },
    wake(at: number, callback: () => void) {
      watch.timers += 1;
      watch.most = Math.max(watch.most, watch.timers);
      let open = true;
      const end = () => {
        if (open) watch.timers -= 1;
        open = false;
      };
      const cancel = clock.wake(at, () => {
        end();
        callback();
      });
      return () => {
        end();
        cancel();
      };
    },
  };
  return watch;
}

const settled = () => new Promise(setImmediate);

test("each thing that happens is told once, before the caller goes on", async () => {
  const center = await createCenter({ clock: manualClock(NOW) });
  const told = listening(center);
  await center.enqueue({ id: "a", channel: "email" });
  await center.enqueue({ id: "a", channel: "email" });
  await center.update("a", { contactScore: 70 });
  await center.channels.set("email", { score: 60 });
  const claim = await center.next({ id: "ana" });
  await claim?.release();
  await (await center.take("a", { id: "rui" }))?.complete();
  await center.next({ id: "ana" });
  await center.enqueue({ id: "b", channel: "email" });
  await (await center.next({ id: "ana" }))?.cancel();
  await center.enqueue({ id: "c", channel: "email" });
  await center.cancel("c");
  await center.cancel("c");
  expect(told).toEqual([
    ...["enqueued a", "updated a", "channel email 60", "claimed a ana", "released a ana", "claimed a rui"],
    ...["completed a rui", "enqueued b", "claimed b ana", "cancelled b", "enqueued c", "cancelled c"],
  ]);
});

test("whoever no longer listens is told nothing more", async () => {
  const center = await createCenter({ clock: manualClock(NOW) });
  const told: string[] = [];
  const stop = center.on("enqueued", ({ ticket }) => told.push(ticket.id));
  await center.enqueue({ id: "a", channel: "email" });
  stop();
  await center.enqueue({ id: "b", channel: "email" });
  expect(told).toEqual(["a"]);
});

describe("the button turns red", () => {
  test("with the first absolute ticket, and off with the last, however many come between", async () => {
    const center = await createCenter({ clock: manualClock(NOW) });
    const told = listening(center).splice(0);
    center.on("urgency", ({ urgent, absolute, next }) => told.push(`${urgent} ${absolute} ${next?.id}`));
    await center.enqueue({ id: "mail", channel: "email" });
    await center.enqueue({ id: "a", channel: "webchat" });
    await center.enqueue({ id: "b", channel: "webchat" });
    await center.next({ id: "ana" });
    expect(told).toEqual(["true 1 a"]);
    await center.cancel("b");
    expect(told).toEqual(["true 1 a", "false 0 mail"]);
  });

  test("when a channel becomes absolute, and off when it is paused", async () => {
    const center = await createCenter({ clock: manualClock(NOW) });
    const told = listening(center);
    await center.enqueue({ id: "a", channel: "email" });
    await center.channels.set("email", { absolute: true });
    await center.channels.set("email", { enabled: false });
    await center.channels.set("email", { enabled: true });
    expect(told.filter((one) => one.startsWith("urgency"))).toEqual([
      "urgency red a",
      "urgency off undefined",
      "urgency red a",
    ]);
  });

  test("at the very millisecond of a promotion, though nobody asks", async () => {
    const clock = manualClock(NOW);
    const center = await createCenter({ clock });
    await center.enqueue({ id: "callback", channel: "voice", scheduledFor: NOW + 10 * MINUTE });
    const told = listening(center);
    clock.advance(5 * MINUTE - 1);
    await settled();
    expect(told).toEqual([]);
    clock.advance(1);
    await settled();
    expect(told).toEqual(["promoted callback", "urgency red callback"]);
    await center.cancel("callback");
    expect(told.slice(2)).toEqual(["cancelled callback", "urgency off undefined"]);
  });

  test("and was red already for what was in the store: the first change tells", async () => {
    const store = memoryStore();
    const first = await createCenter({ store, clock: manualClock(NOW) });
    await first.enqueue({ id: "chat", channel: "webchat" });
    const second = await createCenter({ store, clock: manualClock(NOW) });
    const told = listening(second);
    await second.cancel("chat");
    expect(told).toEqual(["cancelled chat", "urgency off undefined"]);
  });
});

describe("promotions", () => {
  test("are all told when the clock jumps over many, in the order of their moments", async () => {
    const clock = manualClock(NOW);
    const center = await createCenter({ clock });
    for (const minutes of [30, 10, 20]) {
      await center.enqueue({ id: `at ${minutes}`, channel: "voice", scheduledFor: NOW + minutes * MINUTE });
    }
    const told = listening(center);
    clock.advance(60 * MINUTE);
    await settled();
    expect(told).toEqual(["promoted at 10", "urgency red at 10", "promoted at 20", "promoted at 30"]);
  });

  test("are told once, also to those who ask before the timer rings", async () => {
    const clock = manualClock(NOW);
    const center = await createCenter({ clock: { now: clock.now, wake: () => () => {} } });
    await center.enqueue({ id: "callback", channel: "voice", scheduledFor: NOW + 10 * MINUTE });
    const told = listening(center);
    clock.advance(10 * MINUTE);
    expect((await center.get("callback"))?.state).toBe("waiting");
    await center.contacts.setRules([]);
    await center.contacts.setRules([]);
    expect(told).toEqual(["promoted callback", "urgency red callback"]);
  });

  test("that become due while rules are applied are told too", async () => {
    const clock = manualClock(NOW);
    const center = await createCenter({ clock: { now: clock.now, wake: () => () => {} } });
    await center.enqueue({ id: "callback", channel: "voice", scheduledFor: NOW + 10 * MINUTE });
    const told = listening(center);
    clock.advance(10 * MINUTE);
    await center.contacts.setRules([{ contact: "maria", score: 90 }]);
    expect(told).toEqual(["promoted callback", "urgency red callback"]);
  });
});

test("a ticket is told with what it was before where it went to another channel or to other skills", async () => {
  const center = await createCenter({ clock: manualClock(NOW) });
  await center.enqueue({ id: "t", channel: "email", skills: ["a", "b"] });
  const told: unknown[] = [];
  center.on("released", ({ before }) => told.push(before && [before.channel, ...before.skills]));
  const release = async (change: CaseUpdate) => (await center.next({ id: "ana", skills: ["a", "b"] }))?.release(change);
  for (const same of [{}, { channel: "email", skills: ["b", "a", "b"] }, { contactScore: 90 }]) await release(same);
  expect(told.splice(0)).toEqual([undefined, undefined, undefined]);
  for (const other of [{ channel: "sms" }, { skills: ["a"] }]) await release(other);
  expect(told).toEqual([
    ["email", "a", "b"],
    ["sms", "a", "b"],
  ]);
});

describe("there is one timer", () => {
  test("at most, set for what is due next, and none when nothing is", async () => {
    const manual = manualClock(NOW);
    const clock = counted(manual);
    const center = await createCenter({ clock, retention: 60 * MINUTE });
    expect(clock.timers).toBe(0);
    for (let n = 1; n <= 20; n++)
      await center.enqueue({ id: `t${n}`, channel: "voice", scheduledFor: NOW + n * 10 * MINUTE });
    await center.cancel("t1");
    expect(clock.timers).toBe(1);
    for (let n = 0; n < 60; n++) {
      manual.advance(10 * MINUTE);
      await settled();
      await (await center.next({ id: "ana" }))?.complete();
    }
    expect([clock.timers, clock.most]).toEqual([0, 1]);
  });

  test("and none after the center is closed, even where it was busy", async () => {
    const manual = manualClock(NOW);
    const clock = counted(manual);
    const center = await createCenter({ clock });
    const told = listening(center);
    const busy = center.enqueue({ id: "t", channel: "voice", scheduledFor: NOW + 10 * MINUTE });
    await center.close();
    await busy.catch(() => {});
    expect(clock.timers).toBe(0);
    told.length = 0;
    manual.advance(60 * MINUTE);
    await settled();
    expect(told).toEqual([]);
  });
});

test("nothing is missed, wherever between two looks something happens", async () => {
  // The second ticket comes so many turns of the event loop's small wheel after the first.
  for (let turns = 0; turns < 40; turns++) {
    const center = await createCenter({ clock: manualClock(NOW) });
    const told = listening(center);
    const first = center.enqueue({ id: "mail", channel: "email" });
    for (let turn = 0; turn < turns; turn++) await undefined;
    await Promise.all([first, center.enqueue({ id: "chat", channel: "webchat" })]);
    await settled();
    expect([turns, told.filter((one) => one.startsWith("urgency"))]).toEqual([turns, ["urgency red chat"]]);
  }
});

test("a store that fails while nobody waits for it is told of, and asked again", async () => {
  const clock = manualClock(NOW);
  const failing = { now: false };
  const store: Store = new Proxy(memoryStore(), {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (...args: unknown[]) => {
        if (failing.now && name === "agenda") throw new Error("the disk is full");
        return Reflect.apply(member, target, args);
      };
    },
  });
  const center = await createCenter({ store, clock });
  const told = listening(center);
  await center.enqueue({ id: "callback", channel: "voice", scheduledFor: NOW + 10 * MINUTE });
  failing.now = true;
  clock.advance(10 * MINUTE);
  await settled();
  failing.now = false;
  await center.channels.set("email", { score: 51 });
  expect(told).toEqual([
    ...["enqueued callback", "error Error: the disk is full", "channel email 51"],
    ...["promoted callback", "urgency red callback"],
  ]);
});
