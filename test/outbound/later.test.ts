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

test("over a store that answers later, what two centers report at once of a person ends in the latest", async () => {
  const store = farAway();
  const clock = manualClock(START);
  const open = () => createCenter({ store, clock, outbound: whatsapp(10) });
  const centers = [await open(), await open()] as const;
  const report = (n: number, wants: "stopped" | "resumed", at: number) =>
    centers[n]!.outbound.report({ kind: "marketing", channel: "whatsapp", contact: "maria", wants, at });
  const stopped = async () => {
    const answer = await centers[0].outbound.authorize({ contact: "maria", channel: "whatsapp", purpose: "offers" });
    return !answer.allowed && answer.reasons.includes("stopped");
  };
  await Promise.all([report(0, "stopped", START - 1), report(1, "resumed", START - 2)]);
  expect(await stopped()).toBe(true);
  await Promise.all([report(0, "resumed", START), report(1, "stopped", START - 1)]);
  expect(await stopped()).toBe(false);
});

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
