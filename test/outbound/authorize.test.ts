import { brazilianTelemarketingHours } from "proximo";
import { describe, expect, test } from "vitest";
import { DAY, HOUR, SECOND, START, stage, whatsapp } from "./stage.ts";

describe("consent", () => {
  test("without it the answer is no, with it yes, and all of it is in the decision log", async () => {
    const { center, authorize, grant } = await stage();
    expect(await authorize("maria")).toMatchObject({ allowed: false, reasons: ["no-consent"], final: true });
    await grant("maria");
    expect(await authorize("maria")).toMatchObject({ allowed: true, consent: { basis: "consent", decidedBy: 4 } });
    await center.consent.revoke({ contact: "maria" });
    expect(await authorize("maria")).toMatchObject({ allowed: false, reasons: ["revoked"], final: true });
    expect(await center.outbound.decisions({ contact: "maria" })).toMatchObject([
      { seq: 1, occasion: "authorize", contact: "maria", purpose: "offers", allowed: false, reasons: ["no-consent"] },
      { seq: 2, allowed: true, reasons: [], basis: "consent", decidedBy: 4 },
      { seq: 3, allowed: false, reasons: ["revoked"] },
    ]);
  });

  test("another basis needs no grant, and another purpose has its own", async () => {
    const { authorize, grant } = await stage();
    await grant("maria");
    expect(await authorize("ana", { purpose: "billing" })).toMatchObject({ allowed: true });
    expect(await authorize("maria", { purpose: "unheard-of" })).toMatchObject({ reasons: ["unregistered"] });
  });

  test("at another moment, it answers about that moment and takes no place", async () => {
    const { center, clock, authorize, grant } = await stage(whatsapp(1));
    await grant("maria");
    await grant("ana");
    clock.advance(HOUR);
    const at = (moment: number) =>
      center.outbound.authorize({ contact: "maria", channel: "whatsapp", purpose: "offers", at: moment });
    expect(await at(START - 1)).toMatchObject({ allowed: false, reasons: ["unregistered"] });
    expect(await at(START + HOUR)).toMatchObject({ allowed: true });
    expect(await authorize("ana")).toMatchObject({ allowed: true });
  });
});

test("nothing goes out on an inbound-only channel", async () => {
  const { center, authorize } = await stage();
  expect(await authorize("maria", { channel: "webchat", purpose: "billing" })).toMatchObject({
    reasons: ["inbound-only"],
    final: true,
  });
  await expect(authorize("maria", { channel: "pigeon" })).rejects.toMatchObject({ code: "UNKNOWN_CHANNEL" });
  await center.channels.set("pigeon", { outbound: true });
  expect(await authorize("maria", { channel: "pigeon", purpose: "billing" })).toMatchObject({ allowed: true });
});

test("a do-not-call source has its say", async () => {
  const asked: unknown[] = [];
  const { authorize } = await stage({
    doNotCall: (query) => {
      asked.push(query);
      return query.contact === "ana";
    },
  });
  expect(await authorize("ana", { purpose: "billing" })).toMatchObject({ reasons: ["do-not-call"], final: true });
  expect(await authorize("maria", { purpose: "billing" })).toMatchObject({ allowed: true });
  expect(asked).toHaveLength(2);
});

test.each([async () => false, () => 1, () => "2026-01-05"])(
  "a do-not-call source that answers neither true nor false lets nobody through: %s",
  async (doNotCall) => {
    const { authorize } = await stage({ doNotCall: doNotCall as never });
    expect(await authorize("maria", { purpose: "billing" })).toMatchObject({ reasons: ["do-not-call"] });
  },
);

describe("volume", () => {
  test("counts unique contacts in a moving 24 hours, and says when there is room again", async () => {
    const { center, clock, authorize } = await stage(whatsapp(2));
    const send = async (contact: string) => {
      const answer = await authorize(contact, { purpose: "billing" });
      if (answer.allowed) await center.outbound.delivered({ contact, channel: "whatsapp" });
      return answer;
    };
    const first = clock.now();
    expect(await send("a")).toMatchObject({ allowed: true });
    clock.advance(HOUR);
    expect(await send("b")).toMatchObject({ allowed: true });
    expect(await send("c")).toMatchObject({ reasons: ["volume"], final: false, retryAt: first + DAY });
    clock.advance(HOUR);
    expect(await send("b")).toMatchObject({ allowed: true });
    clock.set(first + DAY - 1);
    expect(await send("c")).toMatchObject({ reasons: ["volume"], retryAt: first + DAY });
    clock.set(first + DAY);
    expect(await send("c")).toMatchObject({ allowed: true });
    expect(await send("d")).toMatchObject({ reasons: ["volume"], retryAt: first + 2 * HOUR + DAY });
  });

  test("those who ask at once do not exceed it together; a failure gives the place back", async () => {
    const { center, authorize } = await stage(whatsapp(10));
    const contacts = Array.from({ length: 25 }, (_, index) => `contact-${index}`);
    const answers = await Promise.all(contacts.map((contact) => authorize(contact, { purpose: "billing" })));
    expect(answers.filter(({ allowed }) => allowed)).toHaveLength(10);
    await center.outbound.failed({ contact: "contact-3", channel: "whatsapp", code: 131026 });
    expect(await authorize("contact-20", { purpose: "billing" })).toMatchObject({ allowed: true });
    expect(await authorize("contact-21", { purpose: "billing" })).toMatchObject({ allowed: false });
  });

  test("at a later moment, whoever has left the window by then is not counted", async () => {
    const { center, clock, authorize } = await stage(whatsapp(1));
    await authorize("a", { purpose: "billing" });
    const free = clock.now() + DAY;
    const asked = (at: number) =>
      center.outbound.authorize({ contact: "b", channel: "whatsapp", purpose: "billing", at });
    expect(await asked(free - 1)).toMatchObject({ allowed: false, reasons: ["volume"], retryAt: free });
    expect(await asked(free)).toMatchObject({ allowed: true });
  });

  test("inside the service window that a contact opened, nothing is counted", async () => {
    const { center, clock, authorize } = await stage(whatsapp(0));
    expect(await authorize("a", { purpose: "billing" })).toMatchObject({ reasons: ["volume"] });
    await center.outbound.received({ contact: "a", channel: "whatsapp", text: "Oi" });
    const opened = clock.now();
    expect(await authorize("a", { purpose: "billing" })).toMatchObject({
      allowed: true,
      serviceWindowUntil: opened + DAY,
    });
    await center.outbound.delivered({ contact: "a", channel: "whatsapp" });
    clock.set(opened + DAY - 1);
    expect(await authorize("a", { purpose: "billing" })).toMatchObject({ allowed: true });
    clock.set(opened + DAY);
    expect(await authorize("a", { purpose: "billing" })).toMatchObject({ reasons: ["volume"] });
  });

  test("a delivery is within the window though it is told after the contact has written again", async () => {
    const { center, clock, authorize } = await stage(whatsapp(1));
    const ana = { contact: "a", channel: "whatsapp" };
    await center.outbound.received({ ...ana, text: "Oi" });
    clock.advance(HOUR);
    await center.outbound.received({ ...ana, text: "Tudo bem?" });
    await center.outbound.delivered({ ...ana, at: clock.now() - 5 * SECOND });
    expect(await authorize("b", { purpose: "billing" })).toMatchObject({ allowed: true });
  });

  test("a limit that the platform reports takes precedence", async () => {
    const { center, authorize } = await stage(whatsapp(1));
    await authorize("a", { purpose: "billing" });
    expect(await authorize("b", { purpose: "billing" })).toMatchObject({ reasons: ["volume"] });
    await center.outbound.report({ kind: "limit", channel: "whatsapp", limit: 2_000 });
    expect(await authorize("b", { purpose: "billing" })).toMatchObject({ allowed: true });
    await center.outbound.report({ kind: "limit", channel: "whatsapp", limit: 1 });
    expect(await authorize("c", { purpose: "billing" })).toMatchObject({ reasons: ["volume"] });
    await center.outbound.report({ kind: "limit", channel: "whatsapp", limit: "unlimited" });
    expect(await authorize("c", { purpose: "billing" })).toMatchObject({ allowed: true });
  });
});

test("one message to a contact every six seconds", async () => {
  const { center, clock, authorize } = await stage();
  await center.outbound.delivered({ contact: "a", channel: "whatsapp" });
  const sent = clock.now();
  clock.advance(6 * SECOND - 1);
  expect(await authorize("a", { purpose: "billing" })).toMatchObject({
    reasons: ["pair-rate"],
    retryAt: sent + 6 * SECOND,
  });
  expect(await authorize("b", { purpose: "billing" })).toMatchObject({ allowed: true });
  clock.advance(1);
  expect(await authorize("a", { purpose: "billing" })).toMatchObject({ allowed: true });
});

describe("hours", () => {
  const policies = { voice: { hours: brazilianTelemarketingHours } };

  test("are the contact's own", async () => {
    const { center, clock } = await stage({ policies });
    const call = (timeZone?: string) =>
      center.outbound.authorize({ contact: "a", channel: "voice", purpose: "billing", timeZone });
    clock.set(Date.parse("2026-03-03T12:30:00Z"));
    expect(await call()).toMatchObject({ allowed: true });
    expect(await call("America/Manaus")).toMatchObject({
      reasons: ["hours"],
      final: false,
      retryAt: Date.parse("2026-03-03T13:00:00Z"),
    });
    await expect(call("America/Nowhere")).rejects.toMatchObject({ code: "INVALID_OUTBOUND" });
  });

  test("come last: what waits for anything else waits for the hours after it", async () => {
    const { center, clock } = await stage(whatsapp(1, { hours: brazilianTelemarketingHours }));
    clock.set(Date.parse("2026-03-06T23:30:00Z"));
    const send = (contact: string) => center.outbound.authorize({ contact, channel: "whatsapp", purpose: "billing" });
    expect(await send("a")).toMatchObject({ allowed: true });
    // Room is there on Saturday at 20:30 in São Paulo, when the hours are over until Monday.
    expect(await send("b")).toMatchObject({ reasons: ["volume"], retryAt: Date.parse("2026-03-09T12:00:00Z") });
    clock.set(Date.parse("2026-03-07T00:30:00Z"));
    expect(await send("b")).toMatchObject({
      reasons: ["volume", "hours"],
      retryAt: Date.parse("2026-03-09T12:00:00Z"),
    });
    expect(await send("c")).toMatchObject({ reasons: ["volume", "hours"] });
  });
});

test("all the reasons are named at once", async () => {
  const { center, clock, authorize } = await stage(whatsapp(0, { hours: brazilianTelemarketingHours }));
  await center.outbound.delivered({ contact: "maria", channel: "whatsapp" });
  await center.outbound.report({ kind: "marketing", channel: "whatsapp", contact: "maria", wants: "stopped" });
  await center.outbound.report({ kind: "template", channel: "whatsapp", template: "promo", status: "paused" });
  await center.outbound.report({ kind: "quality", channel: "whatsapp", rating: "red" });
  clock.set(Date.parse("2026-03-02T15:00:05Z"));
  const { reasons } = (await authorize("maria", { template: "promo" })) as { reasons: readonly string[] };
  expect(new Set(reasons)).toEqual(new Set(["no-consent", "stopped", "pair-rate", "quality", "template"]));
});

test("after the center has closed, nothing is answered", async () => {
  const { center, authorize } = await stage();
  await center.close();
  await expect(authorize("maria")).rejects.toMatchObject({ code: "CENTER_CLOSED" });
  await expect(center.outbound.delivered({ contact: "a", channel: "sms" })).rejects.toMatchObject({
    code: "CENTER_CLOSED",
  });
});

test.each([
  [{ channel: "sms", purpose: "offers" }, "INVALID_CONTACT"],
  [{ contact: "a", purpose: "offers" }, "INVALID_CHANNEL"],
  [{ contact: "a", channel: "sms" }, "NO_PURPOSE"],
  [{ contact: "a", channel: "sms", purpose: "offers", at: -1 }, "INVALID_TIME"],
  [{ contact: "a", channel: "sms", purpose: "offers", adress: "x" }, "INVALID_OUTBOUND"],
  [undefined, "INVALID_OUTBOUND"],
])("refuses %j with %s, and logs nothing", async (input, code) => {
  const { center } = await stage();
  await expect(center.outbound.authorize(input as never)).rejects.toMatchObject({ code });
  expect(await center.outbound.decisions()).toEqual([]);
});

test.each([
  [{ policies: { voice: { hours: { ...brazilianTelemarketingHours, timeZone: "Nowhere" } } } }],
  [{ policies: { voice: { hours: { ...brazilianTelemarketingHours, week: { 1: [["21:00", "09:00"]] } } } } }],
  [{ policies: { whatsapp: { volumes: 3 } } }],
  [{ doNotCall: ["a"] }],
])("takes no policy such as %j", async (outbound) => {
  await expect(stage(outbound as never)).rejects.toMatchObject({ code: "INVALID_OPTION" });
});
