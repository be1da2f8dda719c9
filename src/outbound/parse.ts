import * as z from "zod";
import { isIdentifier, LONGEST_ID } from "../model/identifier.ts";
import { type FieldCodes, parser } from "../model/parse.ts";
import { LAST_MOMENT } from "../model/time.ts";
import { isTimeZone } from "./hours.ts";
import type { AuthorizeInput } from "./inputs.ts";

const nameExpected = `expected a string of 1 to ${LONGEST_ID} characters`;
const timeExpected = "expected epoch milliseconds (an integer from 0 to 8.64e15) or a Date";
const durationExpected = "expected a whole number of milliseconds, 1 or more";
const zoneExpected = 'expected the IANA name of a time zone, such as "America/Sao_Paulo"';

export const name = z.string(nameExpected).min(1, nameExpected).max(LONGEST_ID, nameExpected);
export const words = z.string("expected some words").refine((text) => text.trim() !== "", "expected some words");
const moment = z
  .union([z.date().transform((date) => date.getTime()), z.int()], timeExpected)
  .pipe(z.int(timeExpected).min(0, timeExpected).max(LAST_MOMENT, timeExpected));
export const timeZone = z.string(zoneExpected).refine(isTimeZone, zoneExpected);

const CODES: FieldCodes = {
  contact: "INVALID_CONTACT",
  channel: "INVALID_CHANNEL",
  purpose: "NO_PURPOSE",
  purposes: "NO_PURPOSE",
  at: "INVALID_TIME",
  until: "INVALID_TIME",
  statement: "EMPTY_STATEMENT",
};

const message = { contact: name, channel: name, template: name.optional(), at: moment.optional() };

const parseAuthorizeSlowly = parser(
  "authorize",
  z.strictObject({
    ...message,
    purpose: name,
    address: z.string("expected a string").optional(),
    timeZone: timeZone.optional(),
  }),
  CODES,
  "INVALID_OUTBOUND",
);

const PLAIN = new Set(["contact", "channel", "purpose", "address", "template"]);

/** A gate asks a hundred thousand times a second: what is plainly right is not taken apart and put together again. */
export function parseAuthorize(input: AuthorizeInput) {
  return isPlain(input) ? input : parseAuthorizeSlowly(input);
}

function isPlain(input: AuthorizeInput): input is AuthorizeInput & { at?: undefined } {
  if (!isIdentifier(input?.contact) || !isIdentifier(input.channel) || !isIdentifier(input.purpose)) return false;
  for (const key in input) if (!PLAIN.has(key) || typeof input[key as keyof AuthorizeInput] !== "string") return false;
  return input.template === undefined || isIdentifier(input.template);
}

export const parseMessage = parser("message", z.strictObject(message), CODES, "INVALID_OUTBOUND");

export const parseFailure = parser(
  "message",
  z.strictObject({
    ...message,
    code: z.union([name, z.int().transform(String)], "expected the platform's error code"),
  }),
  CODES,
  "INVALID_OUTBOUND",
);

export const parseReceived = parser(
  "message",
  z.strictObject({ ...message, text: z.string("expected a string").optional(), inReplyTo: name.optional() }),
  CODES,
  "INVALID_OUTBOUND",
);

export const parseQuestion = parser(
  "question",
  z.strictObject({
    contact: name,
    channel: name,
    purposes: z.array(name, "expected at least one purpose").min(1, "expected at least one purpose"),
    controller: words,
    statement: words,
    language: words.optional(),
    address: words.optional(),
    id: name.optional(),
    at: moment.optional(),
    validFor: z.int(durationExpected).min(1, durationExpected).max(LAST_MOMENT, durationExpected).optional(),
  }),
  CODES,
  "INVALID_OUTBOUND",
);

const limitExpected = 'expected an integer from 0 up, or "unlimited"';
export const limit = z.union([z.int().min(0), z.literal("unlimited")], limitExpected);

export const parseReport = parser(
  "report",
  z.discriminatedUnion(
    "kind",
    [
      z.strictObject({
        kind: z.literal("quality"),
        channel: name,
        template: name.optional(),
        rating: z.enum(["green", "yellow", "red"]),
      }),
      z.strictObject({ kind: z.literal("limit"), channel: name, limit }),
      z.strictObject({
        kind: z.literal("template"),
        channel: name,
        template: name,
        status: z.enum(["paused", "active"]),
        until: moment.optional(),
      }),
      z.strictObject({
        kind: z.literal("marketing"),
        channel: name,
        contact: name,
        wants: z.enum(["stopped", "resumed"]),
        at: moment.optional(),
      }),
    ],
    "expected a report of kind quality, limit, template or marketing",
  ),
  CODES,
  "INVALID_OUTBOUND",
);

export const parseSender = parser(
  "sender",
  z.strictObject({ channel: name, template: name.optional() }),
  CODES,
  "INVALID_OUTBOUND",
);
