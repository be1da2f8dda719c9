import { milliseconds } from "date-fns";
import * as z from "zod";
import { agentFields } from "../agents/parse.ts";
import { attributes, contactRules, strategy } from "../center/parse.ts";
import { parser } from "../model/parse.ts";
import { duration, moment, name, nameSet, score, someTime } from "../model/schemas.ts";
import type { SimulatedAgent, SimulatedContact, Simulation } from "./simulation.ts";
import { share } from "./staffing/inputs.ts";

const DAY = milliseconds({ days: 1 });
/** A Monday. */
const START = Date.UTC(2026, 0, 5);

const MOST = 1e12;

function amount(what: string, least = 0) {
  const expected = `expected ${what}, from ${least} to ${MOST}`;
  return z.number(expected).min(least, expected).max(MOST, expected);
}

function whole(least: number, most: number) {
  const expected = `expected a whole number from ${least} to ${most}`;
  return z.int(expected).min(least, expected).max(most, expected);
}

const span = amount("a number of milliseconds");
const randomDuration = z.union(
  [
    span,
    z.strictObject({ exponential: span }),
    z.strictObject({
      lognormal: z.strictObject({ mean: amount("milliseconds", 1e-3), variation: amount("a number") }),
    }),
    z.custom<(random: number, agent: string) => number>((given) => typeof given === "function"),
  ],
  "expected milliseconds, { exponential: mean }, { lognormal: { mean, variation } }, or a function of a random number",
);

const perHour = amount("contacts per hour");
const kind = z.strictObject({
  share: amount("a share"),
  contactScore: score.optional(),
  segments: nameSet.optional(),
  attributes: attributes.optional(),
  skills: nameSet.optional(),
});

const channel = z.strictObject({
  arrivalsPerHour: z.union([perHour, z.array(perHour).min(1)], "expected contacts per hour, or an array of such"),
  handlingTime: randomDuration,
  patience: randomDuration.optional(),
  target: span.optional(),
  contacts: z
    .array(kind)
    .refine((kinds) => kinds.some((one) => one.share > 0), "expected a share above 0")
    .optional(),
  score: score.optional(),
  absolute: z.boolean("expected true or false").optional(),
  waitLimit: duration.nullable().optional(),
  escalateAfter: duration.nullable().optional(),
});

const factor = amount("how many times as fast", 1e-6);
const shift = z
  .strictObject({ from: duration, to: duration })
  .refine(({ from, to }) => from < to, { path: ["to"], error: "expected an end after the beginning" });

const agent = z.strictObject({
  ...agentFields,
  count: whole(1, 100_000).optional(),
  speed: z.union([factor, z.record(name, factor)], "expected how many times as fast, or such by channel").optional(),
  shifts: z.array(shift).optional(),
});

const shape = z
  .strictObject({
    channels: z.record(name, channel).default({}),
    contacts: z
      .custom<NonNullable<Simulation["contacts"]>>((given) => typeof given === "function", "expected a function")
      .optional(),
    agents: z.union([whole(1, 100_000), z.record(name, agent)], "expected how many, or agents by id"),
    rules: contactRules.default([]),
    strategy: strategy.optional(),
    within: someTime.optional(),
    reaction: randomDuration.default(0),
    duration: someTime,
    warmUp: duration.default(0),
    cycle: someTime.default(DAY),
    start: moment.default(START),
    target: span.default(milliseconds({ seconds: 20 })),
    seed: whole(-(2 ** 31), 2 ** 32 - 1).default(1),
    replications: whole(1, 1_000_000).default(10),
    confidence: share.default(0.95),
  })
  .superRefine(({ agents, cycle }, issues) => {
    if (typeof agents === "number") return;
    for (const [id, { shifts = [] }] of Object.entries(agents)) {
      const late = shifts.findIndex(({ from, to }) => from >= cycle || to - from > cycle);
      const message = `expected a shift that begins within the cycle of ${cycle} and lasts no longer`;
      if (late >= 0) issues.addIssue({ code: "custom", path: ["agents", id, "shifts", late], message });
    }
  });

/** A simulation, complete. Agents are as they were given: the center takes them so. */
export type Setting = Omit<z.output<typeof shape>, "agents"> & {
  readonly agents: Readonly<Record<string, SimulatedAgent>>;
};

const parse = parser("simulate", shape, {}, "INVALID_OPTION");

/** @throws ProximoError `INVALID_OPTION` */
export function parseSimulation(given: Simulation): Setting {
  const { agents, ...setting } = parse(given);
  return {
    ...setting,
    agents: typeof agents === "number" ? { agent: { count: agents } } : (given.agents as Setting["agents"]),
  };
}

/** One who comes from outside. */
export const parseContact: (given: unknown) => SimulatedContact = parser(
  "contact",
  z.looseObject({
    at: span,
    channel: name,
    patience: span.optional(),
    receivedAt: z.int("expected a whole number of milliseconds").optional(),
    handlingTime: z.custom<SimulatedContact["handlingTime"]>(
      (given) => typeof given === "function",
      "expected a function",
    ),
  }),
  {},
  "INVALID_OPTION",
);
