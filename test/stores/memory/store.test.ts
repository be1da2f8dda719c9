import { createCenter, memoryStore } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const ana = { id: "ana" };
const settled = () => new Promise(setImmediate);

test("each store is its own", async () => {
  const [here, there] = [await createCenter(), await createCenter({ store: memoryStore() })];
  await here.enqueue({ id: "t", channel: "email" });
  await here.channels.set("email", { score: 99 });
  expect(await there.get("t")).toBeUndefined();
  expect((await there.channels.get("email"))?.score).toBe(50);
});

test("two centers over one store are one center", async () => {
  const clock = manualClock(NOW);
  const store = memoryStore();
  const [here, there] = [await createCenter({ store, clock }), await createCenter({ store, clock })];
  await here.contacts.setRules([{ contact: "maria", score: 90 }]);
  await there.enqueue({ id: "rui", channel: "email", contact: "rui" });
  await there.enqueue({ id: "maria", channel: "email", contact: "maria" });
  await there.contacts.setRules([{ contact: "rui", score: 95 }]);
  await here.enqueue({ id: "rui too", channel: "email", contact: "rui" });
  await there.channels.set("fax", { score: 60 });
  await here.enqueue({ id: "fax", channel: "fax" });
  expect((await there.peek(9)).map(({ id }) => id)).toEqual(["fax", "rui", "rui too", "maria"]);
  const claims = await Promise.all([here.next(ana), there.next(ana), here.next(ana), there.next(ana), here.next(ana)]);
  expect(claims.map((claim) => claim?.ticket.id)).toEqual(["fax", "rui", "rui too", "maria", undefined]);
  expect(await here.claims()).toEqual(await there.claims());
});

test("the clock and the lead are those of whoever opened it first", async () => {
  const clock = manualClock(NOW);
  const store = memoryStore();
  const first = await createCenter({ store, clock, promotionLead: MINUTE });
  const second = await createCenter({ store, clock: manualClock(0), promotionLead: 0 });
  expect(await second.enqueue({ id: "t", channel: "voice", scheduledFor: NOW + 2 * MINUTE })).toMatchObject({
    ...{ receivedAt: NOW, state: "held" },
  });
  clock.advance(MINUTE);
  expect(await second.position("t")).toBe(1);
  expect(await first.position("t")).toBe(1);
});

test("closed tickets are forgotten in the order in which they were closed, even where the clock ran backwards", async () => {
  const clock = manualClock(NOW);
  const center = await createCenter({ clock, retention: 10 * MINUTE });
  for (const id of ["a", "b"]) await center.enqueue({ id, channel: "email" });
  await center.cancel("a");
  clock.set(NOW - 5 * MINUTE);
  await center.cancel("b");
  const left = async (at: number) => {
    clock.set(at);
    await settled();
    return (await Promise.all(["a", "b"].map((id) => center.get(id)))).map((ticket) => ticket?.id);
  };
  expect(await left(NOW + 10 * MINUTE - 1)).toEqual(["a", "b"]);
  expect(await left(NOW + 10 * MINUTE)).toEqual([undefined, undefined]);
});

test("two thousand lives leave nothing behind", async () => {
  const clock = manualClock(NOW);
  const center = await createCenter({ clock, retention: 0 });
  for (let n = 0; n < 2_000; n++) {
    await center.enqueue({ id: `t${n}`, channel: "email", contact: "maria", skills: [`skill ${n}`] });
    const claim = await center.next({ id: "ana", skills: [`skill ${n}`] });
    expect(claim?.alsoWaiting).toEqual([]);
    await claim?.complete();
  }
  expect(await center.get("t0")).toBeUndefined();
  expect(await center.get("t1999")).toBeUndefined();
  expect(await center.counts()).toEqual({ waiting: 0, held: 0, paused: 0, absolute: 0, promoted: 0 });
});
