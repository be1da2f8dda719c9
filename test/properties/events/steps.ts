import fc from "fast-check";
import type { AgentInput, CaseInput, CaseUpdate, ChannelChange } from "proximo";
import { channel, MINUTE, type Named, named, optional, skills } from "../steps.ts";

export type Input = CaseInput & { readonly id: string };

/** Within the hours of voice, an hour before they end. */
export const START = Date.parse("2026-03-02T23:00:00Z");

/** Everything that a center tells of. A claim is named by its place among all ever made, so stale ones are tried too. */
export type Step =
  | { kind: "enqueue"; input: Input }
  | { kind: "next" | "ready" | "heartbeat" | "remove"; agent: string }
  | { kind: "take"; ticket: Named; agent: string }
  | { kind: "distribute" }
  | { kind: "accept" | "refuse" | "withdraw" | "complete"; which: number }
  | { kind: "release"; which: number; change: CaseUpdate }
  | { kind: "cancel"; ticket: Named }
  | { kind: "update"; ticket: Named; change: CaseUpdate }
  | { kind: "channel"; id: string; change: ChannelChange }
  | { kind: "agent"; agent: string; change: AgentInput }
  | { kind: "wait"; ms: number }
  | { kind: "back"; ms: number }
  | { kind: "revoke"; contact: string };

const record = <Fields>(fields: { [key in keyof Fields]: fc.Arbitrary<Fields[key]> }) =>
  fc.record(fields, { requiredKeys: [] });
const kind = <const Kind extends string>(name: Kind) => fc.constant(name);
const id = fc.nat(7).map((n) => `t${n}`);
const contact = fc.constantFrom("maria", "rui");
const agent = fc.constantFrom("ana", "bia");
const after = fc.constantFrom(-MINUTE, MINUTE, 5 * MINUTE, 6 * MINUTE, 61 * MINUTE).map((ms) => START + ms);
const span = fc.constantFrom(1, 1_000, MINUTE, 3 * MINUTE);
const limit = fc.option(span, { nil: null });
const preferred = fc.record({ id: agent, until: after });
const rest = { skills: optional(skills), scheduledFor: optional(after), preferredAgent: optional(preferred) };
const inbound = fc.record({ id, channel, contact: optional(contact), ...rest });
const outbound = fc.record({
  ...{ id, channel: fc.constantFrom("whatsapp", "voice"), contact, ...rest },
  ...{ direction: kind("outbound"), purpose: fc.constantFrom("offers", "billing") },
});
const change = record({
  ...{ channel, skills, contactScore: fc.constantFrom(null, 1, 100) },
  ...{ scheduledFor: fc.option(after, { nil: null }), preferredAgent: fc.option(preferred, { nil: null }) },
});
const which = fc.nat(5);
const profile = record<AgentInput>({
  ...{ skills, capacity: fc.constantFrom(0, 1, 2, { total: 3, email: 1 }), wrapUp: fc.constantFrom(0, MINUTE) },
  ...{ presence: fc.constantFrom("available", "available", "away"), heartbeat: fc.constantFrom(null, 3 * MINUTE) },
  releaseAfter: fc.constantFrom(null, 0, MINUTE),
});
const channelChange = record<ChannelChange>({
  ...{ absolute: fc.boolean(), enabled: fc.boolean(), waitLimit: limit, escalateAfter: limit },
});

export const steps: fc.Arbitrary<Step[]> = fc.noBias(
  fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.record({ kind: kind("enqueue"), input: fc.oneof(inbound, outbound) }) },
      { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("next", "ready", "heartbeat", "remove"), agent }) },
      { weight: 2, arbitrary: fc.record({ kind: kind("take"), ticket: named, agent }) },
      { weight: 4, arbitrary: fc.record({ kind: kind("distribute") }) },
      {
        weight: 8,
        arbitrary: fc.record({ kind: fc.constantFrom("accept", "refuse", "withdraw", "complete"), which }),
      },
      { weight: 4, arbitrary: fc.record({ kind: kind("release"), which, change }) },
      { weight: 1, arbitrary: fc.record({ kind: kind("cancel"), ticket: named }) },
      { weight: 3, arbitrary: fc.record({ kind: kind("update"), ticket: named, change }) },
      { weight: 3, arbitrary: fc.record({ kind: kind("channel"), id: channel, change: channelChange }) },
      { weight: 4, arbitrary: fc.record({ kind: kind("agent"), agent, change: profile }) },
      { weight: 4, arbitrary: fc.record({ kind: kind("wait"), ms: fc.constantFrom(1, 20_000, MINUTE, 61 * MINUTE) }) },
      { weight: 1, arbitrary: fc.record({ kind: kind("back"), ms: span }) },
      { weight: 1, arbitrary: fc.record({ kind: kind("revoke"), contact }) },
    ) as fc.Arbitrary<Step>,
    { maxLength: 40, size: "max" },
  ),
);
