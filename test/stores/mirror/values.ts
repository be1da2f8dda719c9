import fc from "fast-check";

export const CONTACTS = ["ana", "maria ★"] as const;
export const CHANNELS = ["whatsapp", "sms", "webchat"] as const;
export const TICKETS = Array.from({ length: 8 }, (_, n) => `t${n}`);
export const SKILLS = ["billing", 'sp"anish', "tech\n"];

export const START = 1_700_000_000_000;
export const HOUR = 3_600_000;

export const contact = fc.constantFrom(...CONTACTS);
export const channel = fc.constantFrom(...CHANNELS);
export const id = fc.constantFrom(...TICKETS);
export const score = fc.integer({ min: 1, max: 100 });
/** All of them more often than each other choice. */
export const abilities = fc.oneof(fc.constant(SKILLS), fc.subarray(SKILLS)).map((some) => [...some].sort());
export const skills = fc.subarray(SKILLS).map((some) => [...some].sort());
export const moment = fc.oneof(
  fc.integer({ min: START - 3 * HOUR, max: START + 3 * HOUR }),
  fc.constantFrom(0, START, START + 1, 8_640_000_000_000_000),
);
export const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.oneof(fc.constant(undefined), value);
export const seldom = <Value>(value: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, value);
/** By its place among those there are, counted round and round, or by an id that may be nobody's. */
export const named = fc.oneof({ weight: 4, arbitrary: fc.nat({ max: 7 }) }, id);
/** The token of a claim, by its place among those that are held; below 0, the last that were asked for, given or not. */
export const which = fc.integer({ min: -1, max: 4 });
export const step = <Kind extends string, Fields>(
  kind: Kind,
  fields: { [key in keyof Fields]: fc.Arbitrary<Fields[key]> },
): fc.Arbitrary<{ kind: Kind } & Fields> =>
  fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<{ kind: Kind } & Fields>;
