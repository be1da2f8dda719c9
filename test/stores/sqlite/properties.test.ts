import fc from "fast-check";
import { sqliteStore } from "proximo/sqlite";
import { test } from "vitest";
import { CenterPair } from "../../properties/center-pair.ts";
import { centerSteps } from "../../properties/center-steps.ts";
import { OutboundPair } from "../../properties/outbound-pair.ts";
import { outboundSteps } from "../../properties/outbound-steps.ts";
import { libsql } from "./drivers.ts";

const RUNS = process.env.PROXIMO_LONG ? 20_000 : 300;

test(`no outbound ticket is handed out whose consent does not hold at that moment (${RUNS} histories)`, {
  timeout: 0,
}, async () => {
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

test(`a center in a file agrees with a sorted array, whatever happens to it (${RUNS} sequences)`, {
  timeout: 0,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.boolean(), centerSteps(), async (timersWork, sequence) => {
      const database = libsql.open(":memory:");
      const pair = await CenterPair.open(timersWork, sqliteStore({ database }));
      for (const step of sequence) await pair.run(step);
      await pair.compareAll();
      database.close();
    }),
    { numRuns: RUNS },
  );
});
