import fc from "fast-check";

export const CONTACTS = ["ana", "maria"] as const;
export const PURPOSES = ["offers", "news"] as const;
export const CHANNELS = ["whatsapp", "sms", "email"] as const;

const contact = fc.constantFrom(...CONTACTS);
const purpose = fc.constantFrom(...PURPOSES);
const channel = fc.constantFrom(...CHANNELS);
const purposes = fc.uniqueArray(purpose, { minLength: 1 });
const channels = fc.uniqueArray(channel, { minLength: 1 });
const ago = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 10 }));
const which = fc.nat(5);
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.oneof(fc.constant(undefined), value);
const lasts = maybe(fc.integer({ min: 11, max: 30 }));
const kind = <Kind extends string>(name: Kind) => fc.constant(name);

const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind("grant"),
      contact,
      purposes,
      channels: maybe(channels),
      ago,
      lasts,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind("revoke"), contact, purposes: maybe(purposes), channels: maybe(channels), ago }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind("optOut"), contact, channel }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kind("platform"),
      contact,
      channel,
      wants: fc.constantFrom("stopped", "stopped", "resumed"),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: kind("enqueue"),
      contact,
      channel,
      // Without one it comes in, and nobody asks the gate.
      purpose: fc.oneof({ weight: 5, arbitrary: purpose }, fc.constant(undefined)),
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: kind("next") }) },
  { weight: 2, arbitrary: fc.record({ kind: kind("take"), which }) },
  { weight: 3, arbitrary: fc.record({ kind: kind("move"), which, channel }) },
  { weight: 3, arbitrary: fc.record({ kind: kind("release"), which, channel: maybe(channel) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("complete"), which }) },
  { weight: 3, arbitrary: fc.record({ kind: kind("advance"), by: fc.integer({ min: 1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind("erase"), contact }) },
);

export type OutboundStep = typeof step extends fc.Arbitrary<infer Step> ? Step : never;

/** Most histories begin with people who have agreed to something: otherwise most tickets are refused. */
const agreed = fc.tuple(
  ...CONTACTS.map((who) => {
    const to = {
      purposes: fc.constant<(typeof PURPOSES)[number][]>([...PURPOSES]),
      channels: maybe(channels),
      ago: fc.constant(0),
      lasts,
    };
    return fc.record({ kind: kind("grant"), contact: fc.constant(who), ...to });
  }),
);

/** Unbiased, since histories that are short tell little. */
const later = fc.noBias(fc.array(step, { maxLength: 40, size: "max" }));

export const outboundSteps = (): fc.Arbitrary<OutboundStep[]> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.tuple(agreed, later).map((both) => both.flat()) },
    { weight: 1, arbitrary: later },
  );
