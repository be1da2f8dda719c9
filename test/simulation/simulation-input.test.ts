import { ProximoError } from "proximo";
import { compare, type Simulation, simulate } from "proximo/simulation";
import { expect, test } from "vitest";
import { show } from "../model/bad-values.ts";

const good: Simulation = {
  channels: { voice: { arrivalsPerHour: 10, handlingTime: 60_000 } },
  agents: { ana: {} },
  duration: 60_000,
  replications: 1,
};

async function refused(input: unknown): Promise<string> {
  try {
    await simulate(input as Simulation);
  } catch (error) {
    if (error instanceof ProximoError) return `${error.code} ${error.message}`;
    throw error;
  }
  return "was not refused";
}

const notNumbers = ["1", null, Number.NaN, Number.POSITIVE_INFINITY, -1, {}, [], true];
const notSpans = [...notNumbers, 0, 1.5, undefined];

const bad: { readonly [field: string]: readonly unknown[] } = {
  channels: [5, [], "voice", { voice: {} }, { "": good.channels!.voice }],
  contacts: [5, [], {}],
  agents: [0, 1.5, -1, "2", null, undefined, { ana: 5 }, { ana: { presence: "available" } }, { ana: { capacity: -1 } }],
  rules: [5, [{}], [{ segment: "vip", score: 101 }]],
  strategy: ["fastest", 5, {}],
  within: notSpans.filter((value) => value !== undefined),
  reaction: [...notNumbers, { exponential: -1 }, { lognormal: { mean: 5 } }, { uniform: 5 }],
  duration: notSpans,
  warmUp: notNumbers,
  cycle: notSpans.filter((value) => value !== undefined),
  start: ["2026", -1, 1.5, Number.NaN, new Date(Number.NaN)],
  target: notNumbers,
  seed: ["1", 0.5, 2 ** 32, Number.NaN],
  replications: [0, 1.5, "1", Number.NaN],
  confidence: [0, 1, 95, "0.95", Number.NaN],
};

const channelFields: { readonly [field: string]: readonly unknown[] } = {
  arrivalsPerHour: [...notNumbers, undefined, [-1], ["1"]],
  handlingTime: [...notNumbers, undefined],
  patience: notNumbers,
  target: notNumbers,
  contacts: [5, [], [{}], [{ share: 0 }], [{ share: 1, contactScore: 0 }], [{ share: 1, segments: "vip" }]],
  score: [0, 101, 1.5],
  absolute: [1, "yes"],
};

const agentFields: { readonly [field: string]: readonly unknown[] } = {
  count: [0, 1.5, "1"],
  speed: [0, -1, "fast", { voice: 0 }],
  shifts: [5, [{}], [{ from: 10, to: 5 }], [{ from: 86_400_000, to: 86_400_001 }], [{ from: 0, to: 86_400_001 }]],
};

test.each(Object.keys(bad))("refuses a bad %s", async (field) => {
  for (const value of bad[field]!)
    expect(await refused({ ...good, [field]: value }), show(value)).toMatch(
      RegExp(`^INVALID_OPTION simulate\\.${field}`),
    );
});

test.each(Object.keys(channelFields))("refuses a channel with a bad %s", async (field) => {
  for (const value of channelFields[field]!) {
    const channels = { voice: { ...good.channels!.voice, [field]: value } };
    expect(await refused({ ...good, channels }), show(value)).toMatch(
      RegExp(`^INVALID_OPTION simulate\\.channels\\.voice\\.${field}`),
    );
  }
});

test.each(Object.keys(agentFields))("refuses an agent with a bad %s", async (field) => {
  for (const value of agentFields[field]!)
    expect(await refused({ ...good, agents: { ana: { [field]: value } } }), show(value)).toMatch(
      /^INVALID_OPTION simulate\.agents/,
    );
});

test("refuses what is no simulation, and what it does not know", async () => {
  for (const input of [undefined, null, 5, "center", [], () => good])
    expect(await refused(input), show(input)).toMatch(/^INVALID_OPTION simulate: /);
  expect(await refused({ ...good, days: 5 })).toMatch(/^INVALID_OPTION simulate: .*"days"/);
  await expect(compare(good, { other: { agents: 0 } })).rejects.toMatchObject({ code: "INVALID_OPTION" });
});

test("refuses contacts that are none, or come out of order", async () => {
  const one = { at: 5, channel: "voice", handlingTime: () => 5 };
  const of = (...contacts: unknown[]) => refused({ ...good, contacts: () => contacts });
  expect(await of(one, one)).toBe("was not refused");
  expect(await of({ ...one, at: -1 })).toMatch(/^INVALID_OPTION contact\.at: /);
  expect(await of({ ...one, handlingTime: 5 })).toMatch(/^INVALID_OPTION contact\.handlingTime: /);
  expect(await of(one, { ...one, at: 4 })).toMatch(/^INVALID_OPTION contacts: expected them in order of time/);
});

test("refuses a duration of one's own that is none", async () => {
  const answers = (handlingTime: () => number) =>
    refused({ ...good, channels: { voice: { arrivalsPerHour: 6_000, handlingTime } } });
  expect(await answers(() => Number.NaN)).toMatch(/^INVALID_VALUE duration: expected milliseconds, 0 or more, got NaN/);
  expect(await answers(() => -1)).toMatch(/^INVALID_VALUE duration: /);
  for (const bad of [Number.NaN, -1]) {
    const contacts = () => [{ at: 5, channel: "voice", handlingTime: () => bad }];
    expect(await refused({ ...good, contacts })).toMatch(/^INVALID_VALUE duration: /);
  }
});
