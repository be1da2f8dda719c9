import { type Time, toMoment } from "../../model/time.ts";
import { parseHours, parseTimeZone } from "../input/parse-options.ts";
import { openingFrom } from "./hours.ts";
import type { HoursPolicy } from "./policy.ts";

/**
 * When the hours are next open: `at` itself where they are open then, the end of the closed time otherwise, and undefined
 * where no day of the year to come opens.
 *
 * Open is when the contact's clock shows a time of a span, on a day that is no holiday there. So an hour that a change to
 * daylight-saving time skips never opens, and one that is shown twice opens twice.
 *
 * @param timeZone an IANA name; the policy's where omitted.
 * @returns epoch milliseconds.
 * @throws ProximoError `INVALID_TIME`; `INVALID_OUTBOUND` for what is no time zone, or no hours.
 * @example
 * const sunday = Date.UTC(2026, 2, 1, 15); // noon in São Paulo
 * const monday = nextOpening(brazilianTelemarketingHours, sunday, "America/Sao_Paulo") ?? 0;
 * new Date(monday).toISOString(); // → "2026-03-02T12:00:00.000Z"
 */
export function nextOpening(hours: HoursPolicy, at: Time, timeZone?: string): number | undefined {
  parseHours(hours);
  return openingFrom(hours, toMoment(at, "at"), parseTimeZone(timeZone));
}
