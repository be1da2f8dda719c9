import fc from "fast-check";
import { expect, test } from "vitest";
import * as z from "zod";
import * as fields from "../../src/consent/input/fields.ts";

const schema = z.strictObject({
  contact: fields.identifier,
  purposes: fields.grantedPurposes,
  channels: fields.channels.optional(),
  addresses: fields.addresses.optional(),
  act: fields.affirmativeAct.optional(),
  evidence: fields.shownEvidence,
  at: fields.moment.optional(),
  notice: fields.versions.optional(),
});
const read = fields.reader(schema);

const good = {
  contact: fc.constantFrom("maria", "rui"),
  purposes: fc.constantFrom("*", ["offers"], ["offers", "news"]),
  channels: fc.constantFrom(undefined, "any", ["email"], ["sms", "email"]),
  addresses: fc.constantFrom(undefined, { sms: "+55" }, { sms: ["+55", "+351"], email: ["a@b.example"] }),
  act: fc.constantFrom(undefined, "reply"),
  evidence: fc.constantFrom({ form: 7 }, { text: "SAIR", of: [{ page: [1, null] }] }),
  at: fc.constantFrom(undefined, 5, new Date(5)),
  notice: fc.constantFrom(undefined, "v1", { offers: "v1" }),
};
const stray = fc.constantFrom<unknown>(
  ...[undefined, null, "", 7, [], {}, [undefined], ["any"], Object.create({ form: 1 }), new Date(Number.NaN), () => {}],
  ...[JSON.parse('{"__proto__":1}'), { form: undefined }, { sms: [] }, new Map(), Object.create(null)],
);
const input = fc.oneof(
  stray,
  fc.record(good, { requiredKeys: [] }),
  fc.record(good),
  fc
    .tuple(fc.record(good), fc.constantFrom(...Object.keys(good), "__proto__", "more"), stray)
    .map(([given, key, value]) => Object.fromEntries([...Object.entries(given), [key, value]])),
);

/** As JSON: a field given as `undefined` is as good as absent. */
const outcome = (value: unknown) => JSON.stringify(value) ?? "refused";

test("reads what its schema does and refuses what it does, whatever comes", () => {
  fc.assert(
    fc.property(input, (value) => {
      const { success, data } = schema.safeParse(value);
      const known = read(value);
      expect(outcome(known)).toBe(success ? outcome(data) : "refused");
    }),
    { numRuns: 1_000 },
  );
});

test("gives a copy, all through", () => {
  const given = {
    contact: "rui",
    purposes: ["offers"],
    addresses: { sms: ["+55"] },
    evidence: { of: [{ page: [1] }] },
  };
  const known = read(given);
  const before = structuredClone(known);
  given.contact = "maria";
  given.purposes.push("news");
  given.addresses.sms.push("+351");
  given.evidence.of[0]!.page.push(2);
  given.evidence.of.push({ page: [] });
  expect(known).toEqual(before);
});
