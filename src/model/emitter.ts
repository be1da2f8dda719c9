import { ProximoError, shown } from "./errors.ts";

/** Who listens to what. */
export class Emitter<Events extends object> {
  readonly #listeners = new Map<keyof Events, Set<(event: never) => unknown>>();

  /** @param names of all that can be listened to. */
  constructor(private readonly names: readonly (keyof Events & string)[]) {}

  /** @returns a function that ends the listening. @throws ProximoError `INVALID_OPTION` as `checkListening`. */
  on<Name extends keyof Events & string>(name: Name, listener: (event: Events[Name]) => unknown): () => void {
    checkListening(this.names, name, listener);
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

/**
 * At once, rather than when the event comes: a name that nothing is told by, and a listener that cannot be called.
 *
 * @throws ProximoError `INVALID_OPTION`
 */
export function checkListening(names: readonly string[], name: string, listener: unknown): void {
  if (!names.includes(name))
    throw new ProximoError("INVALID_OPTION", `event: expected ${names.join(", ")}, got ${shown(name)}`);
  if (typeof listener !== "function")
    throw new ProximoError("INVALID_OPTION", `listener of ${name}: expected a function, got ${shown(listener)}`);
}
