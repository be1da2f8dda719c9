/** What is used of an ioredis client (5), of a single server or of a cluster. */
export interface IoredisClient {
  evalsha(sha: string, keys: number, ...keysAndArguments: string[]): Promise<unknown>;
  eval(script: string, keys: number, ...keysAndArguments: string[]): Promise<unknown>;
  publish(channel: string, message: string): Promise<unknown>;
  duplicate(): IoredisSubscriber;
  readonly options?: { readonly db?: number | undefined; readonly keyPrefix?: string | undefined };
}

export interface IoredisSubscriber {
  readonly status: string;
  on(event: "message", listener: (channel: string, message: string) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
  once(event: "ready" | "error", listener: () => void): unknown;
  subscribe(channel: string): Promise<unknown>;
  disconnect(): void;
}

/** What is used of a client or a cluster of node-redis (5). */
export interface NodeRedisClient {
  evalSha(sha: string, options: NodeRedisArguments): Promise<unknown>;
  eval(script: string, options: NodeRedisArguments): Promise<unknown>;
  publish(channel: string, message: string): Promise<unknown>;
  duplicate(): NodeRedisSubscriber;
  /** The same connection, answering with other types. */
  withTypeMapping?(mapping: Record<never, never>): Pick<NodeRedisClient, "evalSha" | "eval">;
  readonly options?: { readonly database?: number | undefined };
}

export interface NodeRedisArguments {
  keys: string[];
  arguments: string[];
}

export interface NodeRedisSubscriber {
  on(event: "error", listener: (error: Error) => void): unknown;
  connect(): Promise<unknown>;
  subscribe(channel: string, listener: (message: string) => void): Promise<unknown>;
  destroy(): void;
}

/**
 * What is used of a client of ioredis, or of node-redis: `eval` and the like, and a connection of its own to listen on.
 *
 * @example
 * import { createClient } from "redis";
 *
 * const client: RedisClient = await createClient({ url: "redis://127.0.0.1:6379" }).connect();
 */
export type RedisClient = IoredisClient | NodeRedisClient;

/** All that the store asks of a Redis, whichever client it is. Its errors are the client's own. */
export interface Wire {
  evalSha(sha: string, key: string, args: readonly string[]): Promise<unknown>;
  eval(script: string, key: string, args: readonly string[]): Promise<unknown>;
  publish(channel: string, message: string): Promise<unknown>;
  /** On a connection of its own, which a subscription takes for itself. @returns what ends it. */
  subscribe(channel: string, hear: (message: string) => void): Promise<() => void>;
}

/** Undefined for what is neither. */
export function wireOf(client: unknown): Wire | undefined {
  const has = (member: string) => typeof (client as Record<string, unknown> | null)?.[member] === "function";
  if (!["eval", "publish", "duplicate"].every(has)) return undefined;
  if (has("evalsha")) return ioredisWire(client as IoredisClient);
  return has("evalSha") ? nodeRedisWire(client as NodeRedisClient) : undefined;
}

const unheard = () => {}; // The client connects again by itself, and an error nobody listens to would end the process.

/** Redis carries messages across its databases, and past key prefixes: these are part of a channel's name here. */
function channelIn(database: number | undefined, keyPrefix = ""): (channel: string) => string {
  const place = Number(database ?? 0) === 0 ? "" : `${database}:`;
  return (channel) => `${place}${keyPrefix}${channel}`;
}

function ioredisWire(client: IoredisClient): Wire {
  const named = channelIn(client.options?.db, client.options?.keyPrefix);
  return {
    evalSha: (sha, key, args) => client.evalsha(sha, 1, key, ...args),
    eval: (script, key, args) => client.eval(script, 1, key, ...args),
    publish: (channel, message) => client.publish(named(channel), message),
    async subscribe(channel, hear) {
      const subscriber = client.duplicate();
      subscriber.on("error", unheard);
      subscriber.on("message", (_channel, message) => hear(message));
      const end = () => subscriber.disconnect();
      const begin = async () => {
        // Where the application lets nothing wait for a connection, the first command must.
        if (subscriber.status === "connecting") await settled(subscriber);
        await subscriber.subscribe(named(channel));
      };
      return begunOrEnded(begin, end);
    },
  };
}

/** A connection that cannot be listened on would otherwise be sought for ever. @returns what ends it. */
async function begunOrEnded(begin: () => Promise<void>, end: () => void): Promise<() => void> {
  try {
    await begin();
    return end;
  } catch (error) {
    try {
      end();
    } catch {
      // One of node-redis that never was connected says that it is closed.
    }
    throw error;
  }
}

/** Connected, or for now not to be. */
function settled(subscriber: IoredisSubscriber): Promise<void> {
  return new Promise((resolve) => {
    subscriber.once("ready", resolve);
    subscriber.once("error", resolve);
  });
}

function nodeRedisWire(client: NodeRedisClient): Wire {
  const named = channelIn(client.options?.database);
  // Texts as texts, whatever the application has its own answers be.
  const texts = client.withTypeMapping?.({}) ?? client;
  return {
    evalSha: (sha, key, args) => texts.evalSha(sha, { keys: [key], arguments: [...args] }),
    eval: (script, key, args) => texts.eval(script, { keys: [key], arguments: [...args] }),
    publish: (channel, message) => client.publish(named(channel), message),
    async subscribe(channel, hear) {
      const subscriber = client.duplicate();
      subscriber.on("error", unheard);
      const begin = async () => {
        await subscriber.connect();
        await subscriber.subscribe(named(channel), hear);
      };
      return begunOrEnded(begin, () => subscriber.destroy());
    },
  };
}
