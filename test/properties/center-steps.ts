import fc from "fast-check";
import type { AgentDescription, CaseInput, ChannelChange, ContactRule, TicketChange } from "proximo";
import { agent, change, channel, channelChange, type Named, named, score, ticket, time } from "./steps.ts";

export type Input = CaseInput & { readonly id: string };
export type Agent = AgentDescription;
export type How = { kind: "complete" } | { kind: "cancel" } | { kind: "release"; change: TicketChange };

/** Everything that can happen to a center. A claim is named by its place among all ever made, so stale ones are tried too. */
export type CenterStep =
  | { kind: "enqueue"; ticket: Input }
  | { kind: "again"; which: number }
  | { kind: "next"; agent: Agent }
  | { kind: "take"; ticket: Named; agent: Agent }
  | { kind: "settle"; which: number; how: How; pickedUp: boolean }
  | { kind: "cancel"; ticket: Named }
  | { kind: "update"; ticket: Named; change: TicketChange }
  | { kind: "channel"; id: string; change: ChannelChange }
  | { kind: "rules"; rules: ContactRule[] }
  | { kind: "clock"; at: number }
  | { kind: "peek"; count: number; agent: Agent };

const segment = fc.constantFrom("vip", "new");

const contact = fc.record(
  {
    id: fc.constantFrom("ana", "maria", "rui"),
    segments: fc.uniqueArray(segment),
    attributes: fc.record({ age: fc.constantFrom(30, 70), city: fc.constant("Recife") }, { requiredKeys: [] }),
  },
  { requiredKeys: ["id"] },
);

export const input: fc.Arbitrary<Input> = fc
  .tuple(ticket, fc.oneof(fc.constant("ana"), fc.constant(undefined), contact))
  .map(([rest, person]) => ({ ...rest, contact: person }));

export const describedAgent: fc.Arbitrary<Agent> = fc
  .tuple(fc.constantFrom("bia", "caio"), agent)
  .map(([name, abilities]) => ({ id: name, ...abilities }));

export const rules: fc.Arbitrary<ContactRule[]> = fc.array(
  fc.oneof(
    fc.record({ contact: fc.constantFrom("ana", "maria"), score }),
    fc.record({ segment, score }),
    fc.record({ attribute: fc.constantFrom("age", "city"), value: fc.constantFrom(30, 70, "Recife"), score }),
  ),
  { maxLength: 4 },
);

const how: fc.Arbitrary<How> = fc.oneof(
  fc.constant({ kind: "complete" as const }),
  fc.constant({ kind: "cancel" as const }),
  fc.record({ kind: fc.constant("release" as const), change }),
);

const switches: fc.Arbitrary<ChannelChange> = fc.oneof(
  { weight: 4, arbitrary: channelChange },
  fc.record({ inbound: fc.boolean() }),
);

const which = fc.nat({ max: 5 });
const step = <Kind extends string, Fields>(kind: Kind, fields: { [key in keyof Fields]: fc.Arbitrary<Fields[key]> }) =>
  fc.record({ kind: fc.constant(kind), ...fields });

export const centerSteps = (): fc.Arbitrary<CenterStep[]> =>
  // Unbiased, since sequences that are short tell little.
  fc.noBias(
    fc.array(
      fc.oneof(
        { weight: 9, arbitrary: step("enqueue", { ticket: input }) },
        { weight: 5, arbitrary: step("next", { agent: describedAgent }) },
        { weight: 6, arbitrary: step("settle", { which, how, pickedUp: fc.boolean() }) },
        { weight: 3, arbitrary: step("clock", { at: time }) },
        { weight: 3, arbitrary: step("update", { ticket: named, change }) },
        { weight: 3, arbitrary: step("channel", { id: channel, change: switches }) },
        step("again", { which }),
        step("take", { ticket: named, agent: describedAgent }),
        step("cancel", { ticket: named }),
        step("rules", { rules }),
        step("peek", { count: fc.nat({ max: 8 }), agent: describedAgent }),
      ) as fc.Arbitrary<CenterStep>,
      { maxLength: 40, size: "max" },
    ),
  );
