import { expect, it } from "vitest";
import { duration, moment } from "../../../examples/day/format.ts";
import { mean, percentile, Tally } from "../../../examples/day/tally.ts";

const arrival = { at: 1_000, label: "voice", ticket: { id: "one", channel: "voice" }, handling: 0 };

it("counts the wait until the first agent, once", () => {
  const tally = new Tally();
  tally.arrived(arrival);
  tally.taken("one", 4_000);
  tally.returned("one");
  expect(tally.waits("one")).toBe(true);
  tally.taken("one", 9_000);
  tally.served("one");
  expect(tally.rows()).toEqual([
    { label: "voice", channel: "voice", arrived: 1, served: 1, gaveUp: 0, calledOff: 0, waits: [3_000] },
  ]);
});

it("counts a scheduled ticket as waiting from its promotion", () => {
  const tally = new Tally();
  tally.arrived({ ...arrival, ticket: { ...arrival.ticket, scheduledFor: 400_000 } });
  const [row] = tally.rows();
  expect(tally.standing(99_999).get(row!)).toEqual({ waiting: 0, since: 99_999, scheduled: 1 });
  expect(tally.standing(130_000).get(row!)).toEqual({ waiting: 1, since: 100_000, scheduled: 0 });
  tally.taken("one", 130_000);
  expect(row!.waits).toEqual([30_000]);
});

it("tells who gave up from who was called off", () => {
  const tally = new Tally();
  tally.arrived(arrival);
  tally.arrived({ ...arrival, ticket: { id: "two", channel: "voice" } });
  tally.left("one", "gave up");
  tally.left("two", "called off");
  expect(tally.waits("one")).toBe(false);
  expect(tally.rows()[0]).toMatchObject({ arrived: 2, gaveUp: 1, calledOff: 1 });
});

it("takes the mean and the nearest rank", () => {
  const waits = Array.from({ length: 20 }, (_, index) => 20 - index);
  expect(mean(waits)).toBe(10.5);
  expect(percentile(waits, 0.95)).toBe(19);
  expect(percentile([7], 0.95)).toBe(7);
  expect(mean([])).toBeUndefined();
  expect(percentile([], 0.95)).toBeUndefined();
});

it("writes durations and moments as people read them", () => {
  expect([0, 59_499, 60_000, 3_599_000, 3_600_000, 90_000_000].map(duration)).toEqual([
    "0 s",
    "59 s",
    "1:00",
    "59:59",
    "1:00:00",
    "1 d 1 h",
  ]);
  expect(moment(Date.UTC(2026, 2, 2, 14, 5))).toBe("Mon 2026-03-02 14:05");
});
