import { Cluster, Redis } from "ioredis";
import type { RedisClient } from "proximo/redis";
import { createClient, createCluster } from "redis";

/** A client that is connected, and how to be rid of it. */
export interface Connected {
  readonly client: RedisClient;
  close(): Promise<unknown>;
}

/** Connects to a server, or to the node of a cluster. */
export interface Driver {
  readonly name: string;
  connect(url: string): Promise<Connected>;
}

export const drivers: readonly Driver[] = [
  {
    name: "ioredis",
    async connect(url) {
      const client = new Redis(url);
      client.on("error", () => {});
      return { client, close: () => client.quit() };
    },
  },
  {
    name: "node-redis",
    async connect(url) {
      const client = createClient({ url });
      client.on("error", () => {});
      await client.connect();
      return { client, close: () => client.close() };
    },
  },
];

export const clusterDrivers: readonly Driver[] = [
  {
    name: "a cluster of ioredis",
    async connect(url) {
      const client = new Cluster([url]);
      client.on("error", () => {});
      return { client, close: () => client.quit() };
    },
  },
  {
    name: "a cluster of node-redis",
    async connect(url) {
      const client = createCluster({ rootNodes: [{ url }] });
      client.on("error", () => {});
      await client.connect();
      return { client, close: () => client.close() };
    },
  },
];
