import type { Occurrence } from "../../../model/outbound.ts";
import type { Connection } from "../database/connection.ts";

/** What was told of messages, so that nothing counts twice while the window reaches it. */
export class Told {
  readonly #forget;
  readonly #known;
  readonly #insert;
  readonly #erase;

  constructor(connection: Connection) {
    this.#forget = connection.prepare("DELETE FROM outbound_told WHERE channel = ? AND at <= ?");
    this.#known = connection.prepare<{ at: number }>(
      "SELECT at FROM outbound_told WHERE contact = ? AND channel = ? AND kind = ? AND message = ?",
    );
    this.#insert = connection.prepare(
      "INSERT INTO outbound_told (contact, channel, kind, message, at) VALUES (?, ?, ?, ?, ?)",
    );
    this.#erase = connection.prepare("DELETE FROM outbound_told WHERE contact = ?");
  }

  /** When it happened, where that is known. What is news is kept, and what has left the window is forgotten. */
  known({ contact, channel, kind, message, at }: Occurrence, since: number): number | undefined {
    if (message === undefined) return undefined;
    this.#forget.run(channel, since);
    const known = this.#known.get(contact, channel, kind, message);
    if (known === undefined && at > since) this.#insert.run(contact, channel, kind, message, at);
    return known?.at;
  }

  erase(contact: string): void {
    this.#erase.run(contact);
  }
}
