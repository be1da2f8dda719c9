import { type CaseInput, type Center, createCenter, memoryStore } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { beforeEach, expect, test } from "vitest";

/** A quarter of an hour begins. */
const NOW = 1_699_999_200_000;
const SECOND = 1_000;
const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;

let clock: ManualClock;
let center: Center;

beforeEach(async () => {
  clock = manualClock(NOW);
  center = await createCenter({ clock });
});

test("what happens is counted by channel, agent, skill and in total", async () => {
  await center.agents.set("ana", { presence: "available", capacity: 2, wrapUp: MINUTE });
  await center.enqueue({ id: "1", channel: "email", skills: ["tech"] });
  await center.enqueue({ id: "2", channel: "voice" });
  await center.enqueue({ id: "3", channel: "voice" });
  await center.enqueue({ id: "4", channel: "voice" });
  clock.advance(10 * SECOND);
  const claim = await center.take("1", { id: "ana", skills: ["tech"] });
  clock.advance(20 * SECOND);
  await center.cancel("3");
  const late = await center.take("2", "ana");
  clock.advance(MINUTE);
  await claim?.complete();
  await late?.complete();
  const { total, channels, agents, skills } = await center.statistics.report();
  expect(total).toMatchObject({ arrived: 4, answered: 2, abandoned: 1, completed: 2, serviceLevel: 1 / 3 });
  expect(total.wait).toMatchObject({ count: 2, mean: 20 * SECOND });
  expect(channels.voice).toMatchObject({ arrived: 3, answered: 1, abandoned: 1, completed: 1 });
  expect(channels.voice.timeToAbandon.mean).toBe(30 * SECOND);
  expect(skills.tech).toMatchObject({ arrived: 1, serviceLevel: 1 });
  expect(agents.ana).toMatchObject({ answered: 2, completed: 2 });
  expect(agents.ana.handling).toMatchObject({ count: 2, total: 80 * SECOND + MINUTE });
  expect(agents.ana.wrapUp).toMatchObject({ count: 2, total: 2 * MINUTE });
  expect(agents.ana.occupancy).toBe(1);
  expect(await center.statistics.waiting()).toMatchObject({
    total: { count: 1, longest: 90 * SECOND },
    channels: { voice: { count: 1 } },
  });
});

test("a ticket that is given back and claimed again in one millisecond was answered once, by whom it was given first", async () => {
  await center.enqueue({ id: "1", channel: "email" });
  await center.enqueue({ id: "2", channel: "email" });
  for (const agent of ["ana", "bia", "eva"]) await (await center.take("1", { id: agent }))?.release();
  await center.take("2", { id: "bia" });
  const { total, agents } = await center.statistics.report();
  expect(total).toMatchObject({ arrived: 2, answered: 2, wait: { count: 2 }, handling: { count: 3 }, serviceLevel: 1 });
  expect([agents.ana?.answered, agents.bia?.answered, agents.eva?.answered]).toEqual([1, 1, 0]);
});

test("intervals are told one by one, of a span as well", async () => {
  for (const _ of [1, 2, 3]) {
    await center.enqueue({ channel: "sms" });
    clock.advance(QUARTER);
  }
  const all = await center.statistics.byInterval();
  expect(all.map(({ at, total }) => [at, total.arrived])).toEqual([
    [NOW, 1],
    [NOW + QUARTER, 1],
    [NOW + 2 * QUARTER, 1],
  ]);
  const half = await center.statistics.byInterval({
    interval: 2 * QUARTER,
    from: new Date(NOW),
    to: NOW + 2 * QUARTER,
  });
  expect(half.map(({ total }) => total.arrived).reduce((a, b) => a + b)).toBe(2);
  expect((await center.statistics.report({ from: NOW + QUARTER })).total.arrived).toBe(2);
  await expect(center.statistics.byInterval({ interval: QUARTER + 1 })).rejects.toMatchObject({
    code: "INVALID_OPTION",
  });
  await expect(center.statistics.report({ from: -1 })).rejects.toMatchObject({ code: "INVALID_TIME" });
  for (const read of ["report", "byInterval"] as const)
    await expect(center.statistics[read]({ from: 2, to: 1 })).rejects.toMatchObject({
      code: "INVALID_TIME",
      message: "span.to: expected none before from, got 1",
    });
  expect(await center.statistics.byInterval({ from: 1, to: 1 })).toEqual([]);
});

test("a transfer is handled where it was, and what a center has counted and learned outlives it", async () => {
  const store = memoryStore();
  const first = await createCenter({ store, clock });
  await first.agents.set("ana", { presence: "available" });
  await first.enqueue({ id: "t", channel: "voice" });
  const claim = await first.next("ana");
  clock.advance(MINUTE);
  await claim?.release({ channel: "email" });
  const again = await first.next("ana");
  clock.advance(2 * MINUTE);
  await again?.complete();
  await first.close();
  const second = await createCenter({ store, clock });
  const { channels } = await second.statistics.report();
  expect(channels.voice.handling.total).toBe(MINUTE);
  expect(channels.email.handling.total).toBe(2 * MINUTE);
  expect((await second.statistics.predictions()).count).toBe(1);
});

test("a wait is estimated from who is ahead and how long agents take, and anew as it goes on", async () => {
  await center.agents.set("ana", { channels: ["email"], presence: "available" });
  for (let n = 0; n < 30; n++) {
    await center.enqueue({ id: `done ${n}`, channel: "email" });
    const claim = await center.next("ana");
    clock.advance(2 * MINUTE);
    await claim?.complete();
  }
  for (const id of ["1", "2", "3"]) await center.enqueue({ id, channel: "email" });
  await center.enqueue({ id: "4", channel: "voice" });
  // Every ticket took two minutes, and ana is free.
  expect(await center.estimateWait("1")).toMatchObject({ wait: 0, ahead: 0 });
  expect(await center.estimateWait("3")).toMatchObject({ wait: 4 * MINUTE, ahead: 2 });
  expect(await center.estimateArrival({ channel: "email" })).toMatchObject({ wait: 6 * MINUTE, ahead: 4 });
  expect(await center.estimateArrival({ channel: "email", contactScore: 99 })).toMatchObject({ wait: 0, ahead: 0 });
  expect(await center.estimateWait("4")).toBeUndefined();
  await center.next("ana");
  clock.advance(MINUTE);
  expect(await center.estimateWait("1")).toBeUndefined();
  expect(await center.estimateWait("3")).toMatchObject({ wait: 3 * MINUTE, ahead: 1 });
  await expect(center.estimateWait("nobody")).rejects.toMatchObject({ code: "UNKNOWN_TICKET" });
  await expect(center.estimateArrival({ channel: "fax" })).rejects.toMatchObject({ code: "UNKNOWN_CHANNEL" });
});

test("an arrival is estimated where it would stand, and not where it would not wait", async () => {
  await center.agents.set("ana", { presence: "available" });
  await center.channels.set("sms", { score: 90, inbound: false });
  await center.enqueue({ channel: "email", contactScore: 100 });
  const ahead = async (input: CaseInput) => (await center.estimateArrival(input))?.ahead;
  expect(await ahead({ channel: "email" })).toBe(1);
  // Both are promoted already: the one that was to be called first is ahead of those to come.
  await center.enqueue({ channel: "voice", scheduledFor: NOW });
  expect(await ahead({ channel: "voice", scheduledFor: NOW - 1, receivedAt: NOW - 30 * MINUTE })).toBe(0);
  expect(await ahead({ channel: "voice", scheduledFor: NOW + 5 * MINUTE })).toBe(1);
  expect(await ahead({ channel: "voice", scheduledFor: NOW + 5 * MINUTE + 1 })).toBeUndefined();
  await center.channels.set("email", { enabled: false });
  expect(await ahead({ channel: "email" })).toBeUndefined();
  await center.enqueue({ channel: "voice", contactScore: 100 });
  await center.channels.set("voice", { escalateAfter: MINUTE });
  // It has waited for so long already, and would be promoted at once.
  expect(await ahead({ channel: "voice", receivedAt: NOW - MINUTE + 1 })).toBe(2);
  expect(await ahead({ channel: "voice", receivedAt: NOW - MINUTE })).toBe(0);
  await expect(ahead({ channel: "sms" })).rejects.toMatchObject({ code: "INBOUND_NOT_ALLOWED" });
  await expect(ahead({ channel: "form", direction: "outbound" })).rejects.toMatchObject({
    code: "OUTBOUND_NOT_ALLOWED",
  });
  for (const incomplete of [{ purpose: "offers" }, { contact: "maria" }]) {
    const input = { channel: "voice", direction: "outbound", ...incomplete } as const;
    const { code } = await center.enqueue(input).catch((error) => error);
    await expect(ahead(input)).rejects.toMatchObject({ code });
  }
});

test("an arrival is estimated by the rules in force, whichever center has set them", async () => {
  const store = memoryStore();
  const open = () => createCenter({ store, clock });
  const [here, there] = [await open(), await open()];
  await here.agents.set("ana", { presence: "available" });
  await here.enqueue({ channel: "email" });
  const ahead = async () => (await there.estimateArrival({ channel: "email", contact: "maria" }))?.ahead;
  expect(await ahead()).toBe(1);
  await here.contacts.setRules([{ contact: "maria", score: 99 }]);
  expect(await ahead()).toBe(0);
});

test("what happens in the first interval of all is counted in it, as in a test whose clock begins at 0", async () => {
  const clock = manualClock();
  const center = await createCenter({ clock });
  await center.agents.set("ana", { presence: "available" });
  await center.enqueue({ channel: "sms" });
  const claim = await center.next("ana");
  clock.advance(MINUTE);
  await claim?.complete();
  const expected = { arrived: 1, answered: 1, completed: 1, occupancy: 1 };
  expect((await center.statistics.report({ from: 0 })).total).toMatchObject(expected);
  expect(await center.statistics.byInterval()).toMatchObject([{ at: 0, total: expected }]);
  expect(await center.statistics.predictions()).toMatchObject({ count: 1 });
});

test("nothing is counted where that is not wanted", async () => {
  const silent = await createCenter({ clock, statistics: false });
  await silent.enqueue({ channel: "sms" });
  expect((await silent.statistics.report()).total.arrived).toBe(0);
  await expect(createCenter({ statistics: { interval: 0 } })).rejects.toMatchObject({ code: "INVALID_OPTION" });
});
