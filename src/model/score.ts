import { ProximoError, shown } from "./errors.ts";

/**
 * An integer from 1 to 100; the larger is sooner.
 *
 * @example
 * const vip: Score = 90;
 * channels.set("whatsapp", { score: vip }).score; // → 90
 */
export type Score = number;

export const LOWEST_SCORE = 1;
export const HIGHEST_SCORE = 100;

/** The score of whatever nobody has scored. */
export const DEFAULT_SCORE = 50;

function isScore(value: unknown): value is Score {
  return Number.isInteger(value) && (value as number) >= LOWEST_SCORE && (value as number) <= HIGHEST_SCORE;
}

/** @throws ProximoError `INVALID_SCORE` unless `value` is an integer from 1 to 100. */
export function toScore(value: unknown, name: string): Score {
  if (isScore(value)) return value;
  throw noScore(value, name);
}

/** Apart, so that `toScore` stays small enough to be inlined. */
function noScore(value: unknown, name: string): ProximoError {
  return new ProximoError(
    "INVALID_SCORE",
    `${name}: expected an integer from ${LOWEST_SCORE} to ${HIGHEST_SCORE}, got ${shown(value)}`,
  );
}
