import { createCenter, memoryStore, type OutboundStore, type Store } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { START, whatsapp } from "./stage.ts";

/** A store in memory that keeps what the gate knows somewhere farther away: every answer comes later. */
function farAway(): Store {
  const store = memoryStore();
  const outbound = new Proxy(store.outbound, {
    get(target, name: keyof OutboundStore) {
      const member = target[name] as (...args: unknown[]) => unknown;
      return async (...args: unknown[]) => {
        await Promise.resolve();
        return Reflect.apply(member, target, args);
      };
    },
  });
  return new Proxy(store, {
    get(target, name) {
      if (name === "outbound") return outbound;
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

test("over a store that answers later, those who ask at once do not exceed the volume together either", async () => {
  const center = await createCenter({ store: farAway(), clock: manualClock(START), outbound: whatsapp(10) });
  const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };
  await center.consent.definePurpose({ id: "billing", description: "Bills", basis: "contract", notice });
  const contacts = Array.from({ length: 25 }, (_, index) => `contact-${index}`);
  const ask = (contact: string) => center.outbound.authorize({ contact, channel: "whatsapp", purpose: "billing" });
  const answers = await Promise.all(contacts.map(ask));
  expect(answers.filter(({ allowed }) => allowed)).toHaveLength(10);
  expect(answers.filter((answer) => !answer.allowed && answer.reasons.includes("volume"))).toHaveLength(15);
  expect(await center.outbound.decisions()).toHaveLength(25);
});
