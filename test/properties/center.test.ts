import fc from "fast-check";
import { test } from "vitest";
import { CenterPair } from "./center-pair.ts";
import { centerSteps } from "./center-steps.ts";

/** `PROXIMO_LONG=1` runs for as long as patience lasts; the number of sequences otherwise is what CI can bear. */
const RUNS = process.env.PROXIMO_LONG ? 200_000 : 4_500;

test(`a center agrees with a sorted array, whatever happens to it (${RUNS} sequences)`, { timeout: 0 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), centerSteps(), async (timersWork, sequence) => {
      const pair = await CenterPair.open(timersWork);
      for (const step of sequence) await pair.run(step);
      await pair.compareAll();
    }),
    { numRuns: RUNS },
  );
});
