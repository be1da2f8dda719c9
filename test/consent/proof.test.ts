import { createHash, createHmac } from "node:crypto";
import { ConsentLedger, type ConsentProof } from "proximo";
import { manualClock } from "proximo/testing";
import { describe, expect, it } from "vitest";
import { type ConsentContents, consentStoreOf, emptyContents } from "../../src/stores/memory/consent.ts";
import { fill, maria, NOON } from "./acme.ts";

/** As anybody would write it who has the file, a checkpoint kept elsewhere, and nothing of this library. */
function check(file: string, keptElsewhere: { readonly head: string }) {
  const proof = JSON.parse(file);
  const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
  const commitments = new Map<number, string>();
  let head = proof.after.head;
  for (const line of proof.lines) {
    const entry = JSON.parse(line);
    if (entry.prev !== head) throw new Error(`entry ${entry.seq} does not follow`);
    commitments.set(entry.seq, entry.commitment);
    head = sha256(line);
  }
  if (head !== keptElsewhere.head) throw new Error("not the chain of the checkpoint");
  for (const { seq, salt, text } of proof.parts)
    if (createHmac("sha256", salt).update(text).digest("hex") !== commitments.get(seq))
      throw new Error(`part ${seq} is not what was committed to`);
  for (const { version, text } of proof.notices)
    if (sha256(text) !== version) throw new Error("not the notice of that version");
  const records = proof.parts.map(({ text }: { text: string }) => JSON.parse(text));
  const notices = new Map(proof.notices.map((n: { version: string; text: string }) => [n.version, JSON.parse(n.text)]));
  return { records, notices };
}

async function filled() {
  const contents: ConsentContents = emptyContents();
  const ledger = new ConsentLedger({ store: consentStoreOf(contents), clock: manualClock(NOON) });
  await fill(ledger);
  return { ledger, contents };
}

describe("an exported proof", () => {
  it("is checked with node:crypto and JSON alone, and says what, when, how and to whom", async () => {
    const { ledger } = await filled();
    const checkpoint = await ledger.checkpoint();
    const { records, notices } = check(JSON.stringify(await ledger.proof("maria")), checkpoint);
    expect(records).toHaveLength(3);
    const [contact, grant] = records[0];
    expect(contact).toBe("maria");
    expect(grant).toMatchObject({
      controller: "Acme Ltda",
      statement: maria.statement,
      act: "checkbox",
      evidence: maria.evidence,
      at: Number(maria.at),
      channels: ["email", "whatsapp"],
    });
    expect(notices.get(grant.purposes[0].notice)).toMatchObject({
      description: "Offers about our phone plans",
      notice: { controller: "Acme Ltda", text: "Usamos seu telefone para…" },
    });
  });

  it("fails the check once a character of it is changed", async () => {
    const { ledger } = await filled();
    const checkpoint = await ledger.checkpoint();
    const proof = await ledger.proof("maria");
    const changes: ((proof: ConsentProof) => unknown)[] = [
      ({ parts: [first, ...rest], ...others }) => ({
        ...others,
        parts: [{ ...first, text: first!.text.replace("email", "sms__") }, ...rest],
      }),
      ({ lines: [first, ...rest], ...others }) => ({ ...others, lines: [first!.replace("grant", "grand"), ...rest] }),
      ({ lines, ...others }) => ({ ...others, lines: lines.slice(0, -1) }),
      ({ notices: [first], ...others }) => ({ ...others, notices: [{ ...first, text: `${first!.text} ` }] }),
    ];
    for (const change of changes) expect(() => check(JSON.stringify(change(proof)), checkpoint)).toThrow();
  });

  it("says nothing of anybody else", async () => {
    const { ledger } = await filled();
    const file = JSON.stringify(await ledger.proof("maria"));
    for (const other of ["joão", "ana", "pedro", "joao@example.org"]) expect(file).not.toContain(other);
  });

  it("reaches as far as the checkpoint it is asked for, which must be of this chain", async () => {
    const { ledger, contents } = await filled();
    const until = { size: 4, head: contents.links[3]!.hash };
    const proof = await ledger.proof("maria", { until });
    expect(proof.lines).toHaveLength(3);
    expect(check(JSON.stringify(proof), until).records).toHaveLength(2);
    const foreign = ledger.proof("maria", { until: { size: 4, head: "0".repeat(64) } });
    await expect(foreign).rejects.toMatchObject({ code: "INVALID_CONSENT" });
  });

  it("of somebody unknown, or erased, is empty and still well-formed", async () => {
    const { ledger } = await filled();
    for (const contact of ["nobody", "joão"]) {
      const proof = await ledger.proof(contact);
      expect(check(JSON.stringify(proof), await ledger.checkpoint()).records).toEqual([]);
    }
  });

  it("of somebody who came later is empty at a checkpoint, which must be of this chain as well", async () => {
    const { ledger, contents } = await filled();
    const until = { size: 4, head: contents.links[3]!.hash };
    expect(check(JSON.stringify(await ledger.proof("pedro", { until })), until).records).toEqual([]);
    const none = { size: 0, head: "0".repeat(64) };
    expect((await ledger.proof("pedro", { until: none })).lines).toEqual([]);
    for (const foreign of [
      { size: 4, head: contents.links[2]!.hash },
      { size: 0, head: contents.links[0]!.hash },
      { size: 99, head: "0".repeat(64) },
    ])
      for (const contact of ["pedro", "nobody"])
        await expect(ledger.proof(contact, { until: foreign })).rejects.toMatchObject({ code: "INVALID_CONSENT" });
  });

  it("of what is kept under art. 16 can still be given", async () => {
    const { ledger } = await filled();
    const { records } = check(JSON.stringify(await ledger.proof("ana")), await ledger.checkpoint());
    expect(records).toMatchObject([["ana", { statement: maria.statement }]]);
  });
});
