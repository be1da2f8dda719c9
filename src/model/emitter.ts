import { ProximoError, shown } from "./errors.ts";

/** Who listens to what. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => unknown>>();

  /** @returns a function that ends the listening. @throws ProximoError `INVALID_OPTION` for a listener that is no function. */
  on<Name extends keyof Events>(name: Name, listener: (event: Events[Name]) => unknown): () => void {
    checkListener(name, listener);
    const own = (event: Events[Name]) => listener(event);
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(own));
    return () => listeners.delete(own);
  }

  /**
   * Calls every listener in the order they came. One that fails stops neither the others nor what it was told of, which
   * has happened already: its error surfaces as an unhandled rejection.
   */
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const listener of this.#listeners.get(name) ?? []) {
      void (async () => (listener as (event: Events[Name]) => unknown)(event))();
    }
  }
}

/** At once, rather than when the event comes. @throws ProximoError `INVALID_OPTION` */
export function checkListener(name: PropertyKey, listener: unknown): void {
  if (typeof listener !== "function")
    throw new ProximoError(
      "INVALID_OPTION",
      `listener of ${String(name)}: expected a function, got ${shown(listener)}`,
    );
}
