import type { Store } from "proximo";

/**
 * A store by its specification, as another process is told of it: `sqlite:FILE`.
 *
 * Drivers are loaded when they are asked for, so that a worker starts with its own alone.
 */
export async function openStore(specification: string): Promise<Store> {
  const place = specification.indexOf(":");
  const [kind, address] = [specification.slice(0, place), specification.slice(place + 1)];
  switch (kind) {
    case "sqlite": {
      const [{ sqliteStore }, { default: Database }] = await Promise.all([import("proximo/sqlite"), import("libsql")]);
      return sqliteStore({ database: new Database(address) });
    }
    default:
      throw new Error(`expected a store as sqlite:FILE, got "${specification}"`);
  }
}
