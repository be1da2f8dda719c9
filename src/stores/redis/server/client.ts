/** What is used of an ioredis client (5 or 6), of a single server or of a cluster. */
export interface IoredisClient {
  evalsha(sha: string, keys: number, ...keysAndArguments: string[]): Promise<unknown>;
  eval(script: string, keys: number, ...keysAndArguments: string[]): Promise<unknown>;
  publish(channel: string, message: string): Promise<unknown>;
  duplicate(): IoredisSubscriber;
  readonly isCluster?: boolean | undefined;
  readonly options?: { readonly db?: number | undefined; readonly keyPrefix?: string | undefined };
}

export interface IoredisSubscriber {
  on(event: "message", listener: (channel: string, message: string) => void): unknown;
  on(event: "error" | "end", listener: () => void): unknown;
  subscribe(channel: string): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  disconnect(): void;
}

/** What is used of a client or a cluster of node-redis (5 or 6). */
export interface NodeRedisClient {
  evalSha(sha: string, options: NodeRedisArguments): Promise<unknown>;
  eval(script: string, options: NodeRedisArguments): Promise<unknown>;
  publish(channel: string, message: string): Promise<unknown>;
  duplicate(): NodeRedisSubscriber;
  /** Not in node-redis 4. */
  destroy(): void;
  /** The same connection, answering with other types. */
  withTypeMapping?(mapping: Record<never, never>): Pick<NodeRedisClient, "evalSha" | "eval">;
  readonly options?: { readonly database?: number | undefined; readonly socket?: object | undefined };
}

export interface NodeRedisArguments {
  keys: string[];
  arguments: string[];
}

export interface NodeRedisSubscriber {
  /** A cluster does not say, and sees to its nodes itself. */
  readonly isReady?: boolean | undefined;
  on(event: "error", listener: () => void): unknown;
  connect(): Promise<unknown>;
  subscribe(channel: string, listener: (message: string, channel: string) => void): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
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
