import fc from "fast-check";
import { type Link, memoryConsentStore, type PersonalPart } from "proximo";
import { expect, test } from "vitest";
import { ENTRY_KINDS } from "../../src/model/consent.ts";
import { ConsentChain } from "../../src/stores/memory/consent-chain.ts";

const digits = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("hex"));
/** Some larger than a page, and of letters that take one byte to four. */
const record = fc
  .tuple(fc.string({ unit: "grapheme", maxLength: 20 }), fc.constantFrom(1, 1, 1, 30_000))
  .map(([text, times]) => JSON.stringify({ text: text.repeat(times) }));
const row = fc.record({
  kind: fc.constantFrom(...ENTRY_KINDS.filter((kind) => kind !== "erasure")),
  at: fc.integer({ min: 0, max: 8.64e15 }),
  commitment: fc.option(digits),
  hash: digits,
  salt: digits,
  record: fc.option(record),
});

test("a chain kept in bytes answers what was put in, whatever its size", () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const chain = new ConsentChain();
      const put: { link: Link; part: PersonalPart | undefined }[] = [];
      for (const [place, { hash, salt, record, ...rest }] of rows.entries()) {
        const seq = place + 1;
        const prev = put.at(-1)?.link.hash ?? "0".repeat(64);
        const link = { entry: { v: 1, seq, meta: {}, prev, ...rest } as const, hash };
        const part = record === null ? undefined : { seq, contact: `contact-${place}`, salt, record };
        chain.push(link, part);
        put.push({ link, part });
      }
      for (const [place, { link, part }] of put.entries()) {
        expect(chain.link(place + 1)).toEqual(link);
        expect(chain.part(place + 1)).toEqual(part);
      }
    }),
    { numRuns: 30 },
  );
});

test("what is forgotten is overwritten, salt and all, and its neighbours stay", () => {
  const chain = new ConsentChain();
  const hash = (digit: string) => digit.repeat(64);
  for (let seq = 1; seq <= 3; seq++)
    chain.push(
      { entry: { v: 1, seq, kind: "grant", at: 1, meta: {}, commitment: hash("c"), prev: hash("0") }, hash: hash("a") },
      { seq, contact: "maria", salt: hash(String(seq)), record: `"record ${seq}"` },
    );
  const held = () => Buffer.concat(chain.pages);
  expect(held().includes("record 2")).toBe(true);
  chain.forget(2);
  expect(chain.part(2)).toBeUndefined();
  expect(chain.link(2)).toMatchObject({ hash: hash("a"), entry: { commitment: hash("c") } });
  expect(held().includes("record 2")).toBe(false);
  expect(held().toString("hex")).not.toContain(hash("2"));
  for (const seq of [1, 3])
    expect(chain.part(seq)).toMatchObject({ salt: hash(String(seq)), record: `"record ${seq}"` });
});

test("a file read before an erasure holds nothing of it afterwards", () => {
  const store = memoryConsentStore();
  const entry = { v: 1, kind: "grant", at: 1, meta: {}, commitment: "c".repeat(64), prev: "0".repeat(64) } as const;
  const part = { seq: 1, contact: "maria", salt: "5".repeat(64), record: "{}" };
  store.append({ link: { entry: { ...entry, seq: 1 }, hash: "a".repeat(64) }, part });
  const file = store.file("maria");
  const erasure = { ...entry, seq: 2, kind: "erasure", commitment: null, prev: "a".repeat(64) } as const;
  store.append({ link: { entry: { ...erasure, meta: { erased: [1] } }, hash: "b".repeat(64) }, erased: [1] });
  expect(file).toMatchObject({ entries: [] });
});
