import fc from "fast-check";

export const CONTACTS = ["ana", "maria"] as const;
export const PURPOSES = ["offers", "news"] as const;
export const CHANNELS = ["whatsapp", "sms", "email"] as const;

const contact = fc.constantFrom(...CONTACTS);
const purpose = fc.constantFrom(...PURPOSES);
const channel = fc.constantFrom(...CHANNELS);
const purposes = fc.uniqueArray(purpose, { minLength: 1 });
const channels = fc.uniqueArray(channel, { minLength: 1 });
const ago = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 30 }));
const which = fc.nat(5);
const kind = <Kind extends string>(name: Kind) => fc.constant(name);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind("grant"),
      contact,
      purposes,
      channels: maybe(channels),
      ago,
      lasts: maybe(fc.integer({ min: 31, max: 80 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind("revoke"), contact, purposes: maybe(purposes), channels: maybe(channels), ago }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind("optOut"), contact, channel }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kind("platform"), contact, channel, wants: fc.constantFrom("stopped", "resumed") }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: kind("enqueue"),
      contact,
      channel,
      purpose: fc.option(purpose, { nil: undefined, freq: 5 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: kind("next") }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("take"), which }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("move"), which, channel }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("release"), which, channel: maybe(channel) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("complete"), which }) },
  { weight: 3, arbitrary: fc.record({ kind: kind("advance"), by: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("erase"), contact }) },
);

export type OutboundStep = typeof step extends fc.Arbitrary<infer Step> ? Step : never;

export const outboundSteps = () => fc.array(step, { maxLength: 40, size: "max" });
