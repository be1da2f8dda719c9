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
export const skills = fc.subarray(SKILLS).map((some) => [...some].sort());
export const moment = fc.oneof(
  fc.integer({ min: START - 3 * HOUR, max: START + 3 * HOUR }),
  fc.constantFrom(0, START, START + 1, 8_640_000_000_000_000),
);
export const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
export const step = <Kind extends string, Fields>(
  kind: Kind,
  fields: { [key in keyof Fields]: fc.Arbitrary<Fields[key]> },
): fc.Arbitrary<{ kind: Kind } & Fields> =>
  fc.record({ kind: fc.constant(kind), ...fields }) as unknown as fc.Arbitrary<{ kind: Kind } & Fields>;
