import { type Checkpoint, ConsentLedger, type ConsentStore } from "proximo";
import { manualClock } from "proximo/testing";
import { describe, expect, it } from "vitest";
import { type ConsentContents, consentStoreOf, emptyContents } from "../../src/stores/memory/consent.ts";
import { DAY, maria, NOON, offers } from "./acme.ts";

const KEY = "a secret that is kept somewhere else";
const email = { contact: "maria", channel: "email", purpose: "offers" };

function open(options: { suppressionKey?: string } = {}) {
  const contents = emptyContents();
  const store = consentStoreOf(contents);
  const clock = manualClock(NOON);
  return { contents, store, clock, ledger: new ConsentLedger({ store, clock, ...options }) };
}

/** Everything that was put in for one person, each value to be found nowhere afterwards. */
const person = {
  ...maria,
  contact: "maria-4711",
  controller: "Loja da Esquina",
  addresses: { whatsapp: "+5511987654321", email: "maria.silva@example.org" },
  statement: "Eu, Maria Silva, quero",
  evidence: { form: "f-0815", ip: "203.0.113.77", nested: { cpf: "123.456.789-09" } },
};
const traces = ["maria", "Loja da Esquina", "98765", "silva", "Silva", "f-0815", "203.0.113.77", "123.456", "SAIR JÁ"];

async function putIn(ledger: ConsentLedger) {
  await ledger.definePurpose(offers);
  await ledger.grant(person);
  await ledger.check({ ...email, contact: person.contact });
  await ledger.revoke({ contact: person.contact, act: "reply", evidence: { message: "SAIR JÁ" } });
  await ledger.inform({ contact: person.contact, purposes: ["offers"], evidence: { by: "carta à Maria Silva" } });
}

/** All that can be read: what the store holds, maps and derived objects included, and what each of its members answers. */
async function everything(contents: ConsentContents, store: ConsentStore): Promise<string> {
  const answers = [
    await store.head(),
    await store.links(1, 1_000),
    await store.parts(1, 1_000),
    await store.file(person.contact),
    await store.file(null),
    await store.lapsed(8.64e15, 1_000),
  ];
  return spelledOut([contents, ...answers]);
}

function spelledOut(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    inner instanceof Map ? [...inner] : inner instanceof Set ? [...inner] : inner,
  );
}

describe("an erasure", () => {
  it("leaves no value that was put in for the person, in the store or in its answers", async () => {
    const { ledger, contents, store } = open();
    await putIn(ledger);
    const salts = contents.parts.flatMap((part) => (part?.contact ? [part.salt] : []));
    const before = await everything(contents, store);
    for (const trace of [...traces, ...salts]) expect(before).toContain(trace);

    const receipt = await ledger.erase({ contact: person.contact, reason: "art. 18 VI" });
    expect(receipt).toEqual({ seq: 5, erased: [2, 3, 4], kept: [] });
    const after = await everything(contents, store);
    for (const trace of [...traces, ...salts]) expect(after).not.toContain(trace);
    expect(await ledger.history(person.contact)).toEqual([]);
    expect(spelledOut({ ...(await ledger.proof(person.contact)), contact: "" })).not.toContain("aria");
  });

  it("appends an entry that lists what was erased, and leaves the chain and all older checkpoints whole", async () => {
    const { ledger, contents } = open();
    const checkpoints: Checkpoint[] = [];
    await ledger.definePurpose(offers);
    for (const contact of ["maria", "joão", "maria"]) {
      await ledger.grant({ ...maria, contact });
      checkpoints.push(await ledger.checkpoint());
    }
    await ledger.erase({ contact: "maria", reason: "art. 18 VI" });
    expect(contents.links.at(-1)?.entry).toMatchObject({
      seq: 5,
      kind: "erasure",
      at: NOON,
      meta: { reason: "art. 18 VI", erased: [2, 4] },
      commitment: null,
    });
    for (const checkpoint of checkpoints) expect(await ledger.verify(checkpoint)).toMatchObject({ ok: true, size: 5 });
    expect(await ledger.check(email)).toMatchObject({ allowed: false, reasons: ["no-consent"] });
    expect(await ledger.check({ ...email, contact: "joão" })).toMatchObject({ allowed: true });
  });

  it("keeps an article as its reason, and no other words", async () => {
    const { ledger, contents } = open();
    for (const reason of ["art. 18 VI", "art. 8 §5 LGPD", "art. 17(1)(b) GDPR", "art. 16"]) {
      await ledger.erase({ contact: "maria", reason });
      expect(contents.links.at(-1)?.entry.meta).toMatchObject({ reason });
    }
    for (const reason of ["Maria Silva asked", "art. 18 VI, said Maria", "art. 5511987654321"]) {
      await ledger.erase({ contact: "maria", reason });
      expect(contents.links.at(-1)?.entry.meta).toEqual({ erased: [] });
    }
  });

  it("starts anew with what the person grants afterwards", async () => {
    const { ledger } = open();
    await putIn(ledger);
    await ledger.erase({ contact: person.contact });
    await ledger.grant(person);
    expect(await ledger.check({ ...email, contact: person.contact })).toMatchObject({ allowed: true });
    expect(await ledger.history(person.contact)).toHaveLength(1);
  });
});

describe("what LGPD art. 16 lets a controller keep", () => {
  it("is kept under its inciso until its end, and decides nothing any more", async () => {
    const { ledger, clock } = open();
    await ledger.definePurpose(offers);
    await ledger.grant(maria);
    const { seq } = await ledger.revoke({ contact: "maria", channels: ["whatsapp"] });
    const until = NOON + DAY;
    const receipt = await ledger.erase({ contact: "maria", keep: { inciso: "I", until, entries: [seq] } });
    expect(receipt).toEqual({ seq: 4, erased: [2], kept: [3] });
    expect(await ledger.history("maria")).toMatchObject([{ seq: 3, kept: { inciso: "I", until } }]);
    expect(await ledger.check(email)).toMatchObject({ reasons: ["no-consent"] });
    expect(await ledger.verify()).toMatchObject({ ok: true });

    clock.set(until - 1);
    expect(await ledger.purge()).toEqual([]);
    clock.set(until);
    expect(await ledger.purge()).toEqual([3]);
    expect(await ledger.purge()).toEqual([]);
    expect(await ledger.history("maria")).toEqual([]);
    expect(await ledger.verify()).toMatchObject({ ok: true, size: 5 });
  });

  it("is all of it unless entries are named, and stays through a second erasure", async () => {
    const { ledger } = open();
    await ledger.definePurpose(offers);
    await ledger.grant(maria);
    await ledger.erase({ contact: "maria", keep: { inciso: "II", until: NOON + DAY } });
    await ledger.grant(maria);
    expect(await ledger.erase({ contact: "maria" })).toEqual({ seq: 5, erased: [4], kept: [] });
    expect(await ledger.history("maria")).toMatchObject([{ seq: 2, kept: { inciso: "II" } }]);
    expect(await ledger.check(email)).toMatchObject({ allowed: false });
    expect(await ledger.verify()).toMatchObject({ ok: true });
  });
});

describe("a suppression", () => {
  it("is off unless configured", async () => {
    const { ledger, contents } = open();
    await putIn(ledger);
    await ledger.erase({ contact: person.contact });
    expect(contents.suppressions.size).toBe(0);
  });

  it("keeps an import from writing to the person again, under any id, and gives way to a new grant", async () => {
    const { ledger, contents, store, clock } = open({ suppressionKey: KEY });
    await putIn(ledger);
    await ledger.erase({ contact: person.contact });
    expect(contents.suppressions.size).toBe(3);
    const after = await everything(contents, store);
    for (const trace of traces) expect(after).not.toContain(trace);

    await ledger.grant(person);
    await ledger.grant({ ...person, contact: "imported-1" });
    const question = { contact: person.contact, channel: "email", purpose: "offers" };
    const suppressed = { allowed: false, reasons: ["suppressed"] };
    expect(await ledger.check(question)).toMatchObject(suppressed);
    const imported = { ...question, contact: "imported-1", address: person.addresses.email };
    expect(await ledger.check(imported)).toMatchObject(suppressed);
    expect(await ledger.check({ ...question, contact: "unheard-of" })).toMatchObject({ reasons: ["no-consent"] });

    // What was said at the very moment of the erasure is not later than it.
    await ledger.grant({ ...person, at: undefined });
    expect(await ledger.check(question)).toMatchObject(suppressed);
    clock.advance(1);
    await ledger.grant({ ...person, at: undefined });
    expect(await ledger.check(question)).toMatchObject({ allowed: true });
  });

  it("holds for legitimate interest too, which needs no grant", async () => {
    const { ledger } = open({ suppressionKey: KEY });
    await ledger.definePurpose({ ...offers, id: "survey", basis: "legitimate-interest" });
    await ledger.erase({ contact: "maria" });
    const survey = { ...email, purpose: "survey" };
    expect(await ledger.check(survey)).toMatchObject({ reasons: ["suppressed"] });
    expect(await ledger.check({ ...survey, contact: "joão" })).toMatchObject({ allowed: true });
  });

  it("is not known before the erasure", async () => {
    const { ledger, clock } = open({ suppressionKey: KEY });
    await ledger.definePurpose({ ...offers, id: "survey", basis: "legitimate-interest" });
    const before = clock.now();
    clock.advance(1);
    await ledger.erase({ contact: "maria" });
    const survey = { ...email, purpose: "survey" };
    expect(await ledger.check({ ...survey, knownAt: before })).toMatchObject({ allowed: true });
    expect(await ledger.check({ ...survey, knownAt: before + 1 })).toMatchObject({ reasons: ["suppressed"] });
  });
});
