import fc from "fast-check";
import type { DecisionRecord, Occurrence } from "../../../src/model/outbound.ts";
import type { Entry, Settlement } from "../../../src/stores/store.ts";
import { agentId, agentSteps, arrivals, duration, preferredAgent } from "./agent-steps.ts";
import {
  abilities,
  CHANNELS,
  channel,
  contact,
  HOUR,
  id,
  maybe,
  moment,
  named,
  score,
  seldom,
  skills,
  step,
  which,
} from "./values.ts";

const agent = fc.record({
  id: agentId,
  channels: maybe(fc.subarray([...CHANNELS])),
  skills: maybe(abilities.chain((some) => fc.shuffledSubarray(some, { minLength: some.length }))),
});
const change = fc.record(
  {
    channel,
    contactScore: fc.option(score),
    scheduledFor: fc.option(moment),
    skills,
    preferredAgent: fc.option(preferredAgent),
  },
  { requiredKeys: [] },
);
const claimant = fc.oneof(agent, agentId);

const ticket: fc.Arbitrary<Entry["ticket"]> = fc.record({
  id,
  channel,
  contact: fc.oneof({ weight: 4, arbitrary: contact }, { weight: 1, arbitrary: fc.constant(undefined) }),
  contactScore: maybe(score),
  receivedAt: maybe(moment),
  scheduledFor: seldom(moment),
  skills: fc.oneof(fc.constant([]), skills),
  preferredAgent: seldom(preferredAgent),
  direction: fc.constantFrom("inbound" as const, "outbound" as const),
  purpose: maybe(fc.constant("offers")),
  template: maybe(fc.constant("spring")),
  address: maybe(fc.constant("+55\u0000é")),
  segments: fc.subarray(["vip", "new"]),
  attributes: fc.record({ age: fc.constantFrom(30, 1.5), city: fc.constant("Recife") }, { requiredKeys: [] }),
  // As the façade lets it in: JSON knows no -0.
  data: maybe(fc.jsonValue({ maxDepth: 2 }).map((data) => JSON.parse(JSON.stringify(data)))),
});

/** What the gate says, by the way; `stale` answers what was asked before. */
const stops = fc.record({ allowed: fc.constant(false), final: fc.constant(true), retryAt: fc.constant(undefined) });
const answer = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ allowed: true, final: false, retryAt: undefined }) },
  stops,
  fc.record({ allowed: fc.constant(false), final: fc.constant(false), retryAt: maybe(moment) }),
);

const settlement: fc.Arbitrary<Settlement> = fc.oneof(
  fc.constantFrom({ kind: "complete" as const }, { kind: "cancel" as const }),
  step("release", { change }),
  step("return", { refusedFor: maybe(duration) }),
);

const kind = fc.constantFrom<Occurrence["kind"]>("delivered", "received", "blocked", "reported", "optedOut", "failed");
const occurrence: fc.Arbitrary<Occurrence> = fc.record({
  kind,
  contact,
  channel,
  template: maybe(fc.constantFrom("spring", "autumn")),
  message: maybe(fc.constantFrom("one", "two")),
  at: moment,
  notBefore: maybe(moment),
});
const windows = fc.record({
  volume: fc.constantFrom(0, HOUR, 24 * HOUR),
  quality: fc.constantFrom(0, HOUR, 5 * HOUR),
});
const decision: fc.Arbitrary<Omit<DecisionRecord, "seq">> = fc.record({
  at: moment,
  occasion: fc.constantFrom("authorize" as const, "claim" as const),
  contact,
  channel,
  purpose: fc.constant("offers"),
  allowed: fc.boolean(),
  reasons: fc.subarray(["hours", "volume"]),
  retryAt: maybe(moment),
});

const enqueue = step("enqueue", { ticket, ruleScore: score, answer, outdated: fc.nat(9) });

/** What is done to the line, and to those who serve it. */
const lineSteps = [
  { weight: 16, arbitrary: enqueue },
  { weight: 6, arbitrary: step("claimNext", { agent: claimant, answer }) },
  { weight: 2, arbitrary: step("claimTicket", { ticket: named, agent: claimant, answer }) },
  { weight: 9, arbitrary: step("offer", { ticket: named, agent: agentId, within: duration, answer }) },
  ...agentSteps,
  { weight: 8, arbitrary: step("settle", { which, settlement, answer }) },
  { weight: 4, arbitrary: step("update", { ticket: named, change, answer }) },
  { weight: 1, arbitrary: step("cancel", { ticket: named }) },
  { weight: 3, arbitrary: step("withdraw", { contact, answer: fc.oneof(stops, answer) }) },
  { weight: 2, arbitrary: step("reopen", { channel, contact: maybe(contact) }) },
  { weight: 1, arbitrary: step("forget", { contact }) },
  { weight: 2, arbitrary: step("clock", { at: moment }) },
  {
    weight: 4,
    arbitrary: step("channel", {
      id: channel,
      change: fc.record(
        {
          ...{ score, absolute: fc.boolean(), enabled: fc.boolean(), inbound: fc.boolean(), outbound: fc.boolean() },
          ...{ waitLimit: fc.option(duration), escalateAfter: fc.option(duration) },
        },
        { requiredKeys: [] },
      ),
    }),
  },
  { weight: 1, arbitrary: step("rules", { scores: fc.tuple(score, score), limit: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 4, arbitrary: step("agenda", {}) },
  { weight: 1, arbitrary: step("purge", { before: moment, limit: fc.nat(3) }) },
  { weight: 1, arbitrary: step("peek", { count: fc.nat(4), agent: maybe(agent) }) },
];

/** What is done to the consent chain, and to what the gate knows. */
const outboundSteps = [
  { weight: 2, arbitrary: step("grant", { contact }) },
  { weight: 1, arbitrary: step("define", {}) },
  { weight: 1, arbitrary: step("erase", { contact, kept: fc.boolean(), until: moment }) },
  { weight: 5, arbitrary: step("happened", { occurrence, windows, pauses: fc.boolean(), recounts: fc.boolean() }) },
  { weight: 4, arbitrary: step("record", { decision, limit: maybe(fc.nat(2)), windows }) },
  { weight: 1, arbitrary: step("change", { channel, template: maybe(fc.constant("spring")) }) },
  {
    weight: 1,
    arbitrary: step("wish", { contact, channel, wants: fc.constantFrom("stopped", "resumed"), at: moment }),
  },
  { weight: 3, arbitrary: step("ask", { contact, channel }) },
  { weight: 2, arbitrary: step("reply", { contact, channel }) },
  { weight: 1, arbitrary: step("purgeLog", { before: moment }) },
  { weight: 1, arbitrary: step("freeAt", { channel, limit: fc.nat(3), windows }) },
];

const mirrorStep = fc.oneof(...lineSteps, ...outboundSteps);

/** Unbiased, since histories that are short tell little. */
const many = (one: typeof mirrorStep) => fc.noBias(fc.array(one, { maxLength: 60, size: "max" }));

/** Half of them leave the outbound side alone, so that more happens to the line. All begin with some who serve, most with some who wait. */
export const history: fc.Arbitrary<MirrorStep[]> = fc
  .tuple(
    arrivals,
    fc.array(enqueue, { maxLength: 4 }),
    fc.oneof(many(mirrorStep), many(fc.oneof(...lineSteps) as typeof mirrorStep)),
  )
  .map((parts) => parts.flat());

export type MirrorStep = typeof mirrorStep extends fc.Arbitrary<infer Step> ? Step : never;
