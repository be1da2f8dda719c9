import fc from "fast-check";
import { type AgentInput, createCenter, type Standing } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import type { FreeAgent } from "../../src/distribution/round.ts";
import { input } from "./center-steps.ts";
import { chosen, type Entry, greedySet } from "./naive-allocation.ts";
import { START } from "./steps.ts";

/** `PROXIMO_LONG=1` runs for as long as patience lasts. */
const RUNS = process.env.PROXIMO_LONG ? 20_000 : 400;

const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, arbitrary);

/** Unbiased, since lines that are short tell little. */
const tickets = fc.noBias(
  fc.uniqueArray(fc.tuple(input, seldom(fc.constantFrom("ana", "bia"))), {
    selector: ([{ id }]) => id,
    maxLength: 7,
    size: "max",
  }),
);
/** Mostly some: where nobody can take anything, there is little to tell. */
const count = fc.constantFrom(0, 1, 1, 2, 2, 3);
const ALL_SKILLS = ["billing", "english", "tech"];
const agent: fc.Arbitrary<AgentInput> = fc.record(
  {
    channels: fc.subarray(["webchat", "whatsapp", "email", "voice"], { minLength: 1 }),
    skills: fc.oneof(fc.constant(ALL_SKILLS), fc.subarray(ALL_SKILLS)),
    capacity: fc.record({ total: count, webchat: count, email: count }, { requiredKeys: ["total"] }),
    presence: fc.constantFrom("available", "available", "available", "available", "away"),
  },
  { requiredKeys: ["skills", "capacity", "presence"] },
);
const everybody = { ana: agent, bia: agent, caio: agent };
const agents = fc.oneof({ weight: 3, arbitrary: fc.record(everybody) }, fc.record(everybody, { requiredKeys: [] }));
const worths = fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 1, maxLength: 16 });

/** The line in its order, as the naive model takes it. */
const entryAt = (ticket: Entry["ticket"], place: number, reservedFor: string | undefined): Entry => {
  const standing: Standing = { tier: "standard", channelScore: 50, contactScore: 50, waitingSince: 0, arrival: place };
  return { ticket, standing, reservedFor };
};

test(`a center offers what the naive model says, to whom it says (${RUNS} runs)`, { timeout: 0 }, async () => {
  await fc.assert(
    fc.asyncProperty(agents, tickets, worths, async (registered, given, numbers) => {
      const center = await createCenter({ clock: manualClock(START) });
      for (const [id, one] of Object.entries(registered)) await center.agents.set(id, one);
      for (const [one, prefers] of given)
        await center.enqueue(prefers ? { ...one, preferredAgent: { id: prefers, until: START + 1 } } : one);
      const worth = (who: { id: string }, { id }: { id: string }) =>
        numbers[(who.id.charCodeAt(0) + id.charCodeAt(id.length - 1)) % numbers.length];

      const line = await center.peek(Number.POSITIVE_INFINITY);
      const free = (await center.agents.list())
        .filter(({ presence }) => presence === "available")
        .map(({ id, channels, skills, capacity, idleSince }): FreeAgent => {
          return { id, channels, skills, room: capacity.total, roomByChannel: capacity.byChannel, idleSince };
        });
      const entries = line.map((ticket, place) => entryAt(ticket, place, ticket.preferredAgent?.id));
      const set = greedySet(free, entries);
      const expected = chosen(free, set, worth) ?? [];

      const offers = await center.distribute({ strategy: worth });
      expect(offers.map(({ ticket, agent: who }) => [ticket.id, who])).toEqual(
        set.map(({ ticket }, place) => [ticket.id, expected[place].id]),
      );
      for (const { id, capacity, load } of await center.agents.list()) {
        const all = Object.values(load).reduce((sum, some) => sum + some, 0);
        expect(all, id).toBeLessThanOrEqual(capacity.total);
        for (const channel of Object.keys(capacity.byChannel))
          expect(load[channel] ?? 0).toBeLessThanOrEqual(capacity.byChannel[channel]);
      }
      expect(await center.distribute({ strategy: worth })).toEqual([]);
    }),
    { numRuns: RUNS },
  );
});
