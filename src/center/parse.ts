import * as z from "zod";
import type { LanePredictor, Predictor } from "../distribution/strategy.ts";
import { toJson } from "../model/json.ts";
import { hasMethods } from "../model/methods.ts";
import { type FieldCodes, parser } from "../model/parse.ts";
import { count, duration, moment, name, nameSet, names, score, someTime } from "../model/schemas.ts";
import { parseOutboundOptions } from "../outbound/input/parse-options.ts";
import type { Claimant } from "../stores/store.ts";
import { statisticsOptions } from "./statistics/parse.ts";

const attribute = z.union([z.string(), z.number(), z.boolean()], "expected a string, a number, true or false");
export const attributes = z
  .unknown()
  .transform((given) => toJson(given ?? {}, "attributes"))
  .pipe(z.record(name, attribute).readonly());

const contact = z.union(
  [
    name.transform((id) => ({ id, segments: undefined, attributes: undefined })),
    z.strictObject({ id: name, segments: nameSet.optional(), attributes: attributes.optional() }),
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
  preferredAgent: "INVALID_AGENT",
  purpose: "NO_PURPOSE",
};

const changeable = {
  channel: name.optional(),
  contactScore: score.nullable().optional(),
  scheduledFor: moment.nullable().optional(),
  skills: nameSet.optional(),
  preferredAgent: z
    .strictObject({ id: name, until: moment }, "expected an agent's id, and until when")
    .readonly()
    .nullable()
    .optional(),
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

const described = z.strictObject(
  { id: name, channels: names.optional(), skills: names.optional() },
  {
    error: ({ code }) =>
      code === "invalid_type" ? "expected the id of a registered agent, or an object with an id" : undefined,
  },
);

/** Described on the spot. */
const parseAgent = parser("agent", described, {}, "INVALID_AGENT");
export const parseAgentId = parser("agent", name, {}, "INVALID_AGENT");

/** A registered one, by their id, or described on the spot. */
export function parseClaimant(claimant: unknown): Claimant {
  return typeof claimant === "string" ? parseAgentId(claimant) : parseAgent(claimant);
}

export const parseRefusal = parser(
  "refusal",
  z.strictObject({ reason: z.string("expected a string").optional(), notAgainFor: duration.optional() }),
  {},
  "INVALID_OPTION",
);

export const parseFilter = parser("filter", z.strictObject({ agent: name.optional() }), {}, "INVALID_AGENT");

export const contactRules = z
  .array(
    z.union(
      [
        z.strictObject({ contact: name, score }).readonly(),
        z.strictObject({ segment: name, score }).readonly(),
        z.strictObject({ attribute: name, value: attribute, score }).readonly(),
      ],
      "expected a contact, a segment, or an attribute with its value, and a score",
    ),
  )
  .readonly();

export const parseRules = parser("rules", contactRules, {}, "INVALID_RULE");

export const strategy = z.union(
  [
    z.enum(["longestIdle", "roundRobin", "leastLoaded", "predictive"]),
    z.custom<Predictor>((given) => typeof given === "function"),
    z.custom<LanePredictor>((given) => typeof (given as LanePredictor | undefined)?.byLane === "function"),
  ],
  'expected "longestIdle", "roundRobin", "leastLoaded", "predictive", a function, or an object with a function byLane',
);
const distribution = { strategy: strategy.optional(), within: someTime.optional() };

export const parseDistribution = parser("options", z.strictObject(distribution), {}, "INVALID_OPTION");

function withMembers(what: string, ...members: readonly string[]) {
  return z.custom<object>((value) => hasMethods(value, ...members), `expected ${what}`).optional();
}

export const parseOptions = parser(
  "options",
  z.strictObject({
    store: withMembers("a store", "open", "enqueue", "claimNext"),
    clock: withMembers("a clock", "now", "wake"),
    promotionLead: duration.optional(),
    retention: duration.optional(),
    consent: z.custom<object>((given) => typeof given === "object" && given !== null, "expected an object").optional(),
    distribution: z.strictObject({ ...distribution, notAgainFor: duration.optional() }).optional(),
    statistics: z.union([z.literal(false), statisticsOptions], "expected false, or how to count").optional(),
    outbound: z
      .unknown()
      .transform((given) => (given === undefined ? given : parseOutboundOptions(given)))
      .optional(),
  }),
  {},
  "INVALID_OPTION",
);

export const parseId = parser("id", name, {}, "INVALID_ID");
export const parseContactId = parser("contact", name, {}, "INVALID_CONTACT");
export const parseToken = parser("token", name, {}, "INVALID_ID");
export const parseCount = parser(
  "count",
  z.union([count, z.literal(Number.POSITIVE_INFINITY)], "expected an integer from 0 up, or Infinity"),
  {},
  "INVALID_OPTION",
);
