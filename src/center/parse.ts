import * as z from "zod";
import { isStorable, LONGEST_ID } from "../model/identifier.ts";
import { isWellFormed, toJson } from "../model/json.ts";
import { type FieldCodes, parser } from "../model/parse.ts";
import { HIGHEST_SCORE, LOWEST_SCORE } from "../model/score.ts";
import { LAST_MOMENT } from "../model/time.ts";
import { parseOutboundOptions } from "../outbound/parse-options.ts";

const nameExpected = `expected a string of 1 to ${LONGEST_ID} characters`;
const scoreExpected = `expected an integer from ${LOWEST_SCORE} to ${HIGHEST_SCORE}`;
const timeExpected = "expected epoch milliseconds (an integer from 0 to 8.64e15) or a Date";
const durationExpected = "expected a whole number of milliseconds, 0 or more";

const name = z
  .string(nameExpected)
  .min(1, nameExpected)
  .max(LONGEST_ID, nameExpected)
  .refine(isWellFormed, "expected well-formed Unicode")
  .refine(isStorable, "expected no NUL");
const names = z.array(name, "expected an array of strings").readonly();
const score = z.int(scoreExpected).min(LOWEST_SCORE, scoreExpected).max(HIGHEST_SCORE, scoreExpected);
const moment = z
  .union([z.date().transform((date) => date.getTime()), z.int()], timeExpected)
  .pipe(z.int(timeExpected).min(0, timeExpected).max(LAST_MOMENT, timeExpected));
const duration = z.int(durationExpected).min(0, durationExpected).max(LAST_MOMENT, durationExpected);
const attribute = z.union([z.string(), z.number(), z.boolean()], "expected a string, a number, true or false");
const attributes = z
  .unknown()
  .transform((given) => toJson(given ?? {}, "attributes"))
  .pipe(z.record(name, attribute).readonly());
const skills = names.transform((given) => [...new Set(given)].sort()).readonly();

const contact = z.union(
  [
    name.transform((id) => ({ id, segments: undefined, attributes: undefined })),
    z.strictObject({ id: name, segments: names.optional(), attributes: attributes.optional() }),
  ],
  "expected an id, or an object with an id, segments and attributes",
);

const CODES: FieldCodes = {
  id: "INVALID_ID",
  channel: "INVALID_CHANNEL",
  contact: "INVALID_CONTACT",
  contactScore: "INVALID_SCORE",
  score: "INVALID_SCORE",
  receivedAt: "INVALID_TIME",
  scheduledFor: "INVALID_TIME",
  skills: "INVALID_SKILLS",
  purpose: "NO_PURPOSE",
};

const changeable = {
  channel: name.optional(),
  contactScore: score.nullable().optional(),
  scheduledFor: moment.nullable().optional(),
  skills: skills.optional(),
};

/** Only what goes out has a purpose. That it has one, the gate sees to. */
function checkDirection(ticket: { readonly direction: string }, issues: z.RefinementCtx) {
  const stray = ["purpose", "address", "template"].find((field) => field in ticket);
  if (ticket.direction === "outbound" || stray === undefined) return;
  issues.addIssue({ code: "custom", path: ["direction"], message: `expected "outbound", as it has a ${stray}` });
}

export const parseTicket = parser(
  "ticket",
  z
    .strictObject({
      ...changeable,
      id: name.optional(),
      channel: name,
      contact: contact.optional(),
      receivedAt: moment.optional(),
      direction: z.enum(["inbound", "outbound"]).default("inbound"),
      purpose: name.optional(),
      address: z.string("expected a string").optional(),
      template: name.optional(),
      data: z
        .unknown()
        .transform((data) => (data === undefined ? undefined : toJson(data, "data")))
        .optional(),
    })
    .superRefine(checkDirection),
  CODES,
  "INVALID_TICKET",
);

export const parseChange = parser("change", z.strictObject(changeable), CODES, "INVALID_TICKET");

export const parseAgent = parser(
  "agent",
  z.strictObject({ id: name, channels: names.optional(), skills: names.optional() }),
  {},
  "INVALID_AGENT",
);

export const parseFilter = parser("filter", z.strictObject({ agent: name.optional() }), {}, "INVALID_AGENT");

export const parseRules = parser(
  "rules",
  z.array(
    z.union([
      z.strictObject({ contact: name, score }),
      z.strictObject({ segment: name, score }),
      z.strictObject({ attribute: name, value: attribute, score }),
    ]),
  ),
  {},
  "INVALID_RULE",
);

function withMembers(what: string, ...members: readonly string[]) {
  const fits = (value: unknown) =>
    typeof value === "object" &&
    value !== null &&
    members.every((one) => typeof Reflect.get(value, one) === "function");
  return z.custom<object>(fits, `expected ${what}`).optional();
}

export const parseOptions = parser(
  "options",
  z.strictObject({
    store: withMembers("a store", "open", "enqueue", "claimNext"),
    clock: withMembers("a clock", "now", "wake"),
    promotionLead: duration.optional(),
    retention: duration.optional(),
    consent: z.custom<object>((given) => typeof given === "object" && given !== null, "expected an object").optional(),
    outbound: z
      .unknown()
      .transform((given) => (given === undefined ? given : parseOutboundOptions(given)))
      .optional(),
  }),
  {},
  "INVALID_OPTION",
);

export const parseId = parser("id", name, {}, "INVALID_ID");
export const parseToken = parser("token", name, {}, "INVALID_ID");
export const parseCount = parser(
  "count",
  z.union([z.int().min(0), z.literal(Number.POSITIVE_INFINITY)], "expected an integer from 0 up"),
  {},
  "INVALID_OPTION",
);
