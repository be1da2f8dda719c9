import * as z from "zod";
import { LONGEST_ID, nameFault } from "./identifier.ts";
import { HIGHEST_SCORE, LOWEST_SCORE } from "./score.ts";
import { LAST_MOMENT } from "./time.ts";

/** What every façade takes: ids, moments, spans of time and scores, and how each says what it expected. */

const nameExpected = `expected a string of 1 to ${LONGEST_ID} characters`;
const scoreExpected = `expected an integer from ${LOWEST_SCORE} to ${HIGHEST_SCORE}`;
const timeExpected = "expected epoch milliseconds (an integer from 0 to 8.64e15) or a Date";
const durationExpected = "expected a whole number of milliseconds, 0 or more";
const countExpected = "expected an integer from 0 up";
const someTimeExpected = "expected a whole number of milliseconds, 1 or more";

/** In one check, as several take several times as long, and every ticket has some. */
export const name = z.string(nameExpected).check(({ value, issues }) => {
  const message = nameFault(value);
  if (message !== undefined) issues.push({ code: "custom", input: value, message });
});

export const names = z.array(name, "expected an array of strings").readonly();
/** Sorted, without repetition. */
export const nameSet = names.transform((given) => [...new Set(given)].sort()).readonly();
export const score = z.int(scoreExpected).min(LOWEST_SCORE, scoreExpected).max(HIGHEST_SCORE, scoreExpected);
export const moment = z
  .union([z.date().transform((date) => date.getTime()), z.int(timeExpected)], timeExpected)
  .pipe(z.int(timeExpected).min(0, timeExpected).max(LAST_MOMENT, timeExpected));
export const count = z.int(countExpected).min(0, countExpected);
export const duration = z.int(durationExpected).min(0, durationExpected).max(LAST_MOMENT, durationExpected);
export const someTime = z.int(someTimeExpected).min(1, someTimeExpected).max(LAST_MOMENT, someTimeExpected);
