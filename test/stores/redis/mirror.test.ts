import fc from "fast-check";
import { redisStore } from "proximo/redis";
import { afterAll, beforeAll, test } from "vitest";
import { describeOn } from "../../servers/index.ts";
import { freshPrefix } from "../../servers/redis.ts";
import { Mirror } from "../mirror/mirror.ts";
import { history } from "../mirror/steps.ts";
import { type Connected, drivers } from "./drivers.ts";

const RUNS = process.env.PROXIMO_LONG ? 5_000 : 60;

describeOn("redis", "a store in Redis", (url) => {
  let connected: Connected;
  beforeAll(async () => {
    connected = await drivers[0]!.connect(url);
  });
  afterAll(() => connected.close());

  test(`answers what the store in memory answers, whatever is done to it (${RUNS} histories)`, {
    timeout: 0,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (steps) => {
        const { prefix, drop } = freshPrefix(url);
        const mirror = await Mirror.open(redisStore({ client: connected.client, prefix }));
        for (const step of steps) await mirror.run(step);
        await mirror.compareAll();
        await drop();
      }),
      { numRuns: RUNS },
    );
  });
});
