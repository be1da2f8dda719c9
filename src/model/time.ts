import { type ErrorCode, ProximoError, shown } from "./errors.ts";

/**
 * A moment as it is given: epoch milliseconds, or a `Date`. It comes out as epoch milliseconds.
 *
 * @example
 * const at: Time[] = [1_795_435_200_000, new Date("2026-11-23T12:00:00Z")]; // the same moment
 */
export type Time = number | Date;

/** The last moment a JavaScript `Date` can hold (ECMA-262 §21.4.1.1), in epoch milliseconds. */
export const LAST_MOMENT = 8.64e15;

/** The moment that does not come. */
export const NEVER = Number.POSITIVE_INFINITY;

export function isMoment(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LAST_MOMENT;
}

/** @throws ProximoError `INVALID_TIME` unless `time` is a whole number of milliseconds from 0 to 8.64e15, or such a `Date`. */
export function toMoment(time: unknown, name: string): number {
  const moment = time instanceof Date ? time.getTime() : time;
  if (isMoment(moment)) return moment;
  throw new ProximoError(
    "INVALID_TIME",
    `${name}: expected epoch milliseconds (an integer from 0 to 8.64e15) or a Date, got ${shown(time)}`,
  );
}

/** @throws ProximoError with the code unless `value` is a whole number of milliseconds from 0 to 8.64e15. */
export function toDuration(value: unknown, name: string, code: ErrorCode): number {
  if (isMoment(value)) return value;
  throw new ProximoError(code, `${name}: expected a whole number of milliseconds, 0 or more, got ${shown(value)}`);
}
