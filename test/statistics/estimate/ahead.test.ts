import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import type { Score } from "../../../src/model/score.ts";
import type { Standing } from "../../../src/model/standing.ts";
import { aheadOf } from "../../../src/statistics/estimate/ahead.ts";
import { DEPTH } from "../../../src/statistics/estimate/estimate.ts";
import { memoryStore } from "../../../src/stores/memory.ts";
import { NINE, ticket } from "../cases.ts";
import { agent, waitOf } from "./floor.ts";

/** A line of so many, of three channels and four scores. */
async function lineOf(count: number) {
  const store = memoryStore();
  await store.open({ clock: manualClock(NINE), promotionLead: 0 });
  const enter = async (id: string, channel: string, ruleScore: Score, receivedAt: number) =>
    store.enqueue({ ticket: ticket({ id, channel, receivedAt }), fingerprint: id, ruleScore, rulesVersion: 0 });
  for (let number = 0; number < count; number++)
    await enter(`t${number}`, ["voice", "email", "webchat"][number % 3]!, 40 + (number % 4) * 10, NINE - number);
  return { store, enter };
}

/** Where an e-mail from somebody like most would stand, if it came now. */
const standing: Standing = {
  tier: "standard",
  channelScore: 50,
  contactScore: 50,
  waitingSince: NINE,
  arrival: Number.MAX_SAFE_INTEGER,
};

test("whoever would come stands where they will, and waits as long", async () => {
  const { store, enter } = await lineOf(60);
  const would = aheadOf(standing, await store.lanes(() => DEPTH));
  await enter("new", "email", 50, NINE);
  const position = (await store.position("new"))!;
  const ahead = (await store.peek(60)).slice(0, position - 1);
  expect(position).toBeGreaterThan(20);
  expect(position).toBeLessThan(60);
  expect(would).toEqual({ ahead, aheadInAll: position - 1 });
  const agents = [agent("ana"), agent("bea", { channels: ["voice", "webchat"] })];
  const asked = { ticket: ticket({ channel: "email" }), variation: 1 };
  expect(waitOf(agents, { ...asked, ...would })).toBe(waitOf(agents, { ...asked, ahead }));
});

test("of more than an estimate looks at, only the first are given, and how many there are", async () => {
  const { store } = await lineOf(2_000);
  const last = { ...standing, contactScore: 1 };
  const { ahead, aheadInAll } = aheadOf(last, await store.lanes(() => DEPTH));
  expect(ahead).toEqual(await store.peek(DEPTH));
  expect(aheadInAll).toBe(2_000);
});
