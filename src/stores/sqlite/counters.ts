import type { Connection } from "./database/connection.ts";
import type { Cache } from "./database/transactions.ts";

type Name =
  /** Arrival numbers given, claims made, tickets closed, decisions of the gate kept. */
  | "arrivals"
  | "claims"
  | "closings"
  | "decisions"
  /** Tickets held. */
  | "held"
  /** Where in the consent chain the latest erasure stands. */
  | "erasure";

/** Numbers that outlive the rows they were given to. Each is written once a transaction, however often it grew. */
export class Counters implements Cache {
  readonly #values = new Map<Name, number>();
  readonly #changed = new Set<Name>();
  readonly #read;
  readonly #write;

  constructor(connection: Connection) {
    this.#read = connection.prepare<{ name: Name; value: number }>("SELECT name, value FROM counters");
    this.#write = connection.prepare(
      "INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    );
  }

  get(name: Name): number {
    if (this.#values.size === 0) {
      this.#values.set("arrivals", 0);
      for (const row of this.#read.all()) this.#values.set(row.name, row.value);
    }
    return this.#values.get(name) ?? 0;
  }

  set(name: Name, value: number): void {
    if (this.get(name) === value) return;
    this.#values.set(name, value);
    this.#changed.add(name);
  }

  /** @returns the value before. */
  add(name: Name, by: number): number {
    const value = this.get(name);
    this.set(name, value + by);
    return value;
  }

  forget(): void {
    this.#values.clear();
    this.#changed.clear();
  }

  flush(): void {
    for (const name of this.#changed) this.#write.run(name, this.#values.get(name)!);
    this.#changed.clear();
  }
}
