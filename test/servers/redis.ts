import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { Redis } from "ioredis";
import { Daemon, type Server } from "./daemon.ts";
import { folderWith, freePort, onPath } from "./programs.ts";

export const redisMissing = "Redis: not found; set PROXIMO_REDIS_URL or install redis-server";

/** The server of PROXIMO_REDIS_URL, otherwise one of one's own; undefined where there is neither. */
export async function findRedis(): Promise<Pick<Server, "url" | "stop"> | undefined> {
  const url = process.env.PROXIMO_REDIS_URL;
  return url ? { url, stop: async () => {} } : startRedis();
}

/**
 * Starts an empty server that has written down what it acknowledges; undefined where it is not installed.
 * @param settings more of them, each with its value.
 */
export async function startRedis(settings: readonly string[] = []): Promise<Server | undefined> {
  const folder = redisInstalled();
  if (folder === undefined) return undefined;

  const daemon = await Daemon.open("KILL");
  const port = await freePort();
  const durable = ["--appendonly", "yes", "--appendfsync", "always", "--save", ""];
  const args = ["--bind", "127.0.0.1", "--port", String(port), "--dir", daemon.folder, ...durable, ...settings];
  const restart = () => daemon.start(join(folder, "redis-server"), args);
  const stop = () => daemon.stop();
  try {
    await restart();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `redis://127.0.0.1:${port}`, kill: () => daemon.kill(), restart, stop };
}

/** The folder where it is installed. */
export const redisInstalled = (): string | undefined => folderWith(["redis-server"], onPath());

export interface Prefix {
  readonly prefix: string;
  /** Removes the keys that begin with it. */
  drop(): Promise<void>;
}

/** A prefix for the keys of a test file, which has them for itself; other keys of the server are left alone. */
export function freshPrefix(server: string): Prefix {
  const prefix = `proximo-${randomBytes(6).toString("hex")}:`;
  return {
    prefix,
    async drop() {
      const client = new Redis(server);
      // `*` on both sides: a store may put the prefix in braces, which keeps its keys on one node of a cluster.
      for await (const keys of client.scanStream({ match: `*${prefix}*`, count: 1_000 })) {
        await Promise.all(keys.map((key: string) => client.unlink(key))); // Together they might be of several slots.
      }
      await client.quit();
    },
  };
}
