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
          const seqs = (map.get(contact) ?? []).slice(0, left);
          files.replace(
            contact,
            seqs.map((seq) => recorded(seq, contact)),
          );
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
  const before = files.find("maria");
  files.replace("maria", [recorded(2, "maria")]);
  expect(files.find("maria")).not.toBe(before);
  files.replace("maria", []);
  expect(files.find("maria")).toBeUndefined();
  expect(JSON.stringify(files)).not.toContain("maria");
});
