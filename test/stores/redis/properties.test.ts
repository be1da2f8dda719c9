import fc from "fast-check";
import { redisStore } from "proximo/redis";
import { afterAll, beforeAll, test } from "vitest";
import { OutboundPair } from "../../properties/outbound-pair.ts";
import { outboundSteps } from "../../properties/outbound-steps.ts";
import { describeOn } from "../../servers/index.ts";
import { freshPrefix } from "../../servers/redis.ts";
import { type Connected, drivers } from "./drivers.ts";

const RUNS = process.env.PROXIMO_LONG ? 5_000 : 60;

describeOn("redis", "a center in Redis", (url) => {
  let connected: Connected;
  beforeAll(async () => {
    connected = await drivers[0]!.connect(url);
  });
  afterAll(() => connected.close());

  test(`hands out no outbound ticket whose consent does not hold (${RUNS} histories)`, { timeout: 0 }, async () => {
    await fc.assert(
      fc.asyncProperty(outboundSteps(), async (steps) => {
        const { prefix, drop } = freshPrefix(url);
        const pair = await OutboundPair.open(redisStore({ client: connected.client, prefix }));
        for (const step of steps) await pair.run(step);
        await drop();
      }),
      { numRuns: RUNS },
    );
  });
});
