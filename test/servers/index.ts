import { describe, inject, test } from "vitest";
import { clusterMissing } from "./cluster.ts";
import type { Server } from "./daemon.ts";
import { postgresInstalled, postgresMissing, startPostgres } from "./postgres.ts";
import { redisInstalled, redisMissing, startRedis } from "./redis.ts";

/** The servers that all test files share; undefined where there is none. What a file keeps there has a name of its own. */
const postgresUrl = (): string | undefined => inject("postgres");
const redisUrl = (): string | undefined => inject("redis");
const clusterUrl = (): string | undefined => inject("cluster");

const shared = {
  postgres: { url: postgresUrl, missing: postgresMissing },
  redis: { url: redisUrl, missing: redisMissing },
  cluster: { url: clusterUrl, missing: clusterMissing },
};

/** Tests on a server that others use at the same time. Where there is none they are skipped, and it says so. */
export function describeOn(server: keyof typeof shared, name: string, tests: (url: string) => void): void {
  const url = shared[server].url();
  if (url === undefined) skip(name, shared[server].missing);
  else describe(name, () => tests(url));
}

const own = {
  postgres: { isInstalled: postgresInstalled, start: startPostgres, missing: "install postgresql" },
  redis: { isInstalled: redisInstalled, start: startRedis, missing: "install redis-server" },
};

/** Tests that kill their server, which is therefore one of their own: it is theirs to start, and to stop. */
export function describeWithOwn(
  server: keyof typeof own,
  name: string,
  tests: (start: () => Promise<Server>) => void,
): void {
  const { isInstalled, start, missing } = own[server];
  if (isInstalled() === undefined) skip(name, `needs a server of its own to kill; ${missing}`);
  else describe(name, () => tests(async () => (await start())!));
}

function skip(name: string, reason: string): void {
  if (process.env.PROXIMO_SERVERS === "required") throw new Error(`${name}: ${reason}`);
  console.warn(`Skipped: ${name}: ${reason}`);
  describe(name, () => test.skip(reason));
}
