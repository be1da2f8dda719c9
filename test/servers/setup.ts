import type { TestProject } from "vitest/node";
import { clusterMissing, startCluster } from "./cluster.ts";
import { findPostgres, postgresMissing } from "./postgres.ts";
import { findRedis, redisMissing } from "./redis.ts";

declare module "vitest" {
  export interface ProvidedContext {
    postgres: string;
    redis: string;
    cluster: string;
  }
}

const wanted = [
  { name: "postgres", find: findPostgres, missing: postgresMissing },
  { name: "redis", find: findRedis, missing: redisMissing },
  { name: "cluster", find: startCluster, missing: clusterMissing },
] as const;

/** Starts each server once for all tests of the stores. One that is not here is told, or is an error where it is required. */
export default async function startServers(project: TestProject): Promise<() => Promise<void>> {
  const stops: (() => Promise<void>)[] = [];
  const start = async ({ name, find, missing }: (typeof wanted)[number]) => {
    const server = await find();
    if (server !== undefined) {
      stops.push(server.stop);
      project.provide(name, server.url);
    } else if (process.env.PROXIMO_SERVERS === "required") {
      throw new Error(missing);
    } else {
      console.warn(missing);
    }
  };
  const outcomes = await Promise.allSettled(wanted.map(start));
  const stop = async () => void (await Promise.all(stops.map((one) => one())));
  const failed = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (failed.length > 0) {
    await stop();
    throw failed.length === 1 ? failed[0] : new AggregateError(failed, failed.join("\n"));
  }
  return stop;
}
