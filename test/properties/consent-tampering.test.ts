import fc from "fast-check";
import { type Checkpoint, ConsentLedger, type Link, type PersonalPart, type Verification } from "proximo";
import { manualClock } from "proximo/testing";
import { beforeAll, describe, expect, it } from "vitest";
import { linked } from "../../src/consent/chain/chain.ts";
import { type ConsentContents, consentStoreOf, emptyContents } from "../../src/stores/memory/consent.ts";
import { fill, NOON } from "../consent/acme.ts";

/** What a store holds, as somebody with access to its files would change it. */
type Tampered = Pick<ConsentContents, "links" | "parts" | "head">;
type Loose = { [key: string]: unknown };

let original: Tampered;
let size: number;
const checkpoints: Checkpoint[] = [];

beforeAll(async () => {
  const contents = emptyContents();
  const ledger = new ConsentLedger({ store: consentStoreOf(contents), clock: manualClock(NOON) });
  await fill(ledger);
  original = { links: contents.links, parts: contents.parts, head: contents.head };
  size = contents.head.size;
  for (const { entry, hash } of contents.links) checkpoints.push({ size: entry.seq, head: hash });
});

function verify(tamper: (contents: Tampered) => void, checkpoint?: Checkpoint): Promise<Verification> {
  const tampered = structuredClone(original);
  tamper(tampered);
  const store = consentStoreOf({ ...emptyContents(), ...tampered });
  return new ConsentLedger({ store }).verify(checkpoint);
}

const put = (at: number, part: PersonalPart | undefined) => (contents: Tampered) => {
  contents.parts[at - 1] = part;
};

const places = () => Array.from({ length: size }, (_, index) => index + 1);
const loose = (value: Link | PersonalPart | undefined, ...path: string[]): Loose =>
  path.reduce((at, key) => at[key] as Loose, value as unknown as Loose);

/** Every value that one flipped bit makes of this one. */
function* flips(value: unknown): Generator<unknown> {
  if (typeof value === "number") for (let bit = 0; bit < 31; bit++) yield value ^ (1 << bit);
  if (typeof value !== "string") return;
  for (let index = 0; index < value.length; index++)
    for (let bit = 0; bit < 8; bit++)
      yield value.slice(0, index) + String.fromCharCode(value.charCodeAt(index) ^ (1 << bit)) + value.slice(index + 1);
}

describe("a chain that somebody changed", () => {
  it("verifies as long as nobody has, against every checkpoint there ever was", async () => {
    const whole = { ok: true, size, head: original.head.head };
    expect(await verify(() => {})).toEqual(whole);
    for (const checkpoint of checkpoints) expect(await verify(() => {}, checkpoint)).toEqual(whole);
  });

  it("shows every flipped bit of an entry, in its place", async () => {
    for (const at of places()) {
      const { entry, hash } = original.links[at - 1]!;
      const fields = Object.entries({ ...entry, hash }).filter(([name]) => name !== "meta");
      for (const [name, value] of fields)
        for (const flipped of flips(value)) {
          const answer = await verify(({ links }) => {
            loose(links[at - 1], ...(name === "hash" ? [] : ["entry"]))[name] = flipped;
          });
          if (answer.ok || answer.at !== at) expect({ name, flipped, answer }).toMatchObject({ answer: { at } });
        }
    }
  });

  it("shows every flipped bit of a personal part, in its place", async () => {
    for (const part of original.parts) {
      if (part === undefined) continue;
      for (const name of ["contact", "salt", "record"] as const)
        for (const flipped of flips(part[name])) {
          const answer = await verify(({ parts }) => {
            loose(parts[part.seq - 1])[name] = flipped;
          });
          const expected = { ok: false, at: part.seq, problem: "part-edited" };
          if (answer.ok || answer.at !== part.seq) expect({ name, flipped, answer }).toEqual({ answer: expected });
        }
    }
  });

  it("shows any other value of any field, and fields added or taken away", async () => {
    const field = fc.constantFrom("v", "seq", "kind", "at", "meta", "commitment", "prev", "note");
    await fc.assert(
      fc.asyncProperty(fc.nat(), field, fc.option(fc.jsonValue()), async (place, name, value) => {
        const at = (place % size) + 1;
        const before = loose(original.links[at - 1], "entry")[name];
        fc.pre(JSON.stringify(value) !== JSON.stringify(before));
        const answer = await verify(({ links }) => {
          const entry = loose(links[at - 1], "entry");
          if (value === null && name !== "commitment") delete entry[name];
          else entry[name] = value;
          if (JSON.stringify(entry) === JSON.stringify(original.links[at - 1]!.entry)) entry[name] = "other";
        });
        expect(answer).toMatchObject({ ok: false, at });
      }),
      { numRuns: 1_000 },
    );
  });

  it("shows a changed head", async () => {
    for (const flipped of flips(original.head.head)) {
      const answer = await verify((contents) => {
        contents.head = { size, head: flipped as string };
      });
      expect(answer).toEqual({ ok: false, at: size, problem: "head-changed" });
    }
  });

  it("shows an entry that was deleted, copied in or exchanged", async () => {
    for (const at of places()) {
      expect(await verify(({ links }) => void links.splice(at - 1, 1))).toEqual({ ok: false, at, problem: "missing" });
      for (const other of places()) {
        const inserted = await verify(({ links }) => void links.splice(at - 1, 0, links[other - 1]!));
        expect(inserted).toMatchObject({ ok: false, at: other === at ? at + 1 : at });
        if (other <= at) continue;
        const swapped = await verify(({ links }) => {
          [links[at - 1], links[other - 1]] = [links[other - 1]!, links[at - 1]!];
        });
        expect(swapped).toMatchObject({ ok: false, at });
      }
    }
  });

  it("shows an entry that was made up, with its own hash right", async () => {
    for (const at of places()) {
      const answer = await verify(({ links }) => {
        const { entry } = links[at - 1]!;
        links[at - 1] = linked({ ...entry, at: entry.at + 1 }, { size: at - 1, head: entry.prev });
      });
      if (at === size) expect(answer).toEqual({ ok: false, at, problem: "head-changed" });
      else expect(answer).toEqual({ ok: false, at: at + 1, problem: "unlinked" });
    }
  });

  it("shows a part that was deleted, copied in, exchanged or put back", async () => {
    for (const at of places()) {
      const part = original.parts[at - 1];
      if (part === undefined) {
        const forged = { ...original.parts[1]!, seq: at };
        const answer = await verify(put(at, forged));
        expect(answer).toMatchObject({ ok: false, at });
        continue;
      }
      expect(await verify(put(at, undefined))).toEqual({
        ok: false,
        at,
        problem: "part-missing",
      });
      for (const other of original.parts) {
        if (other === undefined || other.seq === at) continue;
        const answer = await verify(put(at, { ...other, seq: at }));
        expect(answer).toEqual({ ok: false, at, problem: "part-edited" });
      }
    }
    const beyond = await verify(({ parts }) => void parts.push({ ...original.parts[1]!, seq: size + 1 }));
    expect(beyond).toEqual({ ok: false, at: size + 1, problem: "part-unexpected" });
  });

  it("shows what was done to a retention", async () => {
    const kept = original.parts.find((part) => part?.kept !== undefined)!;
    const other = original.parts.find((part) => part !== undefined && part.kept === undefined)!;
    const problem = "retention-changed";
    const { kept: retention, ...released } = kept;
    expect(await verify(put(kept.seq, released))).toEqual({
      ok: false,
      at: kept.seq,
      problem,
    });
    const prolonged = { ...kept, kept: { ...retention!, until: retention!.until + 1 } };
    expect(await verify(put(kept.seq, prolonged))).toMatchObject({
      at: kept.seq,
      problem,
    });
    const taken = { ...other, kept: retention! };
    expect(await verify(put(other.seq, taken))).toMatchObject({ at: other.seq, problem });
  });

  it("shows a rehashed suffix against a checkpoint of it, and against no other", async () => {
    for (const from of places()) {
      const rehash = (contents: Tampered) => {
        for (let seq = from; seq <= size; seq++) {
          const { entry } = contents.links[seq - 1]!;
          const head = { size: seq - 1, head: contents.links[seq - 2]?.hash ?? "0".repeat(64) };
          contents.links[seq - 1] = linked(seq === from ? { ...entry, at: entry.at - 1 } : entry, head);
        }
        contents.head = { size, head: contents.links.at(-1)!.hash };
      };
      expect(await verify(rehash)).toMatchObject({ ok: true });
      for (const checkpoint of checkpoints) {
        const expected =
          checkpoint.size < from ? { ok: true } : { ok: false, at: checkpoint.size, problem: "rehashed" };
        expect(await verify(rehash, checkpoint)).toMatchObject(expected);
      }
    }
  });

  it("shows a cut tail against a checkpoint of what was cut, and against no other", async () => {
    // Cutting behind the erasures that explain it would leave parts missing: that shows anyway.
    for (const left of [1, 2, size - 1]) {
      const cut = (contents: Tampered) => {
        contents.links.length = left;
        contents.parts.length = left;
        contents.head = checkpoints[left - 1]!;
      };
      expect(await verify(cut)).toMatchObject({ ok: true, size: left });
      for (const checkpoint of checkpoints) {
        const expected = checkpoint.size <= left ? { ok: true } : { ok: false, at: left + 1, problem: "cut" };
        expect(await verify(cut, checkpoint)).toMatchObject(expected);
      }
    }
  });
});
