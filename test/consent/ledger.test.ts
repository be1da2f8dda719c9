import { ConsentLedger, type Decision } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { DAY, maria, NOON, offers } from "./acme.ts";

let clock: ManualClock;
let ledger: ConsentLedger;
const email = { contact: "maria", channel: "email", purpose: "offers" };
const whatsapp = { ...email, channel: "whatsapp" };
const no = (...reasons: string[]) => ({ allowed: false, reasons });

beforeEach(async () => {
  clock = manualClock(NOON);
  ledger = new ConsentLedger({ clock });
  await ledger.definePurpose(offers);
});

describe("check", () => {
  it("allows what was granted, from its very moment, on its channels and for its purposes alone", async () => {
    const { seq } = await ledger.grant(maria);
    const at = Number(maria.at);
    const yes: Decision = { allowed: true, at: NOON, basis: "consent", decidedBy: seq };
    expect(await ledger.check(email)).toEqual(yes);
    expect(await ledger.check({ ...email, at: maria.at })).toMatchObject({ allowed: true, at });
    expect(await ledger.check({ ...email, at: at - 1 })).toMatchObject(no("no-consent"));
    expect(await ledger.check({ ...email, channel: "sms" })).toMatchObject(no("no-consent"));
    expect(await ledger.check({ ...email, contact: "joão" })).toMatchObject(no("no-consent"));
    expect(await ledger.check({ ...email, purpose: "news" })).toMatchObject(no("unregistered"));
  });

  it("takes a general opt-in for every channel, those to come included", async () => {
    await ledger.grant({ ...maria, channels: "any" });
    for (const channel of ["whatsapp", "email", "rcs", "carrier-pigeon"])
      expect(await ledger.check({ ...email, channel })).toMatchObject({ allowed: true });
  });

  it("refuses from the revocation on, and never rewrites the past", async () => {
    await ledger.grant(maria);
    await ledger.revoke({ contact: "maria", channels: ["whatsapp"], act: "reply", evidence: { message: "SAIR" } });
    expect(await ledger.check(whatsapp)).toMatchObject(no("revoked"));
    expect(await ledger.check({ ...whatsapp, at: NOON - 1 })).toMatchObject({ allowed: true });
    expect(await ledger.check(email)).toMatchObject({ allowed: true });
    clock.advance(1);
    await ledger.grant({ ...maria, at: undefined });
    expect(await ledger.check(whatsapp)).toMatchObject({ allowed: true });
    await ledger.revoke({ contact: "maria" });
    expect(await ledger.check(email)).toMatchObject(no("revoked"));
  });

  it("goes by the time of events, then by their place, and not by when they were recorded", async () => {
    await ledger.revoke({ contact: "maria", at: NOON - 5 });
    await ledger.grant({ ...maria, at: NOON - 10 });
    expect(await ledger.check(email)).toMatchObject(no("revoked"));
    await ledger.grant({ ...maria, at: NOON - 5 });
    expect(await ledger.check(email)).toMatchObject({ allowed: true });
  });

  it("names the last of the grants that say the same, however late another was recorded", async () => {
    const last = await ledger.grant({ ...maria, at: NOON - 10 });
    await ledger.revoke({ contact: "maria", channels: ["whatsapp"], at: NOON - 5 });
    await ledger.grant({ ...maria, at: NOON - 15 });
    expect(await ledger.check(email)).toMatchObject({ allowed: true, decidedBy: last.seq });
    const same = await ledger.grant({ ...maria, at: NOON - 10 });
    expect(await ledger.check(email)).toMatchObject({ allowed: true, decidedBy: same.seq });
    expect(await ledger.check({ ...email, at: NOON - 11 })).toMatchObject({ allowed: true, decidedBy: same.seq - 1 });
  });

  it("tells what was known at a moment from what is known now", async () => {
    await ledger.grant(maria);
    clock.advance(DAY);
    await ledger.revoke({ contact: "maria", at: NOON + 1 });
    const at = NOON + 2;
    expect(await ledger.check({ ...email, at })).toMatchObject(no("revoked"));
    expect(await ledger.check({ ...email, at, knownAt: at })).toMatchObject({ allowed: true });
    expect(await ledger.check({ ...email, at, knownAt: NOON + DAY })).toMatchObject(no("revoked"));
    expect(await ledger.check({ ...email, knownAt: NOON - 1 })).toMatchObject(no("unregistered"));
  });

  it("ends a grant at its end", async () => {
    await ledger.grant({ ...maria, until: NOON + DAY });
    expect(await ledger.check({ ...email, at: NOON + DAY - 1 })).toMatchObject({ allowed: true });
    expect(await ledger.check({ ...email, at: NOON + DAY })).toMatchObject(no("expired"));
  });

  it("does not let consent follow a changed address", async () => {
    await ledger.grant({ ...maria, addresses: { whatsapp: "+55111", email: ["a@example.org", "b@example.org"] } });
    expect(await ledger.check({ ...whatsapp, address: "+55111" })).toMatchObject({ allowed: true });
    expect(await ledger.check({ ...whatsapp, address: "+55112" })).toMatchObject(no("address"));
    expect(await ledger.check({ ...email, address: "b@example.org" })).toMatchObject({ allowed: true });
    expect(await ledger.check(whatsapp)).toMatchObject({ allowed: true, addresses: ["+55111"] });
    await ledger.grant(maria);
    expect(await ledger.check({ ...whatsapp, address: "+55112" })).toMatchObject({ allowed: true });
  });

  it("says all the reasons", async () => {
    await ledger.grant({ ...maria, addresses: { email: "a@example.org" }, until: NOON });
    await ledger.definePurpose({ ...offers, notice: { ...offers.notice, text: "Outra" }, since: NOON });
    const answer = await ledger.check({ ...email, address: "c@example.org" });
    expect(answer).toMatchObject(no("expired", "reinform", "address"));
  });

  it("answers at once where the store does, for a gate", async () => {
    await ledger.grant(maria);
    expect(ledger.ask(email)).toMatchObject({ allowed: true });
  });
});

describe("a changed notice", () => {
  const change = (text: string, since = NOON) => ({ ...offers, since, notice: { ...offers.notice, text } });

  it("has a version derived from its content", async () => {
    const first = await ledger.definePurpose(offers);
    expect(first).toMatchObject({
      id: "offers",
      basis: "consent",
      seq: 1,
      notice: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const second = await ledger.definePurpose(change("Outra"));
    expect(second.notice).not.toBe(first.notice);
    expect((await ledger.definePurpose(change(offers.notice.text, NOON + 1))).notice).toBe(first.notice);
  });

  it("records nothing when the same is said again, with its date or without", async () => {
    const { since: _, ...undated } = offers;
    for (const same of [offers, undated, { ...offers, since: Number(offers.since) }]) await ledger.definePurpose(same);
    expect(await ledger.checkpoint()).toMatchObject({ size: 1 });
  });

  it("asks to inform again those who saw another, until it is recorded (LGPD art. 8 §6)", async () => {
    await ledger.grant(maria);
    await ledger.definePurpose(change("Outra"));
    expect(await ledger.check({ ...email, at: NOON - 1 })).toMatchObject({ allowed: true });
    expect(await ledger.check(email)).toMatchObject(no("reinform"));
    clock.advance(10);
    await ledger.inform({ contact: "maria", purposes: ["offers"], evidence: { email: "778" } });
    expect(await ledger.check({ ...email, at: NOON + 9 })).toMatchObject(no("reinform"));
    expect(await ledger.check(email)).toMatchObject({ allowed: true });
    await ledger.definePurpose(change(offers.notice.text, clock.now()));
    expect(await ledger.check(email)).toMatchObject({ allowed: true });
  });

  it("asks again where it was told of before a grant that saw another", async () => {
    await ledger.inform({ contact: "maria", purposes: ["offers"], at: NOON - 1 });
    await ledger.definePurpose(change("Outra"));
    await ledger.grant({ ...maria, at: NOON });
    clock.advance(1);
    await ledger.definePurpose(change(offers.notice.text, clock.now()));
    expect(await ledger.check(email)).toMatchObject(no("reinform"));
  });

  it("may be told of before it comes into force", async () => {
    await ledger.grant(maria);
    const { notice } = await ledger.definePurpose(change("Outra", NOON + DAY));
    await ledger.inform({ contact: "maria", purposes: ["offers"], notice });
    expect(await ledger.check(email)).toMatchObject({ allowed: true });
    expect(await ledger.check({ ...email, at: NOON + DAY })).toMatchObject({ allowed: true });
  });

  it.each([
    [{ text: "Outra" }, true],
    [{ controller: "Acme S.A." }, true],
    [{ sharing: "Com a Exemplo Ltda, para entregas" }, true],
    [{ duration: "Dois anos" }, true],
    [{ contact: "privacidade@acme.example" }, false],
    [{ rights: "Revogar a qualquer tempo" }, false],
  ])("asks for it where art. 8 §6 does: %j", async (changed, needed) => {
    await ledger.grant(maria);
    await ledger.definePurpose({ ...offers, since: NOON, notice: { ...offers.notice, ...changed } });
    expect(await ledger.check(email)).toMatchObject(needed ? no("reinform") : { allowed: true });
  });

  it("asks for it where the purpose itself is described otherwise", async () => {
    await ledger.grant(maria);
    await ledger.definePurpose({ ...offers, since: NOON, description: "Offers of our partners" });
    expect(await ledger.check(email)).toMatchObject(no("reinform"));
  });
});

describe("a purpose that does not rest on consent", () => {
  it("is allowed without a grant, and says on what it rests", async () => {
    await ledger.definePurpose({ ...offers, id: "invoices", basis: "contract" });
    expect(await ledger.check({ ...email, purpose: "invoices" })).toEqual({
      allowed: true,
      at: NOON,
      basis: "contract",
    });
  });

  it("is not ended by revoking consent, but by refusing the channel", async () => {
    await ledger.definePurpose({ ...offers, id: "invoices", basis: "contract" });
    await ledger.revoke({ contact: "maria" });
    expect(await ledger.check({ ...email, purpose: "invoices" })).toMatchObject({ allowed: true });
    await ledger.revoke({ contact: "maria", channels: ["whatsapp"] });
    expect(await ledger.check({ ...whatsapp, purpose: "invoices" })).toMatchObject(no("objected"));
    expect(await ledger.check({ ...email, purpose: "invoices" })).toMatchObject({ allowed: true });
    clock.advance(1);
    await ledger.resume({ contact: "maria", channels: ["whatsapp"], act: "reply", evidence: { message: "START" } });
    expect(await ledger.check({ ...whatsapp, purpose: "invoices" })).toMatchObject({ allowed: true });
    expect(await ledger.check(whatsapp)).toMatchObject(no("revoked"));
  });

  it("can be objected to where it rests on legitimate interest (LGPD art. 18 §2)", async () => {
    await ledger.definePurpose({ ...offers, id: "survey", basis: "legitimate-interest" });
    const survey = { ...email, purpose: "survey" };
    expect(await ledger.check(survey)).toMatchObject({ allowed: true, basis: "legitimate-interest" });
    await ledger.revoke({ contact: "maria", purposes: ["survey"] });
    expect(await ledger.check(survey)).toMatchObject(no("objected"));
  });
});

describe("what is told and exported", () => {
  it("tells listeners of what is recorded, and waits for them", async () => {
    const told: unknown[] = [];
    const stop = ledger.on("revocation", async ({ contact, seq, record }) => {
      await Promise.resolve();
      told.push({ contact, seq, channels: record.channels });
    });
    ledger.on("erasure", ({ contact, seq }) => void told.push({ erased: contact, seq }));
    await ledger.grant(maria);
    await ledger.revoke({ contact: "maria", channels: ["email"] });
    expect(told).toEqual([{ contact: "maria", seq: 3, channels: ["email"] }]);
    stop();
    await ledger.revoke({ contact: "maria" });
    await ledger.erase({ contact: "maria" });
    expect(told.slice(1)).toEqual([{ erased: "maria", seq: 5 }]);
  });

  it("keeps the history of a contact, in the order of the chain", async () => {
    await ledger.grant(maria);
    clock.advance(5);
    await ledger.revoke({ contact: "maria", channels: ["email"], act: "link" });
    expect(await ledger.history("maria")).toEqual([
      expect.objectContaining({
        seq: 2,
        recordedAt: NOON,
        kind: "grant",
        at: Number(maria.at),
        controller: "Acme Ltda",
        statement: "Quero receber ofertas da Acme",
        evidence: maria.evidence,
        channels: ["email", "whatsapp"],
        purposes: [{ id: "offers", notice: expect.stringMatching(/^[0-9a-f]{64}$/) }],
      }),
      { seq: 3, recordedAt: NOON + 5, kind: "revocation", at: NOON + 5, channels: ["email"], act: "link" },
    ]);
  });
});
