import fc from "fast-check";
import { expect, test } from "vitest";
import type { Fact } from "./journal.ts";
import { StatisticsPair } from "./pair.ts";
import { histories } from "./steps.ts";

/** `PROXIMO_LONG=1` runs for as long as patience lasts. */
const RUNS = process.env.PROXIMO_LONG ? 20_000 : 200;

test(`statistics are what somebody who writes everything down would tell (${RUNS} histories)`, {
  timeout: 0,
}, async () => {
  const seen = new Map<Fact["what"], number>();
  await fc.assert(
    fc.asyncProperty(histories(), async (steps) => {
      const pair = await StatisticsPair.open();
      await pair.play(steps);
      for (const { what } of pair.told.facts) seen.set(what, (seen.get(what) ?? 0) + 1);
    }),
    { numRuns: RUNS },
  );
  // Histories in which something hardly happens tell nothing of it.
  expect(Math.min(...seen.values()), JSON.stringify([...seen])).toBeGreaterThan(RUNS / 4);
  expect(seen.size).toBe(10);
});
