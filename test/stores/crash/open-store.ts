import type { Store } from "proximo";

/**
 * A store by its specification, as another process is told of it: `redis://HOST:PORT/PREFIX`.
 *
 * Drivers are loaded when they are asked for, so that a worker starts with its own alone.
 */
export async function openStore(specification: string): Promise<Store> {
  const place = specification.indexOf(":");
  const [kind, address] = [specification.slice(0, place), specification.slice(place + 1)];
  switch (kind) {
    case "redis": {
      const [{ redisStore }, { Redis }] = await Promise.all([import("proximo/redis"), import("ioredis")]);
      const { host, pathname } = new URL(`${kind}:${address}`);
      return redisStore({ client: new Redis(`redis://${host}`), prefix: pathname.slice(1) });
    }
    default:
      throw new Error(`expected a store as redis://HOST:PORT/PREFIX, got "${specification}"`);
  }
}
