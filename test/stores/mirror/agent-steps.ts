import fc from "fast-check";
import type { AgentChange } from "../../../src/model/agent.ts";
import type { Tally } from "../../../src/stores/port/tally-store.ts";
import { abilities, CHANNELS, HOUR, id, moment, START, step, which } from "./values.ts";

export const AGENTS = ["bia", "caio ç", 'dora "/"'] as const;

export const agentId = fc.constantFrom(...AGENTS);
export const duration = fc.constantFrom(0, 1, HOUR / 2, HOUR, 2 * HOUR);
export const preferredAgent = fc.record({ id: agentId, until: moment });

/** What is configured for each channel. */
const byChannel = (value: fc.Arbitrary<number>) => fc.dictionary(fc.constantFrom(...CHANNELS), value, { maxKeys: 2 });

const rarely = <Value>(value: fc.Arbitrary<Value>) => fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, value);

const change: fc.Arbitrary<AgentChange> = fc.record(
  {
    channels: fc.oneof(fc.constant(null), fc.subarray([...CHANNELS])),
    skills: abilities,
    capacity: fc.record({ total: fc.option(fc.nat(3), { nil: undefined }), byChannel: byChannel(fc.nat(2)) }),
    wrapUp: fc.record({ byChannel: byChannel(duration), otherwise: duration }),
    presence: fc.constantFrom(...[1, 2, 3, 4].map(() => "available" as const), "away" as const, "offline" as const),
    heartbeat: rarely(duration),
    releaseAfter: rarely(duration),
  },
  { requiredKeys: [] },
);

const tally: fc.Arbitrary<Tally> = fc.record({
  at: fc.constantFrom(0, START, START + HOUR),
  series: fc.constantFrom("sms", 'a "', ""),
  measure: fc.constantFrom("waited", "served"),
  amount: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constant(2 ** 53 - 1)),
});

/** Somebody who comes to serve, able to take something. */
const comes = fc.record({
  channels: fc.constant(null),
  skills: abilities,
  capacity: fc.record({ total: fc.integer({ min: 1, max: 3 }), byChannel: byChannel(fc.nat(2)) }),
  presence: fc.constant("available" as const),
});
export const arrivals = fc.tuple(
  ...AGENTS.slice(0, 2).map((agent) =>
    step("setAgent", { agent: fc.constant(agent), change: comes as fc.Arbitrary<AgentChange> }),
  ),
);

export const agentSteps = [
  { weight: 6, arbitrary: step("setAgent", { agent: agentId, change }) },
  { weight: 1, arbitrary: step("removeAgent", { agent: agentId }) },
  { weight: 2, arbitrary: step("heartbeat", { agent: agentId }) },
  { weight: 2, arbitrary: step("ready", { agent: agentId }) },
  { weight: 2, arbitrary: step("tally", { tallies: fc.array(tally, { maxLength: 4 }) }) },
  { weight: 1, arbitrary: step("dropTallies", { before: moment }) },
  { weight: 5, arbitrary: step("accept", { which }) },
  { weight: 6, arbitrary: step("pass", { by: duration }) },
  { weight: 3, arbitrary: step("lanes", { depth: fc.constantFrom(0, 1, 2, Number.POSITIVE_INFINITY) }) },
  { weight: 1, arbitrary: step("assignment", { id }) },
];
