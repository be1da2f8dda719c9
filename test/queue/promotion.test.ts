import { ChannelRegistry, TicketQueue } from "proximo";
import { manualClock } from "proximo/testing";
import { beforeEach, describe, expect, test } from "vitest";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** 5 minutes before the time. */
const LEAD = 5 * MINUTE;

let clock: ReturnType<typeof manualClock>;
let queue: TicketQueue;

beforeEach(() => {
  clock = manualClock(NOW);
  queue = new TicketQueue({ clock });
});

const line = () => [...queue].map(({ id }) => id);

describe("a scheduled ticket", () => {
  const callback = { id: "callback", channel: "voice", scheduledFor: NOW + DAY } as const;

  test("is in the line at the very millisecond, not one before, whoever looks", () => {
    queue.enqueue(callback);
    expect(queue.nextPromotion).toBe(NOW + DAY - LEAD);
    clock.set(NOW + DAY - LEAD - 1);
    expect([queue.size, queue.held, queue.next(), queue.position("callback")]).toEqual([0, 1, undefined, undefined]);
    expect(queue.urgency.urgent).toBe(false);
    clock.advance(1);
    expect([queue.size, queue.held, queue.position("callback")]).toEqual([1, 0, 1]);
    expect(queue.urgency).toMatchObject({ urgent: true, promoted: 1, absolute: 0 });
    expect(queue.nextPromotion).toBeUndefined();
    expect(queue.next()?.id).toBe("callback");
  });

  test("goes before all that is not promoted, and after all that is absolute", () => {
    queue.enqueue({ id: "mail", channel: "email", contactScore: 100 });
    queue.enqueue({ id: "chat", channel: "webchat", contactScore: 1 });
    queue.enqueue(callback);
    clock.advance(DAY);
    expect(line()).toEqual(["chat", "callback", "mail"]);
  });

  test("is absolute on an absolute channel, and waits since its moment", () => {
    queue.enqueue({ id: "visit", channel: "webchat", scheduledFor: NOW + 10 * MINUTE });
    clock.advance(7 * MINUTE);
    queue.enqueue({ id: "chat", channel: "webchat" });
    expect(line()).toEqual(["visit", "chat"]);
    expect(queue.standing("visit")).toMatchObject({ tier: "absolute", waitingSince: NOW + 5 * MINUTE });
    expect(queue.urgency).toMatchObject({ absolute: 2, promoted: 0 });
  });

  test("waits since its moment, whenever that was noticed", () => {
    queue.enqueue({ id: "early", channel: "voice", scheduledFor: NOW + 10 * MINUTE });
    queue.enqueue({ id: "earlier", channel: "voice", scheduledFor: NOW + 9 * MINUTE });
    clock.advance(DAY);
    queue.enqueue({ id: "overdue", channel: "voice", scheduledFor: NOW + 9.5 * MINUTE, receivedAt: NOW });
    expect(line()).toEqual(["earlier", "overdue", "early"]);
  });

  test("received after its moment waits since it was received", () => {
    queue.enqueue({ id: "late", channel: "voice", scheduledFor: NOW - DAY });
    expect(queue.standing("late")).toMatchObject({ tier: "promoted", waitingSince: NOW });
  });

  test("overdue is in the line at once", () => {
    queue.enqueue({ id: "overdue", channel: "voice", scheduledFor: NOW + LEAD });
    queue.enqueue({ id: "not yet", channel: "voice", scheduledFor: NOW + LEAD + 1 });
    expect(line()).toEqual(["overdue"]);
    expect(queue.held).toBe(1);
  });

  test("says while it is held which keys it will have", () => {
    queue.enqueue(callback);
    expect(queue.standing("callback")).toMatchObject({ tier: "promoted", waitingSince: NOW + DAY - LEAD });
  });
});

describe("the clock", () => {
  test("may jump a day: everybody due joins, each where their own moment says", () => {
    for (const minutes of [30, 10, 20]) {
      queue.enqueue({ id: `at ${minutes}`, channel: "voice", scheduledFor: NOW + minutes * MINUTE });
    }
    queue.enqueue({ id: "next week", channel: "voice", scheduledFor: NOW + 7 * DAY });
    clock.advance(DAY);
    expect(line()).toEqual(["at 10", "at 20", "at 30"]);
    expect(queue.held).toBe(1);
  });

  test("may run backwards: who has joined stays, who has not is still held", () => {
    queue.enqueue({ id: "soon", channel: "voice", scheduledFor: NOW + 6 * MINUTE });
    queue.enqueue({ id: "later", channel: "voice", scheduledFor: NOW + 8 * MINUTE });
    clock.advance(2 * MINUTE);
    expect(line()).toEqual(["soon"]);
    clock.set(NOW - DAY);
    expect(line()).toEqual(["soon"]);
    queue.update("soon", { contactScore: 90 });
    queue.update("soon", { channel: "sms", skills: [] });
    expect(line()).toEqual(["soon"]);
    clock.set(NOW + 3 * MINUTE);
    expect(line()).toEqual(["soon", "later"]);
  });
});

describe("rescheduling", () => {
  test("puts a promoted ticket back on hold until its new moment", () => {
    queue.enqueue({ id: "t", channel: "voice", scheduledFor: NOW });
    expect(queue.position("t")).toBe(1);
    queue.update("t", { scheduledFor: NOW + DAY });
    expect([queue.size, queue.held, queue.urgency.urgent]).toEqual([0, 1, false]);
    clock.set(NOW + DAY - LEAD);
    expect(queue.standing("t").waitingSince).toBe(NOW + DAY - LEAD);
    expect(queue.position("t")).toBe(1);
  });

  test("to null takes the schedule away: it waits since it was received", () => {
    queue.enqueue({ id: "before", channel: "voice", receivedAt: NOW - 1 });
    queue.enqueue({ id: "t", channel: "voice", scheduledFor: NOW + DAY });
    queue.enqueue({ id: "after", channel: "voice" });
    expect(queue.update("t", { scheduledFor: null }).scheduledFor).toBeUndefined();
    expect(line()).toEqual(["before", "t", "after"]);
    expect(queue.urgency.urgent).toBe(false);
  });

  test("gives an unscheduled ticket a moment", () => {
    queue.enqueue({ id: "t", channel: "voice" });
    queue.update("t", { scheduledFor: NOW + DAY });
    expect([queue.size, queue.held]).toEqual([0, 1]);
  });

  test("earlier lets it in earlier; into the past, at once", () => {
    queue.enqueue({ id: "t", channel: "voice", scheduledFor: NOW + DAY });
    queue.update("t", { scheduledFor: NOW + 6 * MINUTE });
    expect(queue.nextPromotion).toBe(NOW + MINUTE);
    queue.update("t", { scheduledFor: NOW });
    expect(queue.position("t")).toBe(1);
  });

  test("changes nothing else of a held ticket, nor does changing anything else release it", () => {
    queue.enqueue({ id: "t", channel: "voice", scheduledFor: NOW + DAY, skills: ["a"] });
    queue.update("t", { contactScore: 99 });
    queue.update("t", { channel: "sms", skills: ["b"] });
    expect(queue.held).toBe(1);
    clock.advance(DAY);
    expect(queue.next({ channels: ["sms"], skills: ["b"] })).toMatchObject({
      contactScore: 99,
      scheduledFor: NOW + DAY,
    });
  });
});

test("a held ticket can be removed, and is nowhere then", () => {
  queue.enqueue({ id: "t", channel: "voice", scheduledFor: NOW + DAY });
  expect(queue.remove("t")).toBe(true);
  expect(queue.remove("t")).toBe(false);
  expect([queue.held, queue.nextPromotion, queue.get("t")]).toEqual([0, undefined, undefined]);
  clock.advance(2 * DAY);
  expect(queue.size).toBe(0);
});

test.each([0, 1, 60 * MINUTE, DAY])("the lead may be %d ms", (promotionLead) => {
  const patient = new TicketQueue({ clock, promotionLead });
  patient.enqueue({ id: "t", channel: "voice", scheduledFor: NOW + promotionLead + 10 });
  clock.advance(9);
  expect(patient.size).toBe(0);
  clock.advance(1);
  expect(patient.size).toBe(1);
});

test("a lead longer than history itself lets everybody in", () => {
  const eager = new TicketQueue({ clock, promotionLead: 8.64e15 });
  eager.enqueue({ id: "t", channel: "voice", scheduledFor: 8.64e15 });
  expect(eager.size).toBe(1);
});

test("urgency counts both kinds, and names who is next of all, urgent or not", () => {
  const channels = new ChannelRegistry();
  const urgent = new TicketQueue({ clock, channels });
  expect(urgent.urgency).toEqual({ urgent: false, absolute: 0, promoted: 0, next: undefined });
  urgent.enqueue({ id: "mail", channel: "email" });
  expect(urgent.urgency).toEqual({ urgent: false, absolute: 0, promoted: 0, next: urgent.get("mail") });
  urgent.enqueue({ id: "call", channel: "voice", scheduledFor: NOW });
  urgent.enqueue({ id: "chat", channel: "webchat", skills: ["nobody has it"] });
  expect(urgent.urgency).toEqual({ urgent: true, absolute: 1, promoted: 1, next: urgent.get("chat") });
  channels.set("webchat", { absolute: false });
  expect(urgent.urgency).toEqual({ urgent: true, absolute: 0, promoted: 1, next: urgent.get("call") });
  channels.set("email", { absolute: true });
  expect(urgent.urgency).toEqual({ urgent: true, absolute: 1, promoted: 1, next: urgent.get("mail") });
});
