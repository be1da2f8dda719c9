import { setTimeout } from "node:timers/promises";
import { Redis } from "ioredis";
import type { Server } from "./daemon.ts";
import { startRedis } from "./redis.ts";

export const clusterMissing = "Redis Cluster: not found; install redis-server (7 or later)";

/**
 * Starts a Redis Cluster of one node, which has every slot: enough to refuse, with CROSSSLOT, a command or a script whose keys
 * are not all in one slot. Undefined where Redis is not installed.
 */
export async function startCluster(): Promise<Server | undefined> {
  const server = await startRedis(["--cluster-enabled", "yes", "--cluster-announce-ip", "127.0.0.1"]);
  if (server === undefined) return undefined;
  const client = new Redis(server.url);
  try {
    await client.cluster("ADDSLOTSRANGE", 0, 16_383);
    await serving(client);
  } catch (error) {
    await server.stop();
    throw error;
  } finally {
    client.disconnect();
  }
  return server;
}

/** A master takes no commands in its first two seconds, and says of itself when it does. */
async function serving(client: Redis): Promise<void> {
  while (!String(await client.cluster("INFO")).includes("cluster_state:ok")) await setTimeout(50);
}
