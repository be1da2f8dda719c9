import { ConsentLedger } from "proximo";
import { manualClock } from "proximo/testing";
import { describe, expect, it } from "vitest";
import { consentStoreOf, emptyContents } from "../../src/stores/memory/consent.ts";
import { maria, NOON, offers } from "./acme.ts";

/** More than two pages of what verification and proof read at once. */
const SIZE = 2_500;

async function large() {
  const contents = emptyContents();
  const store = consentStoreOf(contents);
  const ledger = new ConsentLedger({ store, clock: manualClock(NOON) });
  await ledger.definePurpose(offers);
  for (let seq = 2; seq <= SIZE; seq++) await ledger.grant({ ...maria, contact: `contact-${seq % 100}` });
  return { contents, store, ledger };
}

describe("a chain of several pages", () => {
  it("is verified and located in to its end", async () => {
    const { contents, ledger } = await large();
    await ledger.erase({ contact: "contact-7" });
    await ledger.erase({ contact: "contact-99" });
    expect(await ledger.verify()).toMatchObject({ ok: true, size: SIZE + 2 });
    for (const seq of [1_000, 1_001, 2_001, SIZE]) {
      const part = contents.parts[seq - 1]!;
      contents.parts[seq - 1] = { ...part, contact: "somebody else" };
      expect(await ledger.verify()).toEqual({ ok: false, at: seq, problem: "part-edited" });
      contents.parts[seq - 1] = undefined;
      expect(await ledger.verify()).toEqual({ ok: false, at: seq, problem: "part-missing" });
      contents.parts[seq - 1] = part;
      const link = contents.links[seq - 1]!;
      contents.links[seq - 1] = { ...link, hash: "0".repeat(64) };
      expect(await ledger.verify()).toEqual({ ok: false, at: seq, problem: "edited" });
      contents.links[seq - 1] = link;
    }
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });

  it("is proved from the contact's first entry to the head", async () => {
    const { ledger } = await large();
    const proof = await ledger.proof("contact-42");
    expect(proof.after.size).toBe(41);
    expect(proof.lines).toHaveLength(SIZE - 41);
    expect(proof.parts.map(({ seq }) => seq)).toEqual(Array.from({ length: 25 }, (_, index) => 42 + 100 * index));
  });

  it("is never read by a check: one contact's file and the purposes are enough", async () => {
    const { store } = await large();
    const read: unknown[] = [];
    const watched = {
      ...store,
      file: (contact: string | null) => {
        read.push(contact);
        return store.file(contact);
      },
      links: () => Promise.reject(new Error("the chain is not needed")),
      parts: () => Promise.reject(new Error("the parts of others are not needed")),
    };
    const ledger = new ConsentLedger({ store: watched, clock: manualClock(NOON) });
    const question = { contact: "contact-7", channel: "email", purpose: "offers" };
    expect(await ledger.check(question)).toMatchObject({ allowed: true });
    expect(read).toEqual(["contact-7", null]);
  });
});
