/**
 * A center in Redis, for many processes.
 *
 * @module proximo/redis
 */

import { ProximoError, shown } from "../model/errors.ts";
import { checkFields } from "../model/fields.ts";
import type { RedisClient } from "./redis/server/client.ts";
import { Connection } from "./redis/server/connection.ts";
import { wireOf } from "./redis/server/wire.ts";
import { storeOn } from "./redis/store.ts";
import type { Store } from "./store.ts";

export type { RedisClient } from "./redis/server/client.ts";

/**
 * Which server, and which of its keys.
 *
 * @example
 * import { Redis } from "ioredis";
 *
 * const options: RedisStoreOptions = { client: new Redis("redis://127.0.0.1:6379"), prefix: "acme" };
 */
export interface RedisStoreOptions {
  /** A client of ioredis or node-redis, 5 or 6, of one server or of a cluster; it stays the application's, open or closed. */
  readonly client: RedisClient;
  /** What the store's keys begin with, in braces: `{proximo}:…` unless given. Each prefix is a store of its own. */
  readonly prefix?: string | undefined;
}

const OPTIONS = new Set<string>(["client", "prefix"] satisfies (keyof RedisStoreOptions)[]);

/**
 * A store in Redis 7 or later, for as many processes as there are: each member is one Lua script, one atomic step
 * of the server, by the server's clock unless one is injected. All keys carry one hash tag, so that a cluster keeps them on
 * one node. The database is the application's; what listens to other processes has a connection of its own, one for all
 * stores over a client. Where it is lost, or the user has no right to the channel (`&{proximo}:news`), it is sought again.
 *
 * **What is acknowledged** is as durable as the server makes it:
 * - `appendonly yes` with `appendfsync always`: it survives a crash of the server, at any instant.
 * - `appendfsync everysec` (what Redis does unless told otherwise, once `appendonly` is on): the last second may be lost.
 * - `appendfsync no`, or snapshots alone: as much as the operating system had not written, or everything since the last one.
 * - A failover to a replica loses what had not reached it: replication is asynchronous, whatever `appendfsync` says.
 *   `min-replicas-to-write` narrows that; `WAIT` does not close it.
 *
 * What is lost is lost whole, step by step from the end: no ticket is held twice by it, and the consent chain verifies; but a
 * ticket that an agent was given may be waiting again, and a revocation may be missing, which a later checkpoint shows. Set
 * `maxmemory-policy noeviction`: any other throws tickets away. An erased value stays in the append-only file until `BGREWRITEAOF`, and in backups.
 *
 * **A connection that is cut** leaves it unknown whether a call has happened (`STORE_UNAVAILABLE`): enqueue again with the
 * same id, pick a claim up by its token. ioredis sends again by itself what was under way; a settlement that had happened is
 * then answered with `STALE_CLAIM`. `autoResendUnfulfilledCommands: false` has it say so instead.
 *
 * **Data of an earlier version** is brought up to date when it is opened: stop the programs of that version first.
 *
 * Short of memory, a store takes nothing in (`STORE_FAILED`) and goes on serving, closing and erasing.
 *
 * @throws ProximoError `INVALID_OPTION`. Its members: `STORE_UNAVAILABLE` where Redis cannot be reached, `STORE_FAILED`
 * where it refuses (`OOM`, `READONLY`, `MISCONF` …); `open`: `STORE_NEWER`.
 * @example
 * import { Redis } from "ioredis";
 *
 * const center = await createCenter({ store: redisStore({ client: new Redis() }) });
 * @example
 * import { createClient } from "redis";
 *
 * const client = await createClient().connect();
 * const center = await createCenter({ store: redisStore({ client, prefix: "acme" }) });
 */
export function redisStore(options: RedisStoreOptions): Store {
  checkFields(options, OPTIONS, "options", "INVALID_OPTION");
  const { client, prefix = "proximo" } = options;
  const wire = wireOf(client);
  if (wire === undefined) {
    const message = `client: expected one of ioredis or node-redis, 5 or later, got ${shown(client)}`;
    throw new ProximoError("INVALID_OPTION", message);
  }
  if (typeof prefix !== "string" || !/^[^{}]+$/.test(prefix)) {
    throw new ProximoError("INVALID_OPTION", `prefix: expected text without braces, got ${shown(prefix)}`);
  }
  return storeOn(new Connection(wire, `{${prefix}}`));
}
