import { existsSync, readdirSync, readFileSync } from "node:fs";
import canonicalize from "canonicalize";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonical } from "../../src/consent/chain/canonical.ts";
import { entryHash, entryText, isEntry } from "../../src/consent/chain/chain.ts";
import { nativeDigest, portableDigest } from "../../src/consent/chain/digest.ts";
import { type ChainEntry, ENTRY_KINDS } from "../../src/model/consent.ts";

const vectors = new URL("../../../shared/data/jcs/", import.meta.url);
const present = existsSync(vectors);
if (!present) console.log(`RFC 8785 vectors not tried: ${vectors.pathname} is not there`);

describe("canonical JSON", () => {
  it.skipIf(!present)("writes the published vectors of RFC 8785 to the byte", () => {
    const names = readdirSync(new URL("input/", vectors));
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      const input = JSON.parse(readFileSync(new URL(`input/${name}`, vectors), "utf8"));
      expect(canonical(input), name).toBe(readFileSync(new URL(`output/${name}`, vectors), "utf8"));
    }
  });

  it("is what the library writes, whether keys come in order or not", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(canonical(value)).toBe(canonicalize(value));
        const ordered = JSON.parse(canonical(value));
        expect(canonical(ordered)).toBe(canonical(value));
      }),
    );
    for (const value of [{ 10: "a", 9: "b" }, { "\u20ac": 1, $: 2, "\ud83d\ude00": 3 }, [-0, 1e21, 1e-7], "\\ud83d"])
      expect(canonical(value)).toBe(canonicalize(value));
  });

  it("refuses what has no canonical form", () => {
    const circular: { self?: unknown } = {};
    circular.self = circular;
    for (const value of [Number.NaN, { a: Number.POSITIVE_INFINITY }, "\ud83d", { "\ude00": 1 }, undefined, 1n])
      expect(() => canonical(value), String(value)).toThrow(expect.objectContaining({ code: "INVALID_CONSENT" }));
    expect(() => canonical(circular)).toThrow(expect.objectContaining({ code: "INVALID_CONSENT" }));
  });
});

const hash = fc.stringMatching(/^[0-9a-f]{64}$/);
const plain = fc.record({
  v: fc.constant(1 as const),
  seq: fc.nat(),
  kind: fc.constantFrom(...ENTRY_KINDS.filter((kind) => kind !== "erasure")),
  at: fc.maxSafeNat(),
  meta: fc.constant({}),
  commitment: hash,
  prev: hash,
});
const seqs = fc.array(fc.nat());
const erasure = fc.record({
  v: fc.constant(1 as const),
  seq: fc.nat(),
  kind: fc.constant("erasure" as const),
  at: fc.maxSafeNat(),
  meta: fc.oneof(
    fc.record({ erased: seqs }),
    fc.record({
      reason: fc.constant("art. 18 VI"),
      erased: seqs,
      kept: fc.record({ seqs, inciso: fc.constant("I" as const), until: fc.nat() }),
    }),
  ),
  commitment: fc.constant(null),
  prev: hash,
});

describe("an entry", () => {
  it("is hashed as its canonical JSON", () => {
    fc.assert(
      fc.property(fc.oneof<fc.Arbitrary<ChainEntry>[]>(plain, erasure), (entry) => {
        expect(isEntry(entry)).toBe(true);
        expect(entryText(entry)).toBe(canonicalize(entry));
        expect(entryHash(entry)).toBe(portableDigest.sha256(entryText(entry)));
      }),
    );
  });
});

/** A key as long as a block of SHA-256 in characters, and longer in bytes where it is not ASCII. */
const block = fc
  .array(fc.constantFrom("a", "0", "\u007f", "é"), { minLength: 64, maxLength: 64 })
  .map((of) => of.join(""));

describe("digests", () => {
  it("are the same from the library and from the runtime, and those of FIPS 180-4 and RFC 4231", () => {
    const native = nativeDigest();
    if (native === undefined) console.log("this runtime has no digest of its own: only the library's is tried");
    for (const digest of [portableDigest, ...(native ? [native] : [])]) {
      expect(digest.sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
      expect(digest.hmac("Jefe", "what do ya want for nothing?")).toBe(
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
      );
    }
    fc.assert(
      fc.property(
        fc.oneof(hash, block, fc.string({ unit: "grapheme" })),
        fc.string({ unit: "grapheme" }),
        (key, text) => {
          expect(native?.sha256(text) ?? portableDigest.sha256(text)).toBe(portableDigest.sha256(text));
          expect(native?.hmac(key, text) ?? portableDigest.hmac(key, text)).toBe(portableDigest.hmac(key, text));
        },
      ),
    );
  });
});
