import { Listener } from "../../connection/listener.ts";
import type { IoredisClient, NodeRedisClient } from "./client.ts";
import { ioredisSubscriber, nodeRedisSubscriber } from "./subscriber.ts";

/** All that the store asks of a Redis, whichever client it is. Its errors are the client's own. */
export interface Wire {
  evalSha(sha: string, key: string, args: readonly string[]): Promise<unknown>;
  eval(script: string, key: string, args: readonly string[]): Promise<unknown>;
  /** Redis carries messages across its databases, and past key prefixes: these are part of a channel's name here. */
  channel(name: string): string;
  publish(channel: string, message: string): Promise<unknown>;
  /** On the connection that all who listen over this client share. @returns what ends it. */
  subscribe(channel: string, hear: (message: string) => void): Promise<() => void>;
}

/** Undefined for what is neither. */
export function wireOf(client: unknown): Wire | undefined {
  const has = (member: string) => typeof (client as Record<string, unknown> | null)?.[member] === "function";
  if (!["eval", "publish", "duplicate"].every(has)) return undefined;
  if (has("evalsha")) return ioredisWire(client as IoredisClient);
  // Without `destroy`, as in node-redis 4, a connection that listens could not be closed.
  return has("evalSha") && has("destroy") ? nodeRedisWire(client as NodeRedisClient) : undefined;
}

function channelIn(database: number | undefined, keyPrefix = ""): (channel: string) => string {
  const place = Number(database ?? 0) === 0 ? "" : `${database}:`;
  return (channel) => `${place}${keyPrefix}${channel}`;
}

function ioredisWire(client: IoredisClient): Wire {
  const listener = Listener.of(client, ioredisSubscriber(client));
  return {
    evalSha: (sha, key, args) => client.evalsha(sha, 1, key, ...args),
    eval: (script, key, args) => client.eval(script, 1, key, ...args),
    channel: channelIn(client.options?.db, client.options?.keyPrefix),
    publish: (channel, message) => client.publish(channel, message),
    subscribe: (channel, hear) => listener.hear(channel, hear),
  };
}

function nodeRedisWire(client: NodeRedisClient): Wire {
  const listener = Listener.of(client, nodeRedisSubscriber(client));
  // Texts as texts, whatever the application has its own answers be.
  const texts = client.withTypeMapping?.({}) ?? client;
  return {
    evalSha: (sha, key, args) => texts.evalSha(sha, { keys: [key], arguments: [...args] }),
    eval: (script, key, args) => texts.eval(script, { keys: [key], arguments: [...args] }),
    channel: channelIn(client.options?.database),
    publish: (channel, message) => client.publish(channel, message),
    subscribe: (channel, hear) => listener.hear(channel, hear),
  };
}
