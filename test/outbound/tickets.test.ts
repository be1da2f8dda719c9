import { brazilianTelemarketingHours, OutboundRefused, ProximoError } from "proximo";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, SECOND, stage, whatsapp } from "./stage.ts";

const agent = { id: "agent-7" };
const caught = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => value,
    (error: unknown) => error,
  );

describe("on entering", () => {
  test("a ticket names whom it goes to and what it is for, and has a lawful basis for it", async () => {
    const { center, ticket, grant } = await stage();
    const enqueue = (more: object) => center.enqueue({ direction: "outbound", channel: "whatsapp", ...more });
    await expect(enqueue({ purpose: "offers" })).rejects.toMatchObject({ code: "INVALID_CONTACT" });
    await expect(enqueue({ contact: "maria" })).rejects.toMatchObject({ code: "NO_PURPOSE" });
    await expect(enqueue({ contact: "maria", purpose: "*" })).rejects.toMatchObject({ reasons: ["unregistered"] });
    const refused = await caught(ticket("t1", "maria"));
    expect(refused).toBeInstanceOf(OutboundRefused);
    expect(refused).toBeInstanceOf(ProximoError);
    expect(refused).toMatchObject({ code: "CONSENT_REQUIRED", reasons: ["no-consent"] });
    expect(refused).toMatchObject({
      message: expect.stringMatching(/"offers" on "whatsapp", refused for no-consent$/),
    });
    expect(await center.get("t1")).toBeUndefined();
    await grant("maria");
    expect(await ticket("t1", "maria")).toMatchObject({ state: "waiting", purpose: "offers", direction: "outbound" });
    expect((await center.next(agent))?.ticket.id).toBe("t1");
  });

  test("a refusal for something else has another code, at night as well", async () => {
    const policies = { whatsapp: { hours: brazilianTelemarketingHours } };
    const { clock, ticket, grant } = await stage({ doNotCall: () => true, policies });
    await grant("maria");
    expect(await caught(ticket("t1", "maria"))).toMatchObject({ code: "OUTBOUND_REFUSED", reasons: ["do-not-call"] });
    clock.advance(12 * HOUR);
    const reasons = ["do-not-call", "hours"];
    expect(await caught(ticket("t1", "maria"))).toMatchObject({ code: "OUTBOUND_REFUSED", reasons });
  });

  test("what comes in has no purpose", async () => {
    const { center } = await stage();
    const input = { channel: "whatsapp", contact: "maria", purpose: "offers" };
    await expect(center.enqueue(input)).rejects.toMatchObject({ code: "INVALID_TICKET" });
  });

  test("an address that the grant does not name is refused", async () => {
    const { center } = await stage();
    await center.consent.grant({
      contact: "maria",
      controller: "Acme Ltda",
      purposes: ["offers"],
      channels: ["whatsapp"],
      addresses: { whatsapp: "+5511999990000" },
      statement: "Quero",
      act: "checkbox",
      evidence: { form: "7" },
    });
    const to = (address: string) =>
      center.enqueue({ direction: "outbound", channel: "whatsapp", purpose: "offers", contact: "maria", address });
    expect(await caught(to("+5511888880000"))).toMatchObject({ reasons: ["address"] });
    expect(await to("+5511999990000")).toMatchObject({ address: "+5511999990000" });
  });
});

describe("a revocation", () => {
  test("that takes away what is offered says whom it was offered to, as the application's own cancelling does", async () => {
    const { center, clock, ticket, grant } = await stage();
    await grant("maria");
    await center.agents.set("ana", { capacity: 2, presence: "available" });
    await ticket("revoked", "maria");
    await ticket("cancelled", "maria");
    await center.distribute();
    const told: unknown[] = [];
    center.on("cancelled", ({ ticket: { id }, ...rest }) => told.push([id, rest]));
    const offer = { agent: "ana", state: "offered", claimedAt: clock.now() };
    await center.cancel("cancelled");
    await center.consent.revoke({ contact: "maria" });
    expect(told).toEqual([
      ["cancelled", offer],
      ["revoked", { ...offer, reasons: ["revoked"] }],
    ]);
    const { agents, total } = await center.statistics.report();
    expect([agents.ana?.cancelled, total.cancelled]).toEqual([2, 2]);
  });

  test("removes what waits and what is held of that contact and purpose at once, and tells of it", async () => {
    const { center, clock, told, ticket, grant } = await stage();
    await grant("maria", ["offers"]);
    await grant("ana", ["offers"]);
    await ticket("waiting", "maria");
    await ticket("held", "maria", { scheduledFor: clock.now() + DAY });
    await ticket("bill", "maria", { purpose: "billing" });
    await ticket("other", "ana");
    await center.consent.revoke({ contact: "maria", purposes: ["offers"] });
    expect(told).toEqual([
      { event: "cancelled", ticket: "waiting", reasons: ["revoked"] },
      { event: "cancelled", ticket: "held", reasons: ["revoked"] },
    ]);
    expect(await center.get("waiting")).toMatchObject({ state: "cancelled" });
    expect((await center.peek(9)).map(({ id }) => id)).toEqual(["bill", "other"]);
  });

  test("by an opt-out word does the same; so does a stop at the platform", async () => {
    const { center, told, ticket, grant } = await stage();
    await grant("maria");
    await grant("ana");
    await ticket("t1", "maria");
    await ticket("t2", "ana");
    await center.outbound.received({ contact: "maria", channel: "whatsapp", text: "Stop. Thank you" });
    await center.outbound.report({ kind: "marketing", channel: "whatsapp", contact: "ana", wants: "stopped" });
    expect(told.map(({ ticket, reasons }) => [ticket, reasons])).toEqual([
      ["t1", ["revoked"]],
      ["t2", ["stopped"]],
    ]);
    expect(await center.next(agent)).toBeUndefined();
  });

  test("leaves what an agent already has, until it is given back", async () => {
    const { center, told, ticket, grant } = await stage();
    await grant("maria");
    await ticket("t1", "maria");
    const claim = await center.next(agent);
    await center.consent.revoke({ contact: "maria" });
    expect(await center.get("t1")).toMatchObject({ state: "active" });
    expect(told).toEqual([]);
    await claim?.release();
    expect(await center.get("t1")).toMatchObject({ state: "cancelled" });
    expect(told).toEqual([{ event: "cancelled", ticket: "t1", reasons: ["revoked"] }]);
  });
});

describe("on being claimed", () => {
  test("a grant that has expired meanwhile cancels the ticket before any agent sees it, and the next is served", async () => {
    const { center, clock, told, ticket, grant } = await stage();
    await center.consent.grant({
      contact: "maria",
      controller: "Acme Ltda",
      purposes: ["offers"],
      channels: "any",
      statement: "Quero",
      act: "checkbox",
      evidence: { form: "7" },
      until: clock.now() + HOUR,
    });
    await grant("ana");
    await ticket("t1", "maria");
    await ticket("t2", "ana");
    clock.advance(HOUR);
    expect((await center.next(agent))?.ticket.id).toBe("t2");
    expect(told).toEqual([{ event: "cancelled", ticket: "t1", reasons: ["expired"] }]);
    expect(await center.outbound.decisions({ contact: "maria" })).toMatchObject([
      { occasion: "enqueue", ticket: "t1", allowed: true },
      { occasion: "claim", ticket: "t1", allowed: false, reasons: ["expired"] },
    ]);
  });

  test("volume holds a ticket until there is room; it keeps its place", async () => {
    const { center, clock, told, ticket } = await stage(whatsapp(1));
    const billing = { purpose: "billing" };
    await ticket("t1", "a", billing);
    await ticket("t2", "b", billing);
    await ticket("t3", "c", billing);
    await center.enqueue({ id: "inbound", channel: "whatsapp", contact: "d" });
    const first = clock.now();
    expect((await center.next(agent))?.ticket.id).toBe("t1");
    expect((await center.next(agent))?.ticket.id).toBe("inbound");
    expect(told).toEqual([
      { event: "held", ticket: "t2", reasons: ["volume"] },
      { event: "held", ticket: "t3", reasons: ["volume"] },
    ]);
    expect(await center.get("t2")).toMatchObject({ state: "held", heldUntil: first + DAY });
    expect(await center.counts()).toMatchObject({ waiting: 0, held: 2 });
    expect(await center.take("t2", agent)).toBeUndefined();
    clock.set(first + DAY - 1);
    expect(await center.next(agent)).toBeUndefined();
    clock.set(first + DAY);
    expect((await center.peek(9)).map(({ id }) => id)).toEqual(["t2", "t3"]);
    expect((await center.next(agent))?.ticket.id).toBe("t2");
  });

  test("a place that a failure gives back is for those held for volume, at once", async () => {
    const { center, told, ticket } = await stage(whatsapp(1));
    const billing = { purpose: "billing" };
    for (const [id, contact] of ["a", "b", "c"].entries()) await ticket(`t${id}`, contact, billing);
    await center.next(agent);
    expect(await center.next(agent)).toBeUndefined();
    expect(await center.counts()).toMatchObject({ waiting: 0, held: 2 });
    const failure = { contact: "a", channel: "whatsapp", code: 131_026, id: "wamid.1" };
    await center.outbound.failed(failure);
    expect(await center.counts()).toMatchObject({ waiting: 2, held: 0 });
    expect((await center.next(agent))?.ticket.id).toBe("t1");
    expect(await center.next(agent)).toBeUndefined();
    told.length = 0;
    await center.outbound.failed(failure);
    await center.outbound.failed({ ...failure, contact: "d", id: "wamid.2" });
    expect(await center.counts()).toMatchObject({ waiting: 0, held: 1 });
  });

  test("so is one of more than the limit allows: whoever is held has less to wait for", async () => {
    const { center, clock, authorize, ticket } = await stage(whatsapp(2));
    const billing = { purpose: "billing" };
    const first = clock.now();
    await authorize("a", billing);
    clock.advance(HOUR);
    await authorize("b", billing);
    await center.outbound.report({ kind: "limit", channel: "whatsapp", limit: 1 });
    expect(await ticket("t1", "c", billing)).toMatchObject({ state: "held", heldUntil: first + HOUR + DAY });
    await center.outbound.failed({ contact: "b", channel: "whatsapp", code: 131_026 });
    expect(await center.next(agent)).toBeUndefined();
    expect(await center.get("t1")).toMatchObject({ state: "held", heldUntil: first + DAY });
  });

  test("so is one that a delivery within the service window gives back, and no other failure asks again", async () => {
    const { center, ticket } = await stage(whatsapp(2));
    const billing = { purpose: "billing" };
    await center.outbound.authorize({ contact: "a", channel: "whatsapp", ...billing });
    await center.outbound.authorize({ contact: "b", channel: "whatsapp", ...billing });
    await ticket("t1", "c", billing);
    await center.next(agent);
    await center.outbound.received({ contact: "a", channel: "whatsapp" });
    expect(await center.get("t1")).toMatchObject({ state: "held" });
    await center.outbound.delivered({ contact: "b", channel: "whatsapp" });
    expect(await center.get("t1")).toMatchObject({ state: "held" });
    await center.outbound.delivered({ contact: "a", channel: "whatsapp" });
    expect(await center.get("t1")).toMatchObject({ state: "waiting" });
    await center.outbound.report({ kind: "template", channel: "whatsapp", template: "promo", status: "paused" });
    await center.enqueue({
      id: "t2",
      direction: "outbound",
      channel: "whatsapp",
      contact: "d",
      ...billing,
      template: "promo",
    });
    await center.outbound.failed({ contact: "b", channel: "whatsapp", code: 131_026 });
    expect(await center.get("t2")).toMatchObject({ state: "held" });
  });

  test("the hours hold it on entering already, and again in the evening", async () => {
    const hours = { policies: { voice: { hours: brazilianTelemarketingHours } } };
    const { center, clock, ticket } = await stage(hours);
    const voice = { channel: "voice", purpose: "billing" };
    clock.set(Date.parse("2026-03-03T11:00:00Z"));
    const nine = Date.parse("2026-03-03T12:00:00Z");
    expect(await ticket("t1", "a", voice)).toMatchObject({ state: "held", heldUntil: nine });
    expect(await ticket("t2", "b", { ...voice, scheduledFor: nine + 2 * HOUR })).toMatchObject({ state: "held" });
    clock.set(nine);
    expect((await center.peek(9)).map(({ id }) => id)).toEqual(["t1"]);
    clock.set(nine + 12 * HOUR);
    expect((await center.peek(9)).map(({ id }) => id)).toEqual(["t2", "t1"]);
    expect(await center.next(agent)).toBeUndefined();
    clock.set(nine + DAY);
    expect((await center.next(agent))?.ticket.id).toBe("t2");
  });

  test("the contact's own time zone is an attribute", async () => {
    const { center, clock } = await stage({ policies: { voice: { hours: brazilianTelemarketingHours } } });
    clock.set(Date.parse("2026-03-03T12:30:00Z"));
    const call = (timeZone: string) =>
      center.enqueue({
        direction: "outbound",
        channel: "voice",
        purpose: "billing",
        contact: { id: "a", attributes: { timeZone } },
      });
    expect(await call("America/Manaus")).toMatchObject({ state: "held" });
    expect(await call("America/Sao_Paulo")).toMatchObject({ state: "waiting" });
    expect(await call("Nowhere")).toMatchObject({ state: "waiting" });
  });

  test("what nobody knows the end of is held until somebody ends it", async () => {
    const { center, clock, ticket } = await stage();
    await center.outbound.report({ kind: "template", channel: "whatsapp", template: "promo", status: "paused" });
    await center.enqueue({
      id: "t1",
      direction: "outbound",
      channel: "whatsapp",
      purpose: "billing",
      template: "promo",
      contact: "a",
    });
    await ticket("t2", "b", { purpose: "billing" });
    clock.advance(30 * DAY);
    expect(await center.get("t1")).toMatchObject({ state: "held" });
    expect(await center.get("t1")).not.toHaveProperty("heldUntil");
    await center.outbound.report({ kind: "template", channel: "whatsapp", template: "promo", status: "active" });
    expect((await center.next(agent))?.ticket.id).toBe("t1");
  });

  test("a held ticket can be cancelled and changed", async () => {
    const { center, ticket } = await stage(whatsapp(0));
    const billing = { purpose: "billing" };
    await ticket("t1", "a", billing);
    await ticket("t2", "b", billing);
    expect(await center.cancel("t1")).toBe(true);
    expect(await center.update("t2", { contactScore: 90 })).toMatchObject({ state: "held", contactScore: 90 });
    expect(await center.update("t2", { channel: "sms" })).toMatchObject({ state: "waiting", channel: "sms" });
    expect((await center.next(agent))?.ticket.id).toBe("t2");
  });
});

describe("an offer that is accepted", () => {
  const offered = async () => {
    const staged = await stage({ policies: { voice: { hours: brazilianTelemarketingHours } } });
    const { center, clock } = staged;
    await center.agents.set("ana", { presence: "available" });
    const offer = async (channel: string, end: number) => {
      const words = { statement: "Quero", act: "checkbox", evidence: { form: "7" } } as const;
      const until = clock.now() + end;
      const to = { contact: "maria", channel, purpose: "offers" };
      await center.consent.grant({
        contact: "maria",
        controller: "Acme",
        purposes: ["offers"],
        channels: "any",
        ...words,
        until,
      });
      await center.enqueue({ id: "t1", direction: "outbound", ...to });
      const [made] = await center.distribute({ within: DAY });
      return made!;
    };
    return { ...staged, offer };
  };

  test("is refused as one that was withdrawn where its grant has ended, and the ticket cancelled", async () => {
    const { center, clock, told, offer } = await offered();
    const made = await offer("whatsapp", HOUR);
    clock.advance(HOUR);
    await expect(made.accept()).rejects.toMatchObject({ code: "STALE_CLAIM" });
    expect(await center.get("t1")).toMatchObject({ state: "cancelled" });
    expect(told).toEqual([{ event: "cancelled", ticket: "t1", reasons: ["expired"] }]);
    expect((await center.outbound.decisions({ contact: "maria" })).at(-1)).toMatchObject({
      ...{ occasion: "accept", ticket: "t1", allowed: false, reasons: ["expired"] },
    });
  });

  test("is a claim where the grant stands, though the hours have ended; accepted again, nothing is asked", async () => {
    const { center, clock, offer } = await offered();
    const made = await offer("voice", DAY);
    clock.advance(DAY / 2);
    expect(await made.accept()).toMatchObject({ state: "active" });
    const asked = await center.outbound.decisions();
    expect(asked.at(-1)).toMatchObject({ occasion: "accept", allowed: false, reasons: ["hours"] });
    clock.advance(DAY);
    await made.accept();
    expect(await center.outbound.decisions()).toEqual(asked);
  });
});

describe("there is no way round", () => {
  test("to another channel without a basis there, by update or by release", async () => {
    const { center, ticket, grant } = await stage();
    await grant("maria", ["offers"], ["whatsapp"]);
    await ticket("t1", "maria");
    expect(await caught(center.update("t1", { channel: "sms" }))).toMatchObject({ code: "CONSENT_REQUIRED" });
    expect(await caught(center.update("t1", { channel: "webchat" }))).toMatchObject({ code: "OUTBOUND_NOT_ALLOWED" });
    expect(await center.get("t1")).toMatchObject({ state: "waiting", channel: "whatsapp" });
    const claim = await center.next(agent);
    expect(await caught(claim!.release({ channel: "sms" }))).toMatchObject({ reasons: ["no-consent"] });
    expect(await center.get("t1")).toMatchObject({ state: "active", channel: "whatsapp" });
    await grant("maria", ["offers"], ["sms"]);
    expect(await claim?.release({ channel: "sms" })).toMatchObject({ state: "waiting", channel: "sms" });
  });

  test("by taking the ticket by its id", async () => {
    const { center, clock, ticket } = await stage();
    await center.consent.grant({
      contact: "maria",
      controller: "Acme Ltda",
      purposes: ["offers"],
      channels: "any",
      statement: "Quero",
      act: "checkbox",
      evidence: { form: "7" },
      until: clock.now() + SECOND,
    });
    await ticket("t1", "maria");
    clock.advance(SECOND);
    expect(await center.take("t1", agent)).toBeUndefined();
    expect(await center.get("t1")).toMatchObject({ state: "cancelled" });
  });

  test("by closing the channel after the ticket came in, either", async () => {
    const { center, told, ticket } = await stage();
    await ticket("t1", "a", { purpose: "billing" });
    await center.channels.set("whatsapp", { outbound: false });
    expect(await center.next(agent)).toBeUndefined();
    expect(told).toEqual([{ event: "cancelled", ticket: "t1", reasons: ["inbound-only"] }]);
  });
});
