import type { Store } from "proximo";

/** The store as if nobody else used it: a center then tells of everything before it answers, and a test need not wait. */
export function unshared(store: Store): Store {
  return new Proxy(store, {
    get(target, key) {
      if (key === "shared") return false;
      const value: unknown = Reflect.get(target, key);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
