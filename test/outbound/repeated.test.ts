import { expect, test } from "vitest";
import { DAY, HOUR, stage, whatsapp } from "./stage.ts";

const channel = "whatsapp";
const billing = { purpose: "billing" };

/** A stage with so many deliveries that two complaints would turn the sender red, and one does not. */
async function delivered() {
  const staged = await stage(whatsapp("unlimited"));
  for (let n = 0; n < 30; n++)
    await staged.center.outbound.delivered({ contact: `contact-${n}`, channel, id: `wamid.${n}` });
  return staged;
}

test.each(["blocked", "reported"] as const)(
  "a message that is %s counts once, however often it is told",
  async (kind) => {
    const { center, clock, authorize } = await delivered();
    const message = { contact: "contact-1", channel, id: "wamid.1" };
    for (let hours = 0; hours < 5; hours++) {
      await center.outbound[kind](message);
      clock.advance(HOUR);
    }
    expect(await authorize("a", billing)).toMatchObject({ allowed: true });
    await center.outbound[kind]({ ...message, id: "wamid.2" });
    expect(await authorize("a", billing)).toMatchObject({ reasons: ["quality"] });
  },
);

test("an opt-out that is told again counts once, and is recorded each time", async () => {
  const { center, grant, authorize } = await delivered();
  await grant("contact-1");
  const reply = { contact: "contact-1", channel, id: "wamid.reply", text: "SAIR" };
  for (let times = 0; times < 5; times++)
    expect(await center.outbound.received(reply)).toMatchObject({ verdict: "revoke", receipt: expect.anything() });
  expect(await authorize("a", billing)).toMatchObject({ allowed: true });
});

test("a failure that is told again gives back no place that was taken since", async () => {
  const { center, authorize } = await stage(whatsapp(1));
  const failure = { contact: "a", channel, code: 131_026, id: "wamid.1" };
  await authorize("a", billing);
  await center.outbound.failed(failure);
  await authorize("a", billing);
  await center.outbound.failed(failure);
  expect(await authorize("b", billing)).toMatchObject({ reasons: ["volume"] });
  await center.outbound.failed({ ...failure, id: "wamid.2" });
  expect(await authorize("b", billing)).toMatchObject({ allowed: true });
});

test("a delivery that is told again leaves the contact counted from the first on", async () => {
  const { center, clock, authorize } = await stage(whatsapp(1));
  const message = { contact: "a", channel, id: "wamid.1" };
  await center.outbound.delivered(message);
  clock.advance(DAY - 1);
  await center.outbound.delivered(message);
  expect(await authorize("b", billing)).toMatchObject({ reasons: ["volume"] });
  clock.advance(1);
  expect(await authorize("b", billing)).toMatchObject({ allowed: true });
});

test("a stop that a failure tells is minded, however often it comes", async () => {
  const { center, clock, grant, authorize } = await stage();
  await grant("maria");
  const failure = { contact: "maria", channel, code: 131_050, id: "wamid.1", at: clock.now() };
  await center.outbound.failed(failure);
  clock.advance(1);
  await center.outbound.report({ kind: "marketing", channel, contact: "maria", wants: "resumed" });
  await center.outbound.failed(failure);
  expect(await authorize("maria")).toMatchObject({ allowed: true });
  await center.outbound.failed({ ...failure, at: undefined });
  expect(await authorize("maria")).toMatchObject({ reasons: ["stopped"] });
});

test.each(["", "a\0", 7, null])("a message with the id %j is refused", async (id) => {
  const { center } = await stage();
  const told = center.outbound.delivered({ contact: "maria", channel, id: id as never });
  await expect(told).rejects.toMatchObject({ code: "INVALID_OUTBOUND" });
  const asked = center.outbound.authorize({ contact: "maria", channel, purpose: "offers", id } as never);
  await expect(asked).rejects.toMatchObject({ code: "INVALID_OUTBOUND" });
});

const question = { channel, contact: "rui", purposes: ["offers"], controller: "Acme Ltda", statement: "Posso enviar?" };

test("a yes that is told again grants nothing to a question that was put since, and leaves it to be answered", async () => {
  const { center, clock, authorize } = await stage();
  const yes = { contact: "rui", channel, id: "wamid.yes", text: "Sim" };
  await center.outbound.asked(question);
  clock.advance(1);
  expect(await center.outbound.received(yes)).toMatchObject({ verdict: "grant" });
  await center.consent.revoke({ contact: "rui", act: "reply", evidence: { message: "SAIR" }, at: clock.now() });
  clock.advance(1);
  await center.outbound.asked(question);
  clock.advance(1);
  expect(await center.outbound.received(yes)).toEqual({ verdict: "none" });
  expect(await authorize("rui")).toMatchObject({ reasons: ["revoked"] });
  expect(await center.outbound.received({ ...yes, id: "wamid.new" })).toMatchObject({ verdict: "grant" });
});

test("a message from before a question that replies to another leaves it to be answered", async () => {
  const { center, clock } = await stage();
  const yes = { contact: "rui", channel, text: "Sim", at: clock.now() };
  clock.advance(1);
  await center.outbound.asked({ ...question, id: "wamid.question" });
  expect(await center.outbound.received({ ...yes, inReplyTo: "wamid.other" })).toEqual({ verdict: "none" });
  expect(await center.outbound.received({ ...yes, at: undefined })).toMatchObject({ verdict: "grant" });
});
