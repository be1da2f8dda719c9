import fc from "fast-check";
import { expect, test } from "vitest";
import { OutboundPair } from "./outbound-pair.ts";
import { outboundSteps } from "./outbound-steps.ts";

const RUNS = process.env.PROXIMO_LONG ? 50_000 : 1_500;

test(`no outbound ticket is handed out whose consent does not hold at that moment (${RUNS} histories)`, {
  timeout: 0,
}, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(outboundSteps(), async (steps) => {
      const pair = await OutboundPair.open();
      for (const step of steps) await pair.run(step);
    }),
    { numRuns: RUNS },
  );
});
