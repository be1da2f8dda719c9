import { ProximoError, shown } from "../model/errors.ts";
import { type RedisClient, wireOf } from "./redis/client.ts";
import { Connection } from "./redis/connection.ts";
import { storeOn } from "./redis/store.ts";
import type { Store } from "./store.ts";

export type { RedisClient } from "./redis/client.ts";

export interface RedisStoreOptions {
  /** A client of ioredis 5 or node-redis 5, of one server or of a cluster; it stays the application's, open or closed. */
  readonly client: RedisClient;
  /** What the store's keys begin with: `{prefix}:…`. `proximo` unless given; without braces. */
  readonly prefix?: string | undefined;
}

export function redisStore({ client, prefix = "proximo" }: RedisStoreOptions): Store {
  const wire = wireOf(client);
  if (wire === undefined) {
    const message = `client: expected one of ioredis or node-redis, got ${shown(client)}`;
    throw new ProximoError("INVALID_OPTION", message);
  }
  if (typeof prefix !== "string" || !/^[^{}]+$/.test(prefix)) {
    throw new ProximoError("INVALID_OPTION", `prefix: expected text without braces, got ${shown(prefix)}`);
  }
  return storeOn(new Connection(wire, `{${prefix}}`));
}
