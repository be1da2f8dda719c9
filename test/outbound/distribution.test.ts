import { brazilianTelemarketingHours } from "proximo";
import { expect, test } from "vitest";
import { DAY, HOUR, SECOND, START, stage, whatsapp } from "./stage.ts";

const settled = () => new Promise(setImmediate);

test("what the gate holds when it is to be offered turns the button off, and is offered once the gate lets it go", async () => {
  const { center, clock, ticket } = await stage({ policies: { voice: { hours: brazilianTelemarketingHours } } });
  const nineInTheEvening = Date.parse("2026-03-03T00:00:00Z");
  clock.set(nineInTheEvening - HOUR);
  const told: string[] = [];
  center.on("offered", ({ ticket: { id } }) => told.push(`offered ${id}`));
  center.on("held", ({ ticket: { id } }) => told.push(`held ${id}`));
  center.on("urgency", ({ urgent }) => told.push(`urgent ${urgent}`));
  await center.autoDistribute();
  await ticket("call", "maria", { channel: "voice", purpose: "billing", scheduledFor: nineInTheEvening });
  clock.set(nineInTheEvening - SECOND);
  await settled();
  expect(told.splice(0)).toEqual(["urgent true"]);
  clock.set(nineInTheEvening);
  await center.agents.set("ana", { presence: "available" });
  expect(told.splice(0)).toEqual(["held call", "urgent false"]);
  clock.set(nineInTheEvening + 12 * HOUR);
  await settled();
  expect(told).toEqual(["offered call"]);
});

test("what the gate lets wait again, by its time or by what was reported, is told of where nobody could serve it", async () => {
  const { center, clock, ticket, grant } = await stage({ policies: { voice: { hours: brazilianTelemarketingHours } } });
  const template = (status: "paused" | "active") =>
    center.outbound.report({ kind: "template", channel: "whatsapp", template: "promo", status });
  const told: string[] = [];
  center.on("unservable", ({ lanes }) => told.push(...lanes.map(({ channel }) => channel)));
  await center.agents.set("ana", { channels: ["email"] });
  await grant("maria");
  const lateInTheEvening = Date.parse("2026-03-03T01:00:00Z");
  clock.set(lateInTheEvening);
  await template("paused");
  await center.autoDistribute();
  await ticket("call", "maria", { channel: "voice", purpose: "billing" });
  const message = { channel: "whatsapp", direction: "outbound", contact: "maria", purpose: "offers" } as const;
  await center.enqueue({ ...message, template: "promo" });
  await settled();
  expect(told).toEqual([]);
  await template("active");
  await settled();
  expect(told.splice(0)).toEqual(["whatsapp"]);
  clock.set(lateInTheEvening + 12 * HOUR);
  await settled();
  expect(told.splice(0)).toEqual(["voice"]);
  clock.advance(DAY);
  await settled();
  expect(told).toEqual([]);
});

test("an offer that is cancelled as it is accepted, its basis gone, makes room for the next", async () => {
  const { center, clock, ticket, grant } = await stage();
  const offered: string[] = [];
  center.on("offered", ({ ticket: { id } }) => offered.push(id));
  await center.agents.set("ana", { presence: "available", capacity: 1 });
  await grant("maria");
  await center.autoDistribute();
  await ticket("message", "maria");
  await center.enqueue({ id: "mail", channel: "email" });
  const [offer] = await center.claims();
  clock.set(START - SECOND);
  await expect(offer?.accept()).rejects.toMatchObject({ code: "STALE_CLAIM" });
  expect(await center.get("message")).toMatchObject({ state: "cancelled" });
  expect(offered).toEqual(["message", "mail"]);
});

test("the place of a message that failed for its template goes to nobody with that template", async () => {
  const { center, clock, grant } = await stage(whatsapp(1));
  for (const contact of ["maria", "rui"]) await grant(contact);
  clock.advance(SECOND);
  const message = { channel: "whatsapp", purpose: "offers", template: "promo" } as const;
  expect(await center.outbound.authorize({ ...message, contact: "rui" })).toMatchObject({ allowed: true });
  const offered: string[] = [];
  center.on("offered", ({ ticket: { id } }) => offered.push(id));
  await center.agents.set("ana", { presence: "available" });
  await center.autoDistribute();
  const held = await center.enqueue({ ...message, id: "m", direction: "outbound", contact: "maria" });
  expect(held).toMatchObject({ state: "held" });
  await center.outbound.failed({ contact: "rui", channel: "whatsapp", template: "promo", code: 132_015 });
  await settled();
  expect(offered).toEqual([]);
  await center.outbound.report({ kind: "template", channel: "whatsapp", template: "promo", status: "active" });
  await settled();
  expect(offered).toEqual(["m"]);
});

test("what the gate holds is told though the call fails at the ticket after it", async () => {
  let broken = false;
  const doNotCall = ({ contact }: { readonly contact: string }) => {
    if (broken && contact === "rui") throw new Error("no list");
    return false;
  };
  const { center, clock, ticket } = await stage({
    doNotCall,
    policies: { voice: { hours: brazilianTelemarketingHours } },
  });
  const told: string[] = [];
  center.on("held", ({ ticket: { id } }) => told.push(`held ${id}`));
  center.on("urgency", ({ urgent }) => told.push(`urgent ${urgent}`));
  const nineInTheEvening = Date.parse("2026-03-03T00:00:00Z");
  clock.set(nineInTheEvening - HOUR);
  await ticket("call", "maria", { channel: "voice", purpose: "billing", scheduledFor: nineInTheEvening });
  await ticket("message", "rui", { channel: "sms", purpose: "billing" });
  clock.set(nineInTheEvening - SECOND);
  await settled();
  expect(told.splice(0)).toEqual(["urgent true"]);
  clock.set(nineInTheEvening);
  broken = true;
  await expect(center.next({ id: "ana" })).rejects.toThrow("no list");
  expect(told).toEqual(["held call", "urgent false"]);
});
