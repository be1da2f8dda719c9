import fc from "fast-check";
import { sqliteStore } from "proximo/sqlite";
import { expect, test } from "vitest";
import { OutboundPair } from "../properties/outbound-pair.ts";
import { outboundSteps } from "../properties/outbound-steps.ts";
import { libsql } from "./sqlite/drivers.ts";

const RUNS = process.env.PROXIMO_LONG ? 20_000 : 300;

test(`no outbound ticket is handed out whose consent does not hold at that moment (${RUNS} histories)`, {
  timeout: 0,
}, async () => {
  expect.hasAssertions();
  await fc.assert(
    fc.asyncProperty(outboundSteps(), async (steps) => {
      const database = libsql.open(":memory:");
      const pair = await OutboundPair.open(sqliteStore({ database }));
      for (const step of steps) await pair.run(step);
      database.close();
    }),
    { numRuns: RUNS },
  );
});
