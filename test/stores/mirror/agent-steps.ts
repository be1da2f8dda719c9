import fc from "fast-check";
import type { AgentChange } from "../../../src/model/agent.ts";
import type { Tally } from "../../../src/stores/tally-store.ts";
import { CHANNELS, HOUR, id, moment, SKILLS, START, step } from "./values.ts";

export const AGENTS = ["bia", "caio ç", 'dora "/"'] as const;

export const agentId = fc.constantFrom(...AGENTS);
export const duration = fc.constantFrom(0, 1, HOUR / 2, HOUR, 2 * HOUR);
export const preferredAgent = fc.record({ id: agentId, until: moment });

/** What is configured for each channel. */
const byChannel = (value: fc.Arbitrary<number>) => fc.dictionary(fc.constantFrom(...CHANNELS), value, { maxKeys: 2 });

const change: fc.Arbitrary<AgentChange> = fc.record(
  {
    channels: fc.option(fc.subarray([...CHANNELS])),
    skills: fc.subarray(SKILLS).map((some) => [...some].sort()),
    capacity: fc.record({ total: fc.nat(3), byChannel: byChannel(fc.nat(2)) }),
    wrapUp: fc.record({ byChannel: byChannel(duration), otherwise: duration }),
    presence: fc.constantFrom("available" as const, "available" as const, "away" as const, "offline" as const),
    heartbeat: fc.option(duration),
    releaseAfter: fc.option(duration),
  },
  { requiredKeys: [] },
);

const tally: fc.Arbitrary<Tally> = fc.record({
  at: fc.constantFrom(0, START, START + HOUR),
  series: fc.constantFrom("sms", 'a "', ""),
  measure: fc.constantFrom("waited", "served"),
  amount: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(2 ** 53 - 1)),
});

export const agentSteps = [
  { weight: 6, arbitrary: step("setAgent", { agent: agentId, change }) },
  { weight: 1, arbitrary: step("removeAgent", { agent: agentId }) },
  { weight: 3, arbitrary: step("heartbeat", { agent: agentId }) },
  { weight: 2, arbitrary: step("ready", { agent: agentId }) },
  { weight: 3, arbitrary: step("tally", { tallies: fc.array(tally, { maxLength: 4 }) }) },
  { weight: 1, arbitrary: step("dropTallies", { before: moment }) },
  { weight: 2, arbitrary: step("accept", { which: fc.nat(4) }) },
  { weight: 8, arbitrary: step("pass", { by: duration }) },
  { weight: 3, arbitrary: step("lanes", { depth: fc.constantFrom(0, 1, 2, Number.POSITIVE_INFINITY) }) },
  { weight: 1, arbitrary: step("assignment", { id }) },
];
