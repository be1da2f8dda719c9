import fc from "fast-check";
import { expect, test } from "vitest";
import { ConsentFiles } from "../../src/stores/memory/consent-files.ts";

const recorded = (seq: number, contact: string) => ({
  entry: { v: 1, seq, kind: "grant", at: 0, meta: {}, commitment: null, prev: "" } as const,
  part: { seq, contact, salt: "", record: "{}" },
});

/** Enough of them for the chains to grow, and for several contacts in one. */
const contacts = Array.from({ length: 3_000 }, (_, number) => `contact-${number}`);
const step = fc.record({ contact: fc.constantFrom(...contacts), left: fc.option(fc.nat(2)) });

test("keeps the files that a Map would keep, whatever comes and goes", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 3_000 }), (steps) => {
      const files = new ConsentFiles();
      const map = new Map<string, number[]>();
      const add = (contact: string, seq: number) => {
        files.add(contact, recorded(seq, contact));
        map.set(contact, [...(map.get(contact) ?? []), seq]);
      };
      for (const [place, contact] of contacts.entries()) if (place % 2 === 0) add(contact, place);
      for (const [place, { contact, left }] of steps.entries()) {
        if (left === null) add(contact, contacts.length + place);
        else {
          const before = map.get(contact) ?? [];
          const seqs = before.slice(0, left);
          for (const seq of before) files.change(contact, seq, seqs.includes(seq) ? recorded(seq, contact) : undefined);
          if (seqs.length === 0) map.delete(contact);
          else map.set(contact, seqs);
        }
      }
      for (const contact of contacts)
        expect(files.find(contact)?.entries.map(({ entry }) => entry.seq)).toEqual(map.get(contact));
    }),
    { numRuns: 20 },
  );
});

test("holds nothing of a contact whose last entry is gone, and answers a new file where some are left", () => {
  const files = new ConsentFiles();
  files.add("maria", recorded(1, "maria"));
  files.add("maria", recorded(2, "maria"));
  files.add("maria", recorded(3, "maria"));
  const before = files.find("maria");
  files.change("maria", 1, undefined);
  files.add("maria", recorded(4, "maria"));
  files.change("maria", 3, undefined);
  const after = files.find("maria");
  expect(after).not.toBe(before);
  const places = (file = before) => file?.entries.map(({ entry }) => entry.seq);
  expect([places(), places(after)]).toEqual([
    [1, 2, 3],
    [2, 4],
  ]);
  expect(files.find("maria")).toBe(after);
  files.change("maria", 2, undefined);
  files.change("maria", 4, undefined);
  expect(files.find("maria")).toBeUndefined();
  expect(JSON.stringify(files)).not.toContain("maria");
});
