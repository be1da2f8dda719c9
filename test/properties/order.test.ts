import fc from "fast-check";
import { ChannelRegistry, compareTickets, type Standing, TicketQueue } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { decidingKey, ORDER } from "../../src/queue/order.ts";
import { START, ticket } from "./steps.ts";

const settings = { numRuns: process.env.PROXIMO_LONG ? 2_000_000 : 20_000 };

const anyScore = fc.oneof(fc.constantFrom(1, 50, 100), fc.integer({ min: 1, max: 100 }));
const anyTime = fc.oneof(fc.constantFrom(0, START, START + 1, 8.64e15), fc.integer({ min: 0, max: 8.64e15 }));

/** Any standing at all; values are few enough to meet, so that each key comes to decide. */
const standing: fc.Arbitrary<Standing> = fc.record({
  tier: fc.constantFrom("absolute", "promoted", "standard"),
  channelScore: anyScore,
  contactScore: anyScore,
  waitingSince: anyTime,
  arrival: fc.oneof(fc.nat({ max: 3 }), fc.maxSafeNat()),
});

test("the keys are those of the order, left to right", () => {
  expect(ORDER.map(({ key }) => key)).toEqual(["tier", "channelScore", "contactScore", "waitingSince", "arrival"]);
});

test("each key, the ones before it being equal, decides alone and in its own direction", () => {
  const rungs: { [Key in keyof Standing]: readonly [Standing[Key], Standing[Key]] } = {
    tier: ["absolute", "promoted"],
    channelScore: [51, 50],
    contactScore: [100, 1],
    waitingSince: [START, START + 1],
    arrival: [7, 8],
  };
  const equal: Standing = { tier: "promoted", channelScore: 50, contactScore: 50, waitingSince: START, arrival: 0 };
  // The keys to the right of the deciding one say the opposite, all of them.
  for (const [place, { key }] of ORDER.entries()) {
    const right = ORDER.slice(place + 1).map((one) => one.key);
    const first = { ...equal, ...Object.fromEntries(right.map((one) => [one, rungs[one][1]])), [key]: rungs[key][0] };
    const second = { ...equal, ...Object.fromEntries(right.map((one) => [one, rungs[one][0]])), [key]: rungs[key][1] };
    expect([key, compareTickets(first, second) < 0]).toEqual([key, true]);
    expect([key, decidingKey(first, second)]).toEqual([key, key]);
  }
  expect(compareTickets({ ...equal, tier: "promoted" }, { ...equal, tier: "standard" })).toBeLessThan(0);
});

test("of two tickets one is first, whichever is asked about first", () => {
  fc.assert(
    fc.property(standing, standing, (a, b) => {
      expect(Math.sign(compareTickets(a, b)) + Math.sign(compareTickets(b, a))).toBe(0);
    }),
    settings,
  );
});

test("only a ticket and itself are equal", () => {
  fc.assert(
    fc.property(standing, standing, (a, b) => {
      expect(compareTickets(a, { ...a })).toBe(0);
      const same = ORDER.every(({ key }) => a[key] === b[key]);
      expect(compareTickets(a, b) === 0).toBe(same);
      expect(decidingKey(a, b) === undefined).toBe(same);
    }),
    settings,
  );
});

test("who is before another is before all that come after that one", () => {
  fc.assert(
    fc.property(standing, standing, standing, (a, b, c) => {
      const [x, y, z] = [a, b, c].sort(compareTickets);
      expect(compareTickets(x, y)).toBeLessThanOrEqual(0);
      expect(compareTickets(y, z)).toBeLessThanOrEqual(0);
      expect(compareTickets(x, z)).toBeLessThanOrEqual(0);
      if (compareTickets(x, y) < 0 || compareTickets(y, z) < 0) expect(compareTickets(x, z)).toBeLessThan(0);
    }),
    settings,
  );
});

test("the first key that differs decides, by its own comparison", () => {
  fc.assert(
    fc.property(standing, standing, (a, b) => {
      const key = decidingKey(a, b);
      const decider = ORDER.find((one) => one.key === key);
      expect(Math.sign(compareTickets(a, b))).toBe(Math.sign(decider?.compare(a, b) ?? 0));
    }),
    settings,
  );
});

test("a line is its standings, sorted", () => {
  const channels = fc.array(
    fc.record({ id: fc.constantFrom("email", "voice", "webchat"), score: anyScore, absolute: fc.boolean() }),
    { maxLength: 4 },
  );
  const tickets = fc.uniqueArray(ticket, { selector: ({ id }) => id, maxLength: 16, size: "max" });
  fc.assert(
    fc.property(tickets, channels, (inputs, scored) => {
      const registry = new ChannelRegistry();
      const queue = new TicketQueue({ channels: registry, clock: manualClock(START) });
      for (const input of inputs) queue.enqueue(input);
      for (const { id, ...change } of scored) registry.set(id, change);
      const line = [...queue].map(({ id }) => queue.standing(id));
      expect([...line].reverse().sort(compareTickets)).toEqual(line);
    }),
    { numRuns: settings.numRuns / 10 },
  );
});
