import { ConsentLedger, type GrantInput, ProximoError, type PurposeInput } from "proximo";
import { manualClock } from "proximo/testing";
import { beforeEach, describe, expect, it } from "vitest";
import { DAY, maria, NOON, offers } from "./acme.ts";

let ledger: ConsentLedger;

beforeEach(async () => {
  ledger = new ConsentLedger({ clock: manualClock(NOON) });
  await ledger.definePurpose(offers);
  await ledger.definePurpose({ ...offers, id: "invoices", basis: "contract" });
});

/** What JavaScript, or JSON from a form, may bring where the types say otherwise. */
type Loose<Input> = { readonly [Key in keyof Input]?: unknown };

const circle: Record<string, unknown> = {};
circle.itself = [circle];

describe("a grant that would be void", () => {
  const later = { ...offers, notice: { ...offers.notice, text: "Outra" }, since: NOON - DAY };
  const refused: readonly [what: string, Loose<GrantInput>, code: string][] = [
    ["without a purpose", { purposes: [] }, "NO_PURPOSE"],
    ["without the word purposes", { purposes: undefined }, "NO_PURPOSE"],
    ['for "*"', { purposes: ["*"] }, "GENERIC_PURPOSE"],
    ['for "*", not even in an array', { purposes: "*" }, "GENERIC_PURPOSE"],
    ["for an unregistered purpose", { purposes: ["offers", "profiling"] }, "UNKNOWN_PURPOSE"],
    ["for a purpose that rests on a contract", { purposes: ["offers", "invoices"] }, "BASIS_NOT_CONSENT"],
    ["with an empty statement", { statement: "" }, "EMPTY_STATEMENT"],
    ["with a statement of blanks", { statement: " \n" }, "EMPTY_STATEMENT"],
    ["by silence", { act: "silence" }, "NOT_AFFIRMATIVE"],
    ["by a pre-ticked box", { act: "pre-ticked" }, "NOT_AFFIRMATIVE"],
    ["without an act", { act: undefined }, "NOT_AFFIRMATIVE"],
    ["without evidence", { evidence: undefined }, "NO_EVIDENCE"],
    ["with empty evidence", { evidence: {} }, "NO_EVIDENCE"],
    ["with evidence that is no JSON", { evidence: { sent: () => {} } }, "NO_EVIDENCE"],
    ["with evidence that contains itself", { evidence: circle }, "NO_EVIDENCE"],
    ["with evidence that names a prototype", { evidence: JSON.parse('{"form":7,"__proto__":{}}') }, "NO_EVIDENCE"],
    ["with evidence that is a class's", { evidence: new Map([["form", 7]]) }, "NO_EVIDENCE"],
    ["dated in the future", { at: NOON + 1 }, "FUTURE_DATE"],
    ["before any notice was served", { at: new Date("2025-12-31T23:59:59.999Z") }, "NOTICE_AFTER_GRANT"],
    ["with a notice nobody knows", { notice: "0".repeat(64) }, "UNKNOWN_NOTICE"],
    ["with the notice of another purpose", { notice: { offres: "0".repeat(64) } }, "UNKNOWN_NOTICE"],
    ["that ends before it begins", { until: new Date("2026-03-01T12:00:00Z") }, "INVALID_TIME"],
    ["at no moment", { at: Number.NaN }, "INVALID_TIME"],
    ["on no channel", { channels: [] }, "INVALID_CHANNEL"],
    ["with any among channels", { channels: ["any"] }, "INVALID_CHANNEL"],
    ["with an address on another channel", { addresses: { sms: "+5511" } }, "INVALID_CHANNEL"],
    ["with an address of blanks", { addresses: { whatsapp: " " } }, "INVALID_CHANNEL"],
    ["with an address for a prototype", { addresses: JSON.parse('{"__proto__":"+5511"}') }, "INVALID_CHANNEL"],
    ["by nobody", { contact: "" }, "INVALID_ID"],
    ["to nobody", { controller: "" }, "INVALID_CONSENT"],
    ["with half a surrogate pair", { statement: "sim \ud83d" }, "INVALID_CONSENT"],
    ["with a field that does not exist", { chanels: ["sms"] } as Loose<GrantInput>, "INVALID_CONSENT"],
  ];

  it.each(refused)("%s is refused, and nothing is recorded", async (_what, change, code) => {
    const before = await ledger.checkpoint();
    const refusal = await ledger.grant({ ...maria, ...change } as GrantInput).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ProximoError);
    expect(refusal).toMatchObject({
      code,
      message: expect.stringMatching(/expected|invalid|unrecognized|lone|small/i),
    });
    expect(await ledger.checkpoint()).toEqual(before);
    expect(await ledger.history("maria")).toEqual([]);
  });

  it("with a notice served after it is refused", async () => {
    const { notice } = await ledger.definePurpose(later);
    await expect(ledger.grant({ ...maria, notice })).rejects.toMatchObject({ code: "NOTICE_AFTER_GRANT" });
    await expect(ledger.grant({ ...maria, notice, at: NOON - DAY })).resolves.toBeDefined();
  });
});

describe("what else is refused", () => {
  it.each<[string, Loose<PurposeInput>, string]>([
    ["*", { id: "*" }, "GENERIC_PURPOSE"],
    ["no description", { description: " " }, "INVALID_PURPOSE"],
    ["no basis", { basis: "implied" }, "INVALID_PURPOSE"],
    ["no notice", { notice: undefined }, "INVALID_PURPOSE"],
    ["no controller", { notice: { ...offers.notice, controller: "" } }, "INVALID_PURPOSE"],
    ["no moment", { since: "2026-01-01" }, "INVALID_TIME"],
  ])("a purpose with %s", async (_what, change, code) => {
    await expect(ledger.definePurpose({ ...offers, ...change } as PurposeInput)).rejects.toMatchObject({ code });
  });

  it("a revocation of nothing, or of a purpose nobody registered: a slip must not pass for a revocation", async () => {
    await expect(ledger.revoke({ contact: "maria", purposes: [] })).rejects.toMatchObject({ code: "NO_PURPOSE" });
    const slip = ledger.revoke({ contact: "maria", purposes: ["ofers"] });
    await expect(slip).rejects.toMatchObject({ code: "UNKNOWN_PURPOSE" });
  });

  it("a retention that has ended, of another's entries, or under an inciso that asks for anonymised data", async () => {
    await ledger.grant(maria);
    const { seq } = await ledger.grant({ ...maria, contact: "joão" });
    const refused = [
      { inciso: "I", until: NOON },
      { inciso: "I", until: NOON + 1, entries: [seq] },
      { inciso: "IV", until: NOON + 1 },
    ] as { inciso: "I"; until: number }[];
    for (const keep of refused) {
      const erasure = ledger.erase({ contact: "maria", keep });
      await expect(erasure).rejects.toMatchObject({ code: "INVALID_RETENTION" });
    }
    expect(await ledger.history("maria")).toHaveLength(1);
  });

  it("a question without a contact, channel, purpose or possible moment, and a checkpoint that is none", async () => {
    const question = { contact: "maria", channel: "email", purpose: "offers" };
    for (const [change, code] of [
      [{ contact: "" }, "INVALID_ID"],
      [{ channel: "x".repeat(257) }, "INVALID_ID"],
      [{ purpose: 7 }, "INVALID_ID"],
      [{ at: -1 }, "INVALID_TIME"],
      [{ knownAt: "now" }, "INVALID_TIME"],
    ] as const)
      await expect(ledger.check({ ...question, ...change } as typeof question)).rejects.toMatchObject({ code });
    await expect(ledger.verify({ size: 1, head: "x" })).rejects.toMatchObject({ code: "INVALID_CONSENT" });
  });

  it("an id that a store might cut short or change, so that it would name somebody else", async () => {
    for (const contact of ["maria\0", "maria \ud83d"]) {
      const question = { contact, channel: "email", purpose: "offers" };
      const refused = [ledger.grant({ ...maria, contact }), ledger.revoke({ contact }), ledger.erase({ contact })];
      for (const asked of [...refused, ledger.check(question), ledger.history(contact), ledger.proof(contact)])
        await expect(asked).rejects.toMatchObject({
          code: "INVALID_ID",
          message: expect.stringContaining("contact: "),
        });
    }
    await expect(ledger.definePurpose({ ...offers, id: "offers\0" })).rejects.toMatchObject({
      code: "INVALID_PURPOSE",
    });
  });

  it.each([
    ["a short suppression key", { suppressionKey: "short" }],
    ["a suppression key that is no text", { suppressionKey: 5 }],
    ["a clock that is none", { clock: {} }],
    ["a store that is none", { store: new Map() }],
    ["randomness that is no function", { random: 7 }],
    ["options that are none", null],
    ["options that it does not know", { supressionKey: "x".repeat(32) }],
  ])("%s", (_, options) => {
    expect(() => new ConsentLedger(options as never)).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
  });

  it("listeners to what is not told, and what cannot listen", () => {
    const ledger = new ConsentLedger();
    const refusal = expect.objectContaining({ code: "INVALID_OPTION" });
    expect(() => ledger.on("granted" as never, () => {})).toThrow(refusal);
    expect(() => ledger.on("grant", "notify" as never)).toThrow(refusal);
  });
});
