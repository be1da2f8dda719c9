import { type Center, createCenter, memoryStore, type Store } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { beforeEach, expect, test } from "vitest";

/** A quarter of an hour begins. */
const NOW = 1_699_999_200_000;
const SECOND = 1_000;
const MINUTE = 60_000;

let clock: ManualClock;
let center: Center;

beforeEach(async () => {
  clock = manualClock(NOW);
  center = await createCenter({ clock });
});

test("occupancy is of the time for which an agent was there, away or changed in between", async () => {
  await center.agents.set("ana", { presence: "available", capacity: 1 });
  await center.enqueue({ channel: "email" });
  const claim = await center.next("ana");
  clock.advance(MINUTE);
  await claim?.complete();
  clock.advance(MINUTE);
  await center.agents.set("ana", { presence: "away" });
  clock.advance(60 * MINUTE);
  await center.agents.set("ana", { presence: "available" });
  clock.advance(MINUTE);
  await center.agents.set("ana", { capacity: 2 });
  clock.advance(MINUTE);
  expect((await center.statistics.report()).agents.ana.occupancy).toBeCloseTo(1 / 5);
  await center.agents.set("ana", { wrapUp: MINUTE });
  await center.enqueue({ channel: "email" });
  await (await center.next("ana"))?.complete();
  clock.advance(15 * SECOND);
  await center.agents.ready("ana");
  expect((await center.statistics.report()).agents.ana.wrapUp.total).toBe(15 * SECOND);
});

test("whoever vanishes was there until then", async () => {
  await center.agents.set("ana", { presence: "available", heartbeat: MINUTE });
  await center.enqueue({ channel: "email" });
  await (await center.next("ana"))?.complete();
  clock.advance(10 * MINUTE);
  await new Promise(setImmediate);
  await center.agents.heartbeat("ana");
  const { tallies } = { tallies: await center.statistics.byInterval() };
  expect(tallies).toHaveLength(1);
  await center.enqueue({ channel: "email" });
  const claim = await center.next("ana");
  clock.advance(30 * SECOND);
  await claim?.complete();
  expect((await center.statistics.report()).agents.ana.occupancy).toBeCloseTo(30 / 90);
});

/** Of an agent's time, in milliseconds and places, so much was available, as far as a store was told. */
async function availableIn(store: Store): Promise<number> {
  const tallies = await store.tallies.sums(1, Number.MAX_SAFE_INTEGER);
  return tallies.filter(({ measure }) => measure === "available").reduce((sum, { amount }) => sum + amount, 0);
}

test("the time of an agent with more or fewer places is counted once, whoever changes them", async () => {
  const store = memoryStore();
  const open = () => createCenter({ store, clock });
  const [first, second] = [await open(), await open()];
  await first.agents.set("ana", { presence: "available", capacity: 1 });
  clock.advance(MINUTE);
  await first.agents.set("ana", { capacity: 3 });
  clock.advance(MINUTE);
  await second.agents.set("ana", { capacity: 2 });
  await first.close();
  await second.close();
  const third = await open();
  clock.advance(MINUTE);
  expect((await third.statistics.report()).agents.ana.occupancy).toBe(0);
  await third.agents.set("ana", { presence: "away" });
  await third.statistics.report();
  expect(await availableIn(store)).toBe((1 + 3 + 2) * MINUTE);
});

test.each([
  ["before they are back", true],
  ["only then", false],
])("whoever vanishes and comes back was not there in between, told %s", async (_, before) => {
  const store = memoryStore();
  const center = await createCenter({ store, clock });
  const breath = () => new Promise(setImmediate);
  let expected = 0;
  const returns = [() => center.agents.heartbeat("ana"), () => center.agents.set("ana", {})];
  for (const back of [...returns, () => center.agents.set("ana", { presence: "away" })]) {
    await center.agents.set("ana", { presence: "available", heartbeat: MINUTE });
    clock.advance(10 * MINUTE);
    if (before) await breath();
    const { presence } = await back();
    await breath();
    clock.advance(30 * SECOND);
    await center.agents.set("ana", { presence: "away" });
    await center.statistics.report();
    expected += MINUTE + (presence === "available" ? 30 * SECOND : 0);
    expect(await availableIn(store)).toBe(expected);
  }
  await center.agents.set("ana", { presence: "available" });
  clock.advance(10 * MINUTE);
  if (before) await breath();
  await center.agents.remove("ana");
  await breath();
  await center.statistics.report();
  expect(await availableIn(store)).toBe(expected + MINUTE);
});

test("a wrap-up that is ended early lasted until then, also where another length was configured meanwhile", async () => {
  await center.agents.set("ana", { presence: "available", capacity: 2, wrapUp: MINUTE });
  await center.enqueue({ channel: "email" });
  await center.enqueue({ channel: "email" });
  await (await center.next("ana"))?.complete();
  clock.advance(10 * SECOND);
  await center.agents.set("ana", { wrapUp: 30 * SECOND });
  await (await center.next("ana"))?.complete();
  clock.advance(10 * SECOND);
  await center.agents.set("ana", { wrapUp: 2 * MINUTE });
  await center.agents.ready("ana");
  const { wrapUp } = (await center.statistics.report()).agents.ana;
  expect(wrapUp).toMatchObject({ count: 2, total: 30 * SECOND });
  expect(wrapUp.p95).toBeGreaterThan(9.9 * SECOND);
  expect(wrapUp.p95).toBeLessThan(20.2 * SECOND);
});

test("a wrap-up that is ended early in one process lasted until then, where another configured its length meanwhile", async () => {
  const store = memoryStore();
  const open = () => createCenter({ store, clock });
  const [first, second] = [await open(), await open()];
  await first.agents.set("ana", { presence: "available", wrapUp: MINUTE });
  await first.enqueue({ channel: "email" });
  await (await first.next("ana"))?.complete();
  clock.advance(10 * SECOND);
  await first.agents.set("ana", { wrapUp: 0 });
  clock.advance(10 * SECOND);
  await second.agents.ready("ana");
  await second.statistics.report();
  const { wrapUp } = (await first.statistics.report()).agents.ana;
  expect(wrapUp).toMatchObject({ count: 1, total: 20 * SECOND });
  expect(wrapUp.p95).toBeCloseTo(20 * SECOND, -3);
});

test("no wrap-up follows where an agent has vanished, and their tickets wait again", async () => {
  const vanished: unknown[] = [];
  center.on("released", (event) => vanished.push(event.vanished));
  await center.agents.set("ana", { presence: "available", heartbeat: MINUTE, releaseAfter: 0, wrapUp: MINUTE });
  await center.enqueue({ channel: "email" });
  await (await center.next({ id: "bia" }))?.release();
  await center.next("ana");
  clock.advance(MINUTE);
  await expect.poll(async () => (await center.statistics.report()).agents.ana.handling.total).toBe(MINUTE);
  expect(vanished).toEqual([undefined, true]);
  expect((await center.agents.get("ana"))?.wrappingUp).toEqual([]);
  expect((await center.statistics.report()).agents.ana.wrapUp.count).toBe(0);
});
