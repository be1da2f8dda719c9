import { Cluster, Redis } from "ioredis";
import { Redis as Redis5 } from "ioredis-5";
import type { RedisClient } from "proximo/redis";
import { createClient, createCluster } from "redis";
import { createClient as createClient5 } from "redis-5";

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

type NodeRedis = ReturnType<typeof createClient>;
type NodeRedis5 = ReturnType<typeof createClient5>;

/** Of ioredis, in one of its major versions. */
const overIoredis = (name: string, create: (url: string) => Redis | Redis5): Driver => ({
  name,
  async connect(url) {
    const client = create(url);
    client.on("error", () => {});
    return { client, close: () => client.quit() };
  },
});

/** Of node-redis, in one of its major versions. */
const overNodeRedis = (name: string, create: (url: string) => NodeRedis | NodeRedis5): Driver => ({
  name,
  async connect(url) {
    const client = create(url);
    client.on("error", () => {});
    await client.connect();
    return { client, close: () => client.close() };
  },
});

/** The newest major versions first, and those before them that an application may still have. */
export const drivers: readonly Driver[] = [
  overIoredis("ioredis", (url) => new Redis(url)),
  overNodeRedis("node-redis", (url) => createClient({ url })),
  overIoredis("ioredis 5", (url) => new Redis5(url)),
  overNodeRedis("node-redis 5", (url) => createClient5({ url })),
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
