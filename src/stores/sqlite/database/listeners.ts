type Hear = (message: string) => void;

const byDatabase = new WeakMap<object, Listeners>();

/** Who listens over one handle. Other processes are found out by the center's heartbeat. */
export class Listeners {
  readonly #all = new Set<Hear>();

  static of(database: object): Listeners {
    const known = byDatabase.get(database);
    if (known !== undefined) return known;
    const listeners = new Listeners();
    byDatabase.set(database, listeners);
    return listeners;
  }

  tell(message: string): void {
    for (const hear of this.#all) hear(message);
  }

  add(hear: Hear): () => void {
    const own: Hear = (message) => hear(message);
    this.#all.add(own);
    return () => this.#all.delete(own);
  }
}
