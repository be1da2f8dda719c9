import fc from "fast-check";
import { ConsentLedger } from "proximo";
import { manualClock } from "proximo/testing";
import { describe, expect, it } from "vitest";
import { CHANNELS, CONTACTS, PURPOSES, START, steps, take } from "./consent-steps.ts";
import { PaperLedger } from "./naive-consent.ts";

describe("the consent ledger", () => {
  it("agrees with one kept on paper, about every moment and about what was known at every moment", async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(steps, async (history) => {
        const clock = manualClock(START);
        const ledger = new ConsentLedger({ clock });
        const paper = new PaperLedger();
        let latest = START;
        for (const step of history) {
          await take(step, ledger, paper, clock);
          latest = Math.max(latest, clock.now());
        }
        const knownAts = [...new Set([START, latest - 5, latest, Number.POSITIVE_INFINITY])];
        for (const knownAt of knownAts)
          for (let at = 0; at <= latest + 6; at++)
            for (const contact of CONTACTS)
              for (const purpose of PURPOSES)
                for (const channel of CHANNELS) {
                  const asked = { contact, purpose, channel, at };
                  const answer = await ledger.check(Number.isFinite(knownAt) ? { ...asked, knownAt } : asked);
                  const reasons = answer.allowed ? [] : answer.reasons;
                  const expected = paper.check(contact, purpose, channel, at, knownAt);
                  if (reasons.join() !== expected.join())
                    expect({ ...asked, knownAt, reasons }).toEqual({ ...asked, knownAt, reasons: expected });
                  const outcome = expected.join("+") || "allowed";
                  seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
                }
        expect(await ledger.verify()).toMatchObject({ ok: true });
      }),
      { numRuns: 150 },
    );
    const outcomes = ["allowed", "unregistered", "no-consent", "revoked", "objected", "expired", "reinform"];
    for (const outcome of outcomes) expect(seen.get(outcome), outcome).toBeGreaterThan(0);
  });
});
