import fc from "fast-check";
import { sqliteStore } from "proximo/sqlite";
import { test } from "vitest";
import { Mirror } from "../mirror/mirror.ts";
import { history } from "../mirror/steps.ts";
import { libsql } from "./drivers.ts";

const RUNS = process.env.PROXIMO_LONG ? 5_000 : 200;

test(`SQLite answers what the store in memory answers, whatever is done to it (${RUNS} histories)`, {
  timeout: 0,
}, async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      const database = libsql.open(":memory:");
      const mirror = await Mirror.open(sqliteStore({ database }));
      for (const step of steps) await mirror.run(step);
      await mirror.compareAll();
      database.close();
    }),
    { numRuns: RUNS },
  );
});
