import * as z from "zod";
import { parser } from "../../model/parse.ts";
import { name, someTime } from "../../model/schemas.ts";
import { limit, timeZone, words } from "./parse.ts";

const source = z.strictObject({ name: words, url: words, read: z.iso.date("expected a date, YYYY-MM-DD") });
const share = z.number().gt(0).lt(1);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "expected a time of the day, HH:MM");
const span = z.tuple([timeOfDay, timeOfDay]).refine(([from, to]) => from < to, "expected a beginning before its end");
const holiday = z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/, "expected MM-DD or YYYY-MM-DD");

const hours = z.strictObject({
  source,
  timeZone,
  week: z.record(z.string().regex(/^[0-6]$/, "expected a day of the week, 0 to 6"), z.array(span)),
  holidays: z.array(holiday).optional(),
});

/** Of `nextOpening`. */
export const parseHours = parser("hours", hours, {}, "INVALID_OUTBOUND");
export const parseTimeZone = parser("timeZone", timeZone.optional(), {}, "INVALID_OUTBOUND");

const policy = z.strictObject({
  volume: z.strictObject({ source, window: someTime, tiers: z.array(limit), limit }).optional(),
  serviceWindow: z.strictObject({ source, length: someTime }).optional(),
  pairRate: z.strictObject({ source, interval: someTime }).optional(),
  quality: z
    .strictObject({
      source,
      window: someTime,
      leastDeliveries: z.int().min(1),
      yellow: share,
      red: share,
      cutAfter: someTime,
      cutTo: share,
      pauses: z.array(someTime.nullable()),
    })
    .optional(),
  errors: z
    .strictObject({ source, codes: z.record(z.string(), z.enum(["stopped", "pair", "contact", "template"])) })
    .optional(),
  hours: hours.optional(),
});

const stringList = z.array(z.string());

/** What `createCenter` takes as `outbound`. */
export const parseOutboundOptions = parser(
  "outbound",
  z.strictObject({
    policies: z.record(name, policy).optional(),
    words: z
      .strictObject({
        sources: z.array(source),
        stop: stringList,
        hints: stringList,
        contrary: stringList,
        yes: stringList,
        no: stringList,
        courtesy: stringList,
      })
      .optional(),
    doNotCall: z.custom<unknown>((given) => typeof given === "function", "expected a function").optional(),
    marketing: z.array(name).optional(),
  }),
  {},
  "INVALID_OPTION",
);
