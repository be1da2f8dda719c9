import fc from "fast-check";
import { compareTickets, createCenter, type Standing } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import type { Note } from "../../../examples/console/contact.ts";
import { lineOf } from "../../../examples/console/view/line.ts";

const NOW = Date.UTC(2026, 10, 23, 12);
const KEYS: readonly (keyof Standing)[] = ["tier", "channelScore", "contactScore", "waitingSince", "arrival"];

const tickets = fc.array(
  fc.record(
    {
      channel: fc.constantFrom("webchat", "email", "sms", "voice"),
      contact: fc.record({
        id: fc.constantFrom("maria", "rui", "ana"),
        segments: fc.subarray(["vip", "new"]),
        attributes: fc.constantFrom({}, { plan: "gold" }, { plan: "blue" }),
      }),
      contactScore: fc.integer({ min: 1, max: 3 }),
      receivedAt: fc.integer({ min: NOW - 2, max: NOW }),
      scheduledFor: fc.integer({ min: NOW + 299_998, max: NOW + 300_000 }),
    },
    { requiredKeys: ["channel", "receivedAt"] },
  ),
  { minLength: 1, maxLength: 30 },
);

test("every place says the first key in which it differs from the one behind, and that key puts it first", async () => {
  await fc.assert(
    fc.asyncProperty(tickets, async (inputs) => {
      const center = await createCenter<Note>({ clock: manualClock(NOW) });
      await center.channels.set("sms", { score: 70 });
      await center.contacts.setRules([
        { contact: "maria", score: 2 },
        { segment: "vip", score: 3 },
        { segment: "new", score: 1 },
        { attribute: "plan", value: "gold", score: 3 },
      ]);
      for (const input of inputs) await center.enqueue({ ...input, data: { name: "x", topic: "y" } });
      const line = await lineOf(center);
      expect(line).toHaveLength(inputs.length);
      line.forEach(({ standing, before }, index) => {
        const behind = line[index + 1]?.standing;
        expect(before?.standing).toEqual(behind);
        if (before === undefined || behind === undefined) return;
        expect(compareTickets(standing, behind)).toBeLessThan(0);
        const place = KEYS.indexOf(before.key);
        for (const key of KEYS.slice(0, place)) expect(standing[key]).toBe(behind[key]);
        expect(standing[before.key]).not.toBe(behind[before.key]);
      });
      await center.close();
    }),
    { numRuns: 60 },
  );
});
