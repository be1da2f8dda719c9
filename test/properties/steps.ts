import fc from "fast-check";
import type { Abilities, ChannelChange, TicketChange, TicketInput } from "proximo";

/** Everything that can happen to a line. Ids, times and scores are few, so that they meet. */
export type Step =
  | { kind: "enqueue"; ticket: TicketInput }
  | { kind: "next"; agent?: Abilities | undefined }
  | { kind: "peek"; count: number; agent?: Abilities | undefined }
  | { kind: "remove"; id: string }
  | { kind: "update"; id: string; change: TicketChange }
  | { kind: "channel"; id: string; change: ChannelChange }
  | { kind: "clock"; at: number };

export const START = 1_700_000_000_000;
export const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** By its id, or by its place among those there are, counted round and round: most steps find something to do. */
export type Named = string | number;

export const idOf = (ticket: Named, among: readonly { readonly id: string }[]): string | undefined =>
  typeof ticket === "string" ? ticket : among[ticket % among.length]?.id;

export const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

export const id = fc.integer({ min: 0, max: 15 }).map((n) => `t${n}`);
export const named = fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 7 }) }, { weight: 1, arbitrary: id });
export const channel = fc.constantFrom("webchat", "whatsapp", "email", "voice");
export const score = fc.constantFrom(1, 49, 50, 51, 100);
const ALL_SKILLS = ["billing", "english", "tech"];
export const skills = fc.subarray(ALL_SKILLS);

/** Times around the start, to the millisecond where promotion is near. */
export const time = fc.oneof(
  fc.integer({ min: -3, max: 3 }).map((n) => START + n),
  fc.integer({ min: -12, max: 12 }).map((n) => START + n * MINUTE),
  fc.constantFrom(START + 5 * MINUTE - 1, START + 5 * MINUTE, START + 5 * MINUTE + 1, START + DAY, START - DAY),
);

export const ticket: fc.Arbitrary<TicketInput> = fc.record({
  id,
  channel,
  contact: fc.constantFrom("ana", "maria"),
  contactScore: fc.oneof(fc.constant(undefined), fc.constant(null), score),
  receivedAt: optional(time),
  scheduledFor: fc.oneof({ weight: 2, arbitrary: fc.constant(undefined) }, time),
  skills: fc.oneof(fc.constant(undefined), skills),
});

const channels = fc.subarray(["webchat", "whatsapp", "email", "voice", "sms"], { minLength: 1 });

export const agent: fc.Arbitrary<Abilities | undefined> = optional(
  fc.oneof(
    fc.record({ channels, skills: fc.constant(ALL_SKILLS) }, { requiredKeys: ["skills"] }),
    fc.record({ channels, skills }, { requiredKeys: [] }),
  ),
);

export const change: fc.Arbitrary<TicketChange> = fc.record(
  {
    channel,
    contactScore: fc.oneof(fc.constant(null), score),
    scheduledFor: fc.oneof(fc.constant(null), time),
    skills,
  },
  { requiredKeys: [] },
);

export const channelChange: fc.Arbitrary<ChannelChange> = fc.record(
  { score, absolute: fc.boolean(), enabled: fc.boolean() },
  { requiredKeys: [] },
);

export const steps = (): fc.Arbitrary<Step[]> =>
  fc.array(
    fc.oneof(
      { weight: 8, arbitrary: fc.record({ kind: fc.constant("enqueue" as const), ticket }) },
      { weight: 4, arbitrary: fc.record({ kind: fc.constant("next" as const), agent }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("update" as const), id, change }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant("clock" as const), at: time }) },
      fc.record({ kind: fc.constant("peek" as const), count: fc.integer({ min: 0, max: 8 }), agent }),
      fc.record({ kind: fc.constant("remove" as const), id }),
      {
        weight: 2,
        arbitrary: fc.record({ kind: fc.constant("channel" as const), id: channel, change: channelChange }),
      },
    ),
    { maxLength: 60, size: "max" },
  );
