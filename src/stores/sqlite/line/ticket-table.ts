import type { Connection } from "../database/connection.ts";
import { FOLDER, type Folder, type FolderRow, folderOf } from "./folder.ts";

/** The rows of the tickets, found and written. What follows from a change is seen to by `Tickets`. */
export class TicketTable {
  readonly #byId;
  readonly #ofContact;
  readonly #openOf;
  readonly #waitingOf;
  readonly #gated;
  readonly #held;
  readonly #due;
  readonly #unscored;
  readonly #closed;
  readonly #firstDue;
  readonly #fingerprint;
  readonly #insert;
  readonly #place;
  readonly #close;
  readonly #score;
  readonly #delete;

  constructor(connection: Connection) {
    const folders = (where: string) => connection.prepare<FolderRow>(`SELECT ${FOLDER} FROM tickets WHERE ${where}`);
    this.#byId = folders("id = ?");
    this.#ofContact = folders("contact = ? ORDER BY arrival");
    this.#openOf = folders("contact = ? AND closing IS NULL ORDER BY arrival");
    this.#waitingOf = folders("contact = ? AND closing IS NULL AND lane IS NOT NULL AND arrival <> ?");
    this.#gated = folders("gated = 1 AND channel = ? ORDER BY arrival");
    this.#held = folders("state = 'held' ORDER BY waiting_since, arrival LIMIT ?");
    this.#due = folders("due = ? ORDER BY arrival");
    this.#unscored = folders("closing IS NULL AND rules_version < ? ORDER BY rules_version, arrival LIMIT ?");
    this.#closed = connection.prepare<{ arrival: number; closed_at: number }>(
      "SELECT arrival, closed_at FROM tickets WHERE closing IS NOT NULL ORDER BY closing LIMIT ?",
    );
    this.#firstDue = connection.prepare<{ due: number }>(
      "SELECT due FROM tickets WHERE due IS NOT NULL ORDER BY due LIMIT 1",
    );
    this.#fingerprint = connection.prepare<{ fingerprint: string }>(
      "SELECT fingerprint FROM tickets WHERE arrival = ?",
    );
    this.#insert = connection.prepare(
      `INSERT INTO tickets (id, contact, fingerprint, channel, state, rule_score, rules_version, promoted, contact_score,
       waiting_since, lane, due, escalates_at, limit_at, ticket, arrival)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#place = connection.prepare(
      `UPDATE tickets SET channel = ?, state = ?, promoted = ?, contact_score = ?, waiting_since = ?, lane = ?, due = ?,
       gated = ?, escalates_at = ?, limit_at = ?, told_too_long = ?, refusals = ?, ticket = ?,
       token = NULL, agent = NULL, claimed_at = NULL, claim = NULL, deadline = NULL WHERE arrival = ?`,
    );
    this.#close = connection.prepare(
      `UPDATE tickets SET state = ?, closed_at = ?, closing = ?, lane = NULL, due = NULL, gated = 0,
       token = NULL, agent = NULL, claimed_at = NULL, claim = NULL, deadline = NULL WHERE arrival = ?`,
    );
    this.#score = connection.prepare(
      "UPDATE tickets SET rule_score = ?, rules_version = ?, contact_score = ? WHERE arrival = ?",
    );
    this.#delete = connection.prepare("DELETE FROM tickets WHERE arrival = ?");
  }

  find(id: string): Folder | undefined {
    return opened(this.#byId.get(id));
  }

  ofContact(contact: string): Folder[] {
    return this.#ofContact.all(contact).map(folderOf);
  }

  /** Those that are not closed. */
  openOf(contact: string): Folder[] {
    return this.#openOf.all(contact).map(folderOf);
  }

  /** The contact's others that are in a lane, paused or not. */
  waitingOf(contact: string, arrival: number): Folder[] {
    return this.#waitingOf.all(contact, arrival).map(folderOf);
  }

  gated(channel: string): Folder[] {
    return this.#gated.all(channel).map(folderOf);
  }

  /** The first so many on hold. */
  held(count: number): Folder[] {
    return this.#held.all(Number.isFinite(count) ? count : -1).map(folderOf);
  }

  /** Those that time changes at that moment. */
  due(at: number): Folder[] {
    return this.#due.all(at).map(folderOf);
  }

  /** When time will first change one. */
  firstDue(): number | undefined {
    return this.#firstDue.get()?.due;
  }

  /** Open ones that were scored by older rules. */
  unscored(version: number, limit: number): Folder[] {
    return this.#unscored.all(version, limit).map(folderOf);
  }

  /** The longest closed: in the order in which they were closed, wherever the clock stood. */
  closed(limit: number): readonly { arrival: number; closed_at: number }[] {
    return this.#closed.all(limit);
  }

  fingerprint({ keys }: Folder): string {
    return this.#fingerprint.get(keys.arrival)!.fingerprint;
  }

  insert(folder: Folder, fingerprint: string): void {
    const { ticket, state, ruleScore, rulesVersion, promoted, keys } = folder;
    const { lane = null, due = null, escalatesAt = null, limitAt = null } = folder;
    const { contactScore, waitingSince, arrival } = keys;
    this.#insert.run(
      ...[ticket.id, ticket.contact ?? null, fingerprint, ticket.channel, state, ruleScore, rulesVersion],
      ...[+promoted, contactScore, waitingSince, lane, due, escalatesAt, limitAt, JSON.stringify(ticket), arrival],
    );
  }

  /** Writes where one stands that nobody has. */
  place(folder: Folder): void {
    const { ticket, state, promoted, keys, lane = null, due = null, gated } = folder;
    const { escalatesAt = null, limitAt = null, toldTooLong, refusals } = folder;
    const { contactScore, waitingSince, arrival } = keys;
    this.#place.run(
      ...[ticket.channel, state, +promoted, contactScore, waitingSince, lane, due],
      ...[+gated, escalatesAt, limitAt, +toldTooLong],
      ...[refusals === undefined ? null : JSON.stringify([...refusals]), JSON.stringify(ticket), arrival],
    );
  }

  close({ state, closedAt, keys }: Folder, number: number): void {
    this.#close.run(state, closedAt!, number, keys.arrival);
  }

  score({ ruleScore, rulesVersion, keys }: Folder): void {
    this.#score.run(ruleScore, rulesVersion, keys.contactScore, keys.arrival);
  }

  delete(arrival: number): void {
    this.#delete.run(arrival);
  }
}

function opened(row: FolderRow | undefined): Folder | undefined {
  return row && folderOf(row);
}
