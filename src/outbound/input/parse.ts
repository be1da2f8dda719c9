import * as z from "zod";
import { isName } from "../../model/identifier.ts";
import { wellFormed } from "../../model/json.ts";
import { type FieldCodes, parser } from "../../model/parse.ts";
import { count, moment, name, someTime } from "../../model/schemas.ts";
import { isTimeZone, zoneExpected } from "../policy/hours.ts";
import type { AuthorizeInput } from "./inputs.ts";

export const words = z.string("expected some words").refine((text) => text.trim() !== "", "expected some words");
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

const about = { contact: name, channel: name, template: name.optional(), at: moment.optional() };
const message = { ...about, id: name.optional() };

const parseAuthorizeSlowly = parser(
  "authorize",
  z.strictObject({
    ...about,
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
  if (!isName(input?.contact) || !isName(input.channel) || !isName(input.purpose)) return false;
  for (const key in input) if (!PLAIN.has(key) || typeof input[key as keyof AuthorizeInput] !== "string") return false;
  return input.template === undefined || isName(input.template);
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

/** What a person wrote is read in whatever state it comes: cut in the middle of an emoji, an opt-out is one still. */
const written = z.string("expected a string").transform(wellFormed);

export const parseReceived = parser(
  "message",
  z.strictObject({ ...message, text: written.optional(), inReplyTo: name.optional() }),
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
    validFor: someTime.optional(),
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
        at: moment.optional(),
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

export const parseFilter = parser(
  "filter",
  z.strictObject({ contact: name.optional(), limit: count.optional() }),
  CODES,
  "INVALID_OUTBOUND",
);
