import { brazilianTelemarketingHours } from "proximo";
import { expect, test } from "vitest";
import { HOUR, SECOND, stage } from "./stage.ts";

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
