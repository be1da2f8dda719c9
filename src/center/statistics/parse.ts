import * as z from "zod";
import { ProximoError, shown } from "../../model/errors.ts";
import { type FieldCodes, parser } from "../../model/parse.ts";
import { duration, moment, name, someTime } from "../../model/schemas.ts";

const CODES: FieldCodes = { from: "INVALID_TIME", to: "INVALID_TIME" };

const span = z.strictObject({ from: moment.optional(), to: moment.optional(), target: duration.optional() });

export const parseSpan = parser("span", forwards(span), CODES, "INVALID_OPTION");

const anyIntervals = forwards(span.extend({ interval: someTime.optional() }));
const parseAnyIntervals = parser("span", anyIntervals, CODES, "INVALID_OPTION");

function forwards<Span extends z.ZodType<{ from?: number | undefined; to?: number | undefined }>>(schema: Span): Span {
  return schema.refine(({ from = 0, to = from }) => from <= to, { path: ["to"], error: "expected none before from" });
}

/** @param counted the interval that is counted by. */
export function parseIntervals(input: unknown, counted: number) {
  const parsed = parseAnyIntervals(input);
  const { interval = counted } = parsed;
  if (interval % counted === 0) return parsed;
  const message = `span.interval: expected a multiple of ${counted} milliseconds, got ${shown(interval)}`;
  throw new ProximoError("INVALID_OPTION", message);
}

/** Of `createCenter`. */
export const statisticsOptions = z.strictObject({
  interval: someTime.optional(),
  target: duration.optional(),
  targetByChannel: z.record(name, duration).optional(),
  shortAbandon: duration.optional(),
  retention: someTime.optional(),
});
