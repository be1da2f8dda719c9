import { MemoryStore } from "./memory/store.ts";
import type { Store } from "./store.ts";

/**
 * A store in the memory of this process: the default. What it holds is gone when the process ends.
 *
 * @example
 * const center = await createCenter({ store: memoryStore() });
 */
export function memoryStore(): Store {
  return new MemoryStore();
}
