import { ProximoError, shown } from "./errors.ts";

interface Listener {
  readonly hear: (event: never) => unknown;
  ended: boolean;
}

/** Who listens to what. */
export class Emitter<Events extends object> {
  /** Replaced, never changed: whoever comes while an event is told is not told of it. */
  readonly #listeners = new Map<keyof Events, readonly Listener[]>();
  /** What listeners have brought about while an event is told. */
  readonly #next: (() => void)[] = [];
  #telling = false;

  /** @param names of all that can be listened to. */
  constructor(private readonly names: readonly (keyof Events & string)[]) {}

  /** @returns a function that ends the listening. @throws ProximoError `INVALID_OPTION` as `checkListening`. */
  on<Name extends keyof Events & string>(name: Name, listener: (event: Events[Name]) => unknown): () => void {
    checkListening(this.names, name, listener);
    const own: Listener = { hear: listener, ended: false };
    this.#listeners.set(name, [...this.#listening(name), own]);
    return () => {
      own.ended = true;
      this.#listeners.set(
        name,
        this.#listening(name).filter((one) => one !== own),
      );
    };
  }

  /**
   * Calls every listener in the order they came. One that fails stops neither the others nor what it was told of, which
   * has happened already: its error surfaces as an unhandled rejection. What it brings about at once is told after this, lest
   * the listeners after it hear the effect before the cause.
   */
  emit<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    if (this.#telling) {
      this.#next.push(() => this.#tell(name, event));
      return;
    }
    this.#telling = true;
    this.#tell(name, event);
    for (let tell = this.#next.shift(); tell !== undefined; tell = this.#next.shift()) tell();
    this.#telling = false;
  }

  #tell<Name extends keyof Events>(name: Name, event: Events[Name]): void {
    for (const { hear, ended } of this.#listening(name))
      if (!ended) void (async () => (hear as (event: Events[Name]) => unknown)(event))();
  }

  #listening(name: keyof Events): readonly Listener[] {
    return this.#listeners.get(name) ?? NOBODY;
  }
}

const NOBODY: readonly Listener[] = [];

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
