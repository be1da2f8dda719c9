import type { Redis } from "ioredis";

/** The keys that begin with a store's prefix, in braces. */
export async function keysOf(client: Redis, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const page of client.scanStream({ match: `{${prefix}}*`, count: 1_000 })) keys.push(...(page as string[]));
  return keys.sort();
}

/** All that stands in the keys of a store, names of keys included, as one text. */
export async function everything(client: Redis, prefix: string): Promise<string> {
  const keys = await keysOf(client, prefix);
  return JSON.stringify(await Promise.all(keys.map(async (key) => [key, await contents(client, key)])));
}

async function contents(client: Redis, key: string): Promise<unknown> {
  const type = await client.type(key);
  switch (type) {
    case "hash":
      return client.hgetall(key);
    case "zset":
      return client.zrange(key, "0", "-1", "WITHSCORES");
    case "list":
      return client.lrange(key, 0, -1);
    case "set":
      return client.smembers(key);
    default:
      throw new Error(`${key}: expected what a store keeps, got ${type}`);
  }
}
