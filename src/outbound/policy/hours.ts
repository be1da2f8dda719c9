import { tzOffset } from "@date-fns/tz";
import { millisecondsInDay, millisecondsInMinute } from "date-fns/constants";
import { getOrInsertComputed } from "../../model/map.ts";
import type { HoursPolicy } from "./policy.ts";

/** The contact's clock as it shows: milliseconds since 1970 as if it were UTC. */
type WallClock = number;

/** A year, and the leap day: whatever opens at all opens within. */
const FARTHEST_DAY = 366;

export const zoneExpected = 'expected the IANA name of a time zone, such as "America/Sao_Paulo"';

export function isTimeZone(name: string): boolean {
  return Number.isFinite(tzOffset(name, new Date(0)));
}

/**
 * When the hours are next open: `at` itself where they are open then, and undefined where no day of the year to come opens.
 * The hours have been checked, and so has the time zone.
 */
export function openingFrom(hours: HoursPolicy, at: number, timeZone: string = hours.timeZone): number | undefined {
  const calendar = calendarOf(hours);
  const shown = wallClock(at, timeZone);
  if (isOpen(calendar, shown)) return at;
  const today = shown - timeOfDay(shown);
  for (let day = 0; day <= FARTHEST_DAY; day++) {
    const midnight = today + day * millisecondsInDay;
    const spans = spansOn(calendar, midnight);
    if (spans.length === 0) continue;
    const moments = spans.flatMap(({ from }) => momentsShowing(midnight + from, timeZone));
    const open = [...moments, ...changesOn(midnight, timeZone)].filter(
      (moment) => moment >= at && isOpen(calendar, wallClock(moment, timeZone)),
    );
    if (open.length > 0) return Math.min(...open);
  }
  return undefined;
}

/** In milliseconds of the day. */
type Spans = readonly { readonly from: number; readonly to: number }[];

interface Calendar {
  /** By day of the week. */
  readonly week: readonly Spans[];
  readonly holidays: ReadonlySet<string>;
  /** The day last asked about, counted from 1970, and its spans: a gate asks about today. */
  asked: { readonly day: number; readonly spans: Spans } | undefined;
}

const calendars = new WeakMap<HoursPolicy, Calendar>();

function calendarOf(hours: HoursPolicy): Calendar {
  return getOrInsertComputed(calendars, hours, () => {
    const week = [0, 1, 2, 3, 4, 5, 6].map((day) =>
      (hours.week[day] ?? []).map(([from, to]) => ({ from: milliseconds(from), to: milliseconds(to) })),
    );
    return { week, holidays: new Set(hours.holidays), asked: undefined };
  });
}

function milliseconds(time: string): number {
  const [hours, minutes] = time.split(":").map(Number) as [number, number];
  return (hours * 60 + minutes) * millisecondsInMinute;
}

function isOpen(calendar: Calendar, shown: WallClock): boolean {
  const time = timeOfDay(shown);
  return spansOn(calendar, shown).some(({ from, to }) => from <= time && time < to);
}

function spansOn(calendar: Calendar, shown: WallClock): Spans {
  const day = Math.floor(shown / millisecondsInDay);
  if (calendar.asked?.day !== day) calendar.asked = { day, spans: spansOf(calendar, new Date(shown)) };
  return calendar.asked.spans;
}

/** Beyond the last moment that a Date can hold nothing opens. */
function spansOf({ week, holidays }: Calendar, date: Date): Spans {
  if (Number.isNaN(date.getTime())) return [];
  if (holidays.size > 0) {
    const day = date.toISOString().slice(0, 10);
    if (holidays.has(day) || holidays.has(day.slice(5))) return [];
  }
  return week[date.getUTCDay()] ?? [];
}

function timeOfDay(shown: WallClock): number {
  return ((shown % millisecondsInDay) + millisecondsInDay) % millisecondsInDay;
}

function wallClock(at: number, timeZone: string): WallClock {
  return at + offset(at, timeZone);
}

/** The minute last asked about, by time zone: offsets change from one minute to the next, and a gate asks about now. */
const asked = new Map<string, { readonly minute: number; readonly offset: number }>();

function offset(at: number, timeZone: string): number {
  const minute = Math.floor(at / millisecondsInMinute);
  const last = asked.get(timeZone);
  if (last?.minute === minute) return last.offset;
  const offset = tzOffset(timeZone, new Date(at)) * millisecondsInMinute;
  asked.set(timeZone, { minute, offset });
  return offset;
}

/** The moments at which the clock shows this: one, two where it is put back, none where it is skipped. */
function momentsShowing(shown: WallClock, timeZone: string): readonly number[] {
  const before = offset(shown - millisecondsInDay, timeZone);
  const after = offset(shown + millisecondsInDay, timeZone);
  if (before === after) return [shown - before];
  return [shown - before, shown - after].filter((moment) => wallClock(moment, timeZone) === shown);
}

/** The moment of that day at which the clock is changed, if it is: into a span, whose beginning it skips or does not show again. */
function changesOn(midnight: WallClock, timeZone: string): readonly number[] {
  const [start, end] = [midnight - millisecondsInDay, midnight + 2 * millisecondsInDay];
  if (offset(start, timeZone) === offset(end, timeZone)) return [];
  const change = changeBetween(start, end, timeZone);
  const time = wallClock(change, timeZone) - midnight;
  return 0 <= time && time < millisecondsInDay ? [change] : [];
}

/** The first moment after `low` with the offset of `high`. */
function changeBetween(low: number, high: number, timeZone: string): number {
  const after = offset(high, timeZone);
  let [closed, open] = [low, high];
  while (open - closed > 1) {
    const middle = Math.floor((closed + open) / 2);
    if (offset(middle, timeZone) === after) open = middle;
    else closed = middle;
  }
  return open;
}
