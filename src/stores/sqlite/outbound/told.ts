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

  /** Whether this is news. It is kept, and what has left the window is forgotten. */
  isNews({ contact, channel, kind, message, at }: Occurrence, since: number): boolean {
    if (message === undefined) return true;
    this.#forget.run(channel, since);
    if (this.#known.get(contact, channel, kind, message) !== undefined) return false;
    if (at > since) this.#insert.run(contact, channel, kind, message, at);
    return true;
  }

  erase(contact: string): void {
    this.#erase.run(contact);
  }
}
