import type { Connection } from "../database/connection.ts";
import type { Cache } from "../database/transactions.ts";

interface ReachedRow {
  readonly place: number;
  readonly at: number;
  readonly delivered_at: number | null;
}

/**
 * The unique contacts reached on each channel in a moving window: each counts once, at its latest moment. What has left
 * the window is forgotten for good, also where a clock runs backwards. Erased, a contact stays counted, without a name.
 */
export class Reached implements Cache {
  /** By channel, where they were counted. */
  readonly #counts = new Map<string, number>();
  readonly #one;
  readonly #insert;
  readonly #delivered;
  readonly #drop;
  readonly #erase;
  readonly #forget;
  readonly #oldestAt;
  readonly #count;
  readonly #oldest;

  constructor(connection: Connection) {
    this.#one = connection.prepare<ReachedRow>(
      "SELECT place, at, delivered_at FROM outbound_reached WHERE contact = ? AND channel = ?",
    );
    this.#insert = connection.prepare(
      "INSERT INTO outbound_reached (channel, contact, at, delivered_at) VALUES (?, ?, ?, ?)",
    );
    this.#delivered = connection.prepare("UPDATE outbound_reached SET delivered_at = ? WHERE place = ?");
    this.#drop = connection.prepare("DELETE FROM outbound_reached WHERE place = ?");
    this.#erase = connection.prepare("UPDATE outbound_reached SET contact = NULL WHERE contact = ?");
    this.#oldestAt = connection.prepare<{ at: number | null }>(
      "SELECT min(at) AS at FROM outbound_reached WHERE channel = ?",
    );
    this.#forget = connection.prepare("DELETE FROM outbound_reached WHERE channel = ? AND at <= ?");
    this.#count = connection.prepare<{ count: number }>(
      "SELECT count(*) AS count FROM outbound_reached WHERE channel = ?",
    );
    this.#oldest = connection.prepare<{ at: number }>(
      "SELECT at FROM outbound_reached WHERE channel = ? ORDER BY at LIMIT 1 OFFSET ?",
    );
  }

  /** How many there are after `since`. */
  count(channel: string, since: number): number {
    if ((this.#oldestAt.get(channel)!.at ?? since + 1) <= since) {
      this.#forget.run(channel, since);
      this.#counts.delete(channel);
    }
    const count = this.#counts.get(channel) ?? this.#count.get(channel)!.count;
    this.#counts.set(channel, count);
    return count;
  }

  has(contact: string, channel: string): boolean {
    return this.#one.get(contact, channel) !== undefined;
  }

  /** The moment of the oldest but `skip`; undefined where there are no more than `skip`. */
  oldest(channel: string, skip: number): number | undefined {
    return this.#oldest.get(channel, skip)?.at;
  }

  reserve(contact: string, channel: string, at: number): void {
    const before = this.#one.get(contact, channel);
    this.#put(contact, channel, at, before?.delivered_at ?? null, before);
  }

  deliver(contact: string, channel: string, at: number): void {
    const before = this.#one.get(contact, channel);
    this.#put(contact, channel, at, Math.max(at, before?.delivered_at ?? at), before);
  }

  /** Takes a reservation back; a delivery before it still counts. */
  release(contact: string, channel: string): void {
    const before = this.#one.get(contact, channel);
    if (before === undefined) return;
    this.#drop.run(before.place);
    const { delivered_at: deliveredAt } = before;
    if (deliveredAt !== null) this.#insert.run(channel, contact, deliveredAt, deliveredAt);
    else this.#grow(channel, -1);
  }

  erase(contact: string): void {
    this.#erase.run(contact);
  }

  forget(): void {
    this.#counts.clear();
  }

  #put(contact: string, channel: string, at: number, deliveredAt: number | null, before: ReachedRow | undefined): void {
    if (before !== undefined && before.at >= at) {
      this.#delivered.run(deliveredAt, before.place);
      return;
    }
    if (before === undefined) this.#grow(channel, 1);
    else this.#drop.run(before.place);
    this.#insert.run(channel, contact, at, deliveredAt);
  }

  #grow(channel: string, by: number): void {
    const count = this.#counts.get(channel);
    if (count !== undefined) this.#counts.set(channel, count + by);
  }
}
