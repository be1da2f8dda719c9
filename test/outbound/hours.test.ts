import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brazilianTelemarketingHours } from "../../src/outbound/policy/brazil.ts";
import { isTimeZone } from "../../src/outbound/policy/hours.ts";
import { nextOpening } from "../../src/outbound/policy/next-opening.ts";
import type { HoursPolicy, Span } from "../../src/outbound/policy/policy.ts";

const source = { name: "a test", url: "https://example.org", read: "2026-11-23" };
const MINUTE = 60_000;

const at = (text: string) => Date.parse(text);
const opening = (hours: HoursPolicy, text: string, timeZone?: string) => {
  const moment = nextOpening(hours, at(text), timeZone);
  return moment === undefined ? undefined : new Date(moment).toISOString().replace(".000Z", "Z");
};

describe("Brazilian telemarketing hours", () => {
  const hours = brazilianTelemarketingHours;

  test.each([
    ["a Monday at 9:00 in São Paulo", "2026-11-23T12:00:00Z", undefined, "2026-11-23T12:00:00Z"],
    ["a minute before", "2026-11-23T11:59:00Z", undefined, "2026-11-23T12:00:00Z"],
    ["20:59:59", "2026-11-23T23:59:59Z", undefined, "2026-11-23T23:59:59Z"],
    ["21:00 is closed", "2026-11-24T00:00:00Z", undefined, "2026-11-24T12:00:00Z"],
    ["9:00 in São Paulo is 8:00 in Manaus", "2026-11-23T12:00:00Z", "America/Manaus", "2026-11-23T13:00:00Z"],
    ["21:30 in São Paulo is 20:30 in Manaus", "2026-11-24T00:30:00Z", "America/Manaus", "2026-11-24T00:30:00Z"],
    ["Friday 21:00 leads to Saturday 10:00", "2026-11-28T00:00:00Z", undefined, "2026-11-28T13:00:00Z"],
    ["Saturday 16:00 leads to Monday 9:00", "2026-11-28T19:00:00Z", undefined, "2026-11-30T12:00:00Z"],
    ["Christmas, a Friday, leads to Saturday", "2026-12-25T15:00:00Z", undefined, "2026-12-26T13:00:00Z"],
    ["20 November, a Friday since Lei 14.759/2023", "2026-11-20T15:00:00Z", undefined, "2026-11-21T13:00:00Z"],
  ])("%s", (_name, from, timeZone, to) => {
    expect(opening(hours, from, timeZone)).toBe(to);
  });
});

const daily = (from: string, to: string, more: Partial<HoursPolicy> = {}): HoursPolicy => ({
  source,
  timeZone: "America/New_York",
  week: Object.fromEntries([0, 1, 2, 3, 4, 5, 6].map((day) => [day, [[from, to]] satisfies Span[]])),
  ...more,
});

describe("where daylight-saving time begins (New York, 8 March 2026, 2:00 becomes 3:00)", () => {
  test("a span keeps its hours on the clock", () => {
    expect(opening(daily("09:00", "17:00"), "2026-03-07T23:00:00Z")).toBe("2026-03-08T13:00:00Z");
    expect(opening(daily("09:00", "17:00"), "2026-03-06T23:00:00Z")).toBe("2026-03-07T14:00:00Z");
  });

  test("one that would begin in the hour skipped begins with the change", () => {
    expect(opening(daily("02:30", "05:00"), "2026-03-08T06:00:00Z")).toBe("2026-03-08T07:00:00Z");
  });

  test("one that lies within the hour skipped does not open that day", () => {
    expect(opening(daily("02:15", "02:45"), "2026-03-08T06:00:00Z")).toBe("2026-03-09T06:15:00Z");
  });
});

describe("where it ends (New York, 1 November 2026, 2:00 becomes 1:00)", () => {
  test("an hour shown twice is open twice", () => {
    const hours = daily("01:15", "01:45");
    expect(opening(hours, "2026-11-01T05:00:00Z")).toBe("2026-11-01T05:15:00Z");
    expect(opening(hours, "2026-11-01T05:45:00Z")).toBe("2026-11-01T06:15:00Z");
    expect(opening(hours, "2026-11-01T06:44:59Z")).toBe("2026-11-01T06:44:59Z");
    expect(opening(hours, "2026-11-01T06:45:00Z")).toBe("2026-11-02T06:15:00Z");
  });
});

test("a span that ends within the hour shown twice opens again where the clock is put back into it", () => {
  expect(opening(daily("00:30", "01:15"), "2026-11-01T05:20:00Z")).toBe("2026-11-01T06:00:00Z");
  expect(opening(daily("00:30", "01:15"), "2026-11-01T06:15:00Z")).toBe("2026-11-02T05:30:00Z");
  // Back into the day before: midnight becomes 23:00.
  const evening = daily("21:15", "23:15", { timeZone: "America/Sao_Paulo" });
  expect(opening(evening, "2018-02-18T01:18:00Z")).toBe("2018-02-18T02:00:00Z");
});

test("a midnight that does not exist opens the day all the same (São Paulo, 4 November 2018, 0:00 becomes 1:00)", () => {
  const sundays = daily("00:00", "24:00", { timeZone: "America/Sao_Paulo", week: { 0: [["00:00", "24:00"]] } });
  expect(opening(sundays, "2018-11-03T12:00:00Z")).toBe("2018-11-04T03:00:00Z");
});

test("a holiday is one on the contact's calendar, once or every year", () => {
  const hours = daily("09:00", "17:00", { holidays: ["12-25", "2026-12-28"] });
  expect(opening(hours, "2026-12-25T15:00:00Z")).toBe("2026-12-26T14:00:00Z");
  expect(opening(hours, "2027-12-25T15:00:00Z")).toBe("2027-12-26T14:00:00Z");
  expect(opening(hours, "2026-12-28T15:00:00Z")).toBe("2026-12-29T14:00:00Z");
  expect(opening(hours, "2027-12-28T15:00:00Z")).toBe("2027-12-28T15:00:00Z");
  expect(opening(hours, "2026-12-24T15:00:00Z", "Pacific/Auckland")).toBe("2026-12-25T20:00:00Z");
});

test("what never opens has no next opening", () => {
  expect(nextOpening(daily("09:00", "17:00", { week: {} }), at("2026-03-07T23:00:00Z"))).toBeUndefined();
});

test("knows a time zone from a name", () => {
  expect(["America/Sao_Paulo", "UTC", "Asia/Kathmandu"].every(isTimeZone)).toBe(true);
  expect(["America/Nowhere", "", "constructor", "__proto__"].some(isTimeZone)).toBe(false);
});

test("finds what going forward minute by minute on the contact's clock finds", () => {
  const zones = ["America/New_York", "America/Sao_Paulo", "Europe/Lisbon", "Australia/Lord_Howe", "Asia/Kathmandu"];
  const changes = ["2018-02-18", "2018-11-04", "2026-03-08", "2026-03-29", "2026-04-05", "2026-10-04", "2026-11-01"];
  const time = fc
    .integer({ min: 0, max: 96 })
    .map(
      (quarter) => `${String(Math.floor(quarter / 4)).padStart(2, "0")}:${String((quarter % 4) * 15).padStart(2, "0")}`,
    );
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.constantFrom(...changes).map(at),
      fc.integer({ min: -1_500, max: 1_500 }),
      fc.tuple(time, time).filter(([from, to]) => from < to),
      (zone, change, minutes, [from, to]) => {
        const shown = new Intl.DateTimeFormat("en-GB", {
          timeZone: zone,
          hour: "2-digit",
          minute: "2-digit",
          hourCycle: "h23",
        });
        const start = change + minutes * MINUTE;
        let moment = start;
        while (!(from <= shown.format(moment) && shown.format(moment) < to)) moment += MINUTE;
        expect(nextOpening(daily(from, to), start, zone)).toBe(moment);
      },
    ),
    { numRuns: 150 },
  );
});

test("a moment may be a Date; what is none, and what is no time zone, is refused", () => {
  const monday = new Date("2026-11-23T12:00:00Z");
  expect(nextOpening(brazilianTelemarketingHours, monday)).toBe(monday.getTime());
  for (const when of [Number.NaN, -1, 1.5, "2026-11-23", new Date(Number.NaN)]) {
    const refusal = expect.objectContaining({ code: "INVALID_TIME" });
    expect(() => nextOpening(brazilianTelemarketingHours, when as never)).toThrow(refusal);
  }
  for (const zone of ["", "Mars/Olympus"]) {
    const refusal = expect.objectContaining({ code: "INVALID_OUTBOUND" });
    expect(() => nextOpening(brazilianTelemarketingHours, monday, zone)).toThrow(refusal);
  }
});

test.each([
  [undefined, "hours: expected an object, got undefined"],
  [{ ...daily("09:00", "17:00"), week: undefined }, "hours.week: expected an object, got undefined"],
  [{ ...daily("09:00", "17:00"), timeZone: 5 }, 'hours.timeZone: expected the IANA name of a time zone, such as "'],
  [daily("17:00", "09:00"), "hours.week.0.0: expected a beginning before its end, got an array of 2"],
  [daily("9:00", "17:00"), 'hours.week.0.0.0: expected a time of the day, HH:MM, got "9:00"'],
  [{ ...daily("09:00", "17:00"), week: { 7: [] } }, 'hours.week.7: expected a day of the week, 0 to 6, got "7"'],
])("what are no hours is refused: %#", (hours, message) => {
  const refusal = expect.objectContaining({ code: "INVALID_OUTBOUND", message: expect.stringContaining(message) });
  expect(() => nextOpening(hours as HoursPolicy, Date.UTC(2026, 10, 23))).toThrow(refusal);
});

test("nothing opens beyond the last moment there is, in zones that are ahead of it and in those behind", () => {
  const last = new Date(8.64e15).getTime();
  const hours = daily("09:00", "17:00", { holidays: ["12-25"] });
  expect(nextOpening(hours, last, "Pacific/Auckland")).toBeUndefined();
  expect(nextOpening(hours, last, "America/New_York")).toBeUndefined();
  expect(nextOpening(hours, last, "UTC")).toBeUndefined();
});
