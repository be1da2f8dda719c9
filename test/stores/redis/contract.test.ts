import { redisStore } from "proximo/redis";
import { storeContract } from "proximo/testing";
import { afterAll, beforeAll, describe, test } from "vitest";
import { describeOn } from "../../servers/index.ts";
import { freshPrefix } from "../../servers/redis.ts";
import { type Connected, clusterDrivers, type Driver, drivers } from "./drivers.ts";

function holdToContract(url: string, { name, connect }: Driver, runs: number): void {
  let connected: Connected;
  beforeAll(async () => {
    connected = await connect(url);
  });
  afterAll(() => connected.close());
  const open = () => {
    const { prefix, drop } = freshPrefix(url);
    const another = () => redisStore({ client: connected.client, prefix });
    return { store: another(), another, dispose: drop };
  };
  storeContract({ describe, test }, `Redis over ${name}`, open, { runs, timeout: 300_000 });
}

describeOn("redis", "Redis", (url) => {
  for (const driver of drivers) describe(driver.name, () => holdToContract(url, driver, 100));
});

describeOn("cluster", "Redis Cluster", (url) => {
  for (const driver of clusterDrivers) describe(driver.name, () => holdToContract(url, driver, 20));
});
