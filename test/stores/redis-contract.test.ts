import { Redis } from "ioredis";
import { redisStore } from "proximo/redis";
import { storeContract } from "proximo/testing";
import { afterAll, describe, test } from "vitest";
import { describeOn } from "../servers/index.ts";
import { freshPrefix } from "../servers/redis.ts";

describeOn("redis", "Redis", (url) => {
  const client = new Redis(url);
  afterAll(() => client.quit());
  storeContract({ describe, test }, "Redis over ioredis", () => {
    const { prefix, drop } = freshPrefix(url);
    return { store: redisStore({ client, prefix }), another: () => redisStore({ client, prefix }), dispose: drop };
  });
});
