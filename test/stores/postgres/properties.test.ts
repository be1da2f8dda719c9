import fc from "fast-check";
import pg from "pg";
import { postgresStore } from "proximo/postgres";
import { afterAll, beforeAll, test } from "vitest";
import { CenterPair } from "../../properties/center-pair.ts";
import { centerSteps } from "../../properties/center-steps.ts";
import { OutboundPair } from "../../properties/outbound-pair.ts";
import { outboundSteps } from "../../properties/outbound-steps.ts";
import { describeOn } from "../../servers/index.ts";
import { type Database, freshDatabase } from "../../servers/postgres.ts";
import { unshared } from "./unshared.ts";
import { wipe } from "./wipe.ts";

const RUNS = process.env.PROXIMO_LONG ? 3_000 : 100;

describeOn("postgres", "PostgreSQL", (url) => {
  let database: Database;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await freshDatabase(url);
    pool = new pg.Pool({ connectionString: database.url, max: 4 });
    await postgresStore({ pool }).open({ promotionLead: 0 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  test(`a center agrees with a sorted array (${RUNS} sequences)`, { timeout: 0 }, async () => {
    await fc.assert(
      fc.asyncProperty(centerSteps(), async (sequence) => {
        await wipe(pool, "proximo");
        const pair = await CenterPair.open(false, unshared(postgresStore({ pool })));
        for (const step of sequence) await pair.run(step);
        await pair.compareAll();
      }),
      { numRuns: RUNS },
    );
  });

  test(`no outbound ticket is handed out without consent (${RUNS} histories)`, { timeout: 0 }, async () => {
    await fc.assert(
      fc.asyncProperty(outboundSteps(), async (steps) => {
        await wipe(pool, "proximo");
        const pair = await OutboundPair.open(unshared(postgresStore({ pool })));
        try {
          for (const step of steps) await pair.run(step);
        } finally {
          await pair.close();
        }
      }),
      { numRuns: RUNS },
    );
  });
});
