import { memoryStore } from "proximo";
import { describe, expect, test } from "vitest";
import { DAY, SECOND, stage, whatsapp } from "./stage.ts";

const channel = "whatsapp";

describe("an opt-out", () => {
  test("revokes every purpose on the channel it came by, with what was written as evidence", async () => {
    const { center, authorize, grant } = await stage();
    await grant("maria", ["offers"]);
    expect(await center.outbound.received({ contact: "maria", channel, text: "PARAR!" })).toMatchObject({
      verdict: "revoke",
    });
    expect(await authorize("maria")).toMatchObject({ reasons: ["revoked"] });
    expect(await authorize("maria", { purpose: "news" })).toMatchObject({ reasons: ["objected"] });
    expect(await authorize("maria", { channel: "email" })).toMatchObject({ allowed: true });
    const last = (await center.consent.history("maria")).at(-1);
    expect(last).toMatchObject({
      kind: "revocation",
      channels: [channel],
      act: "reply",
      evidence: { message: "PARAR!" },
    });
  });

  test("counts from the moment it was written", async () => {
    const { center, clock, grant } = await stage();
    await grant("maria");
    const at = clock.now() + SECOND;
    clock.advance(DAY);
    await center.outbound.received({ contact: "maria", channel, text: "sair", at });
    const ask = (moment: number) => center.consent.check({ contact: "maria", channel, purpose: "offers", at: moment });
    expect(await ask(at - 1)).toMatchObject({ allowed: true });
    expect(await ask(at)).toMatchObject({ reasons: ["revoked"] });
  });

  test("is not made of a word among others", async () => {
    const { center, authorize, grant } = await stage();
    await grant("maria");
    const received = await center.outbound.received({ contact: "maria", channel, text: "cancelar meu pedido" });
    expect(received).toEqual({ verdict: "review" });
    expect(await authorize("maria")).toMatchObject({ allowed: true });
  });
});

describe("a stop at the platform", () => {
  test("closes what rests on consent or legitimate interest, on that channel, until it is resumed there", async () => {
    const { center, authorize, grant } = await stage();
    await grant("maria");
    await center.outbound.report({ kind: "marketing", channel, contact: "maria", wants: "stopped" });
    expect(await authorize("maria")).toMatchObject({ reasons: ["stopped"], final: true });
    expect(await authorize("maria", { purpose: "news" })).toMatchObject({ reasons: ["stopped"] });
    expect(await authorize("maria", { purpose: "billing" })).toMatchObject({ allowed: true });
    expect(await authorize("maria", { channel: "email" })).toMatchObject({ allowed: true });
    await center.outbound.report({ kind: "marketing", channel, contact: "maria", wants: "resumed" });
    expect(await authorize("maria")).toMatchObject({ allowed: true });
  });

  test("resumed, never clears an opt-out that the person wrote", async () => {
    const { center, authorize, grant } = await stage();
    await grant("maria");
    await center.outbound.received({ contact: "maria", channel, text: "SAIR" });
    await center.outbound.report({ kind: "marketing", channel, contact: "maria", wants: "stopped" });
    expect(await authorize("maria")).toMatchObject({ reasons: ["revoked", "stopped"] });
    await center.outbound.report({ kind: "marketing", channel, contact: "maria", wants: "resumed" });
    expect(await authorize("maria")).toMatchObject({ reasons: ["revoked"] });
  });

  test("is not undone by a resume of before that is told late", async () => {
    const { center, clock, authorize, grant } = await stage();
    await grant("maria");
    const stopped = clock.now();
    clock.advance(SECOND);
    const report = { kind: "marketing", channel, contact: "maria" } as const;
    await Promise.all([
      center.outbound.report({ ...report, wants: "stopped", at: stopped }),
      center.outbound.report({ ...report, wants: "resumed", at: stopped - 1 }),
    ]);
    expect(await authorize("maria")).toMatchObject({ reasons: ["stopped"] });
    await center.outbound.report({ ...report, wants: "resumed", at: stopped + 1 });
    expect(await authorize("maria")).toMatchObject({ allowed: true });
  });

  test("concerns the purposes that the application names, where it names any", async () => {
    const { center, authorize, grant } = await stage({ marketing: ["news"] });
    await grant("maria");
    await center.outbound.report({ kind: "marketing", channel, contact: "maria", wants: "stopped" });
    expect(await authorize("maria")).toMatchObject({ allowed: true });
    expect(await authorize("maria", { purpose: "news" })).toMatchObject({ reasons: ["stopped"] });
  });
});

describe("a yes", () => {
  const question = {
    contact: "maria",
    channel,
    purposes: ["offers"],
    controller: "Acme Ltda",
    statement: "Quer receber ofertas da Acme? Responda SIM.",
    language: "pt-BR",
  };

  test("grants in reply to a recorded question, and only there", async () => {
    const { center, clock, authorize } = await stage();
    expect(await center.outbound.received({ contact: "maria", channel, text: "SIM" })).toEqual({ verdict: "none" });
    await center.outbound.asked({ ...question, id: "wamid.7", address: "+5511999990000" });
    clock.advance(SECOND);
    const received = await center.outbound.received({ contact: "maria", channel, text: "Sim!", inReplyTo: "wamid.7" });
    expect(received).toMatchObject({ verdict: "grant", receipt: { seq: 4 } });
    expect(await authorize("maria")).toMatchObject({ allowed: true, consent: { addresses: ["+5511999990000"] } });
    expect(await authorize("maria", { channel: "sms" })).toMatchObject({ reasons: ["no-consent"] });
    expect((await center.consent.history("maria")).at(-1)).toMatchObject({
      kind: "grant",
      act: "reply",
      statement: question.statement,
      evidence: { question: "wamid.7", message: "Sim!" },
    });
  });

  test("is none to a question that had not been put when it was written, and leaves that one to be answered", async () => {
    const { center, clock, authorize } = await stage();
    const written = clock.now();
    clock.advance(SECOND);
    await center.outbound.asked({ ...question, id: "wamid.7" });
    const say = (more: object) => center.outbound.received({ contact: "maria", channel, text: "sim", ...more });
    expect(await say({ at: written })).toEqual({ verdict: "none" });
    expect(await authorize("maria")).toMatchObject({ reasons: ["no-consent"] });
    expect(await say({})).toMatchObject({ verdict: "grant" });
    await center.outbound.asked({ ...question, id: "wamid.8" });
    // The clocks differ, but the platform says what it replies to.
    expect(await say({ at: written, inReplyTo: "wamid.8" })).toMatchObject({ verdict: "grant" });
  });

  test("grants nothing when it replies to something else, comes second, or comes late", async () => {
    const { center, clock, authorize } = await stage();
    const say = (text: string, inReplyTo?: string) =>
      center.outbound.received({ contact: "maria", channel, text, inReplyTo });
    await center.outbound.asked({ ...question, id: "wamid.7" });
    expect(await say("sim", "wamid.8")).toEqual({ verdict: "none" });
    await center.outbound.asked(question);
    expect(await say("Quem é?")).toEqual({ verdict: "none" });
    expect(await say("sim")).toEqual({ verdict: "none" });
    await center.outbound.asked({ ...question, validFor: DAY });
    clock.advance(DAY);
    expect(await say("sim")).toEqual({ verdict: "none" });
    expect(await authorize("maria")).toMatchObject({ reasons: ["no-consent"] });
  });

  test("that the ledger refuses opens the service window all the same, for what was held", async () => {
    const { center, clock, ticket } = await stage(whatsapp(0));
    await center.outbound.asked(question);
    clock.advance(SECOND);
    const notice = { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR", text: "As agreed." };
    await center.consent.definePurpose({ id: "offers", description: "About offers", basis: "contract", notice });
    clock.advance(SECOND);
    expect(await ticket("bill", "maria", { purpose: "billing" })).toMatchObject({ state: "held" });
    const received = center.outbound.received({ contact: "maria", channel, text: "sim" });
    await expect(received).rejects.toMatchObject({ code: "BASIS_NOT_CONSENT" });
    expect((await center.next({ id: "ana" }))?.ticket.id).toBe("bill");
  });

  test("of an opt-out that could not be recorded lets nothing wait again until it is", async () => {
    const { store, fail } = withFailingLedger();
    const { center, ticket, authorize, grant } = await stage(whatsapp(1), store);
    await grant("maria");
    await grant("rui");
    expect(await authorize("rui")).toMatchObject({ allowed: true });
    expect(await ticket("t", "maria")).toMatchObject({ state: "held" });
    fail();
    const say = () => center.outbound.received({ contact: "maria", channel, text: "SAIR", id: "m1" });
    await expect(say()).rejects.toThrow("connection lost");
    expect(await center.get("t")).toMatchObject({ state: "held" });
    await say();
    expect(await center.get("t")).toMatchObject({ state: "cancelled" });
  });
});

/** One whose ledger keeps nothing, once. */
function withFailingLedger() {
  const store = memoryStore();
  const append = store.consent.append.bind(store.consent);
  const fail = () => {
    store.consent.append = () => {
      store.consent.append = append;
      throw new Error("connection lost");
    };
  };
  return { store, fail };
}
