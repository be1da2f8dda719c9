import * as z from "zod";
import { parser } from "../model/parse.ts";
import { name } from "../model/schemas.ts";
import { limit, timeZone, words } from "./parse.ts";

const durationExpected = "expected a whole number of milliseconds, 1 or more";

const source = z.strictObject({ name: words, url: words, read: z.iso.date("expected a date, YYYY-MM-DD") });
const positive = z.int(durationExpected).min(1, durationExpected);
const share = z.number().gt(0).lt(1);
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "expected a time of the day, HH:MM");
const span = z.tuple([timeOfDay, timeOfDay]).refine(([from, to]) => from < to, "expected a time before the other");
const holiday = z.string().regex(/^(\d{4}-)?\d{2}-\d{2}$/, "expected MM-DD or YYYY-MM-DD");

const policy = z.strictObject({
  volume: z.strictObject({ source, window: positive, tiers: z.array(limit), limit }).optional(),
  serviceWindow: z.strictObject({ source, length: positive }).optional(),
  pairRate: z.strictObject({ source, interval: positive }).optional(),
  quality: z
    .strictObject({
      source,
      window: positive,
      leastDeliveries: z.int().min(1),
      yellow: share,
      red: share,
      cutAfter: positive,
      cutTo: share,
      pauses: z.array(positive.nullable()),
    })
    .optional(),
  errors: z
    .strictObject({ source, codes: z.record(z.string(), z.enum(["stopped", "pair", "contact", "template"])) })
    .optional(),
  hours: z
    .strictObject({
      source,
      timeZone,
      week: z.record(z.string().regex(/^[0-6]$/, "expected a day of the week, 0 to 6"), z.array(span)),
      holidays: z.array(holiday).optional(),
    })
    .optional(),
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
