import type { Connection } from "../database/connection.ts";
import { recordOf, TICKET_COLUMNS, type TicketRecord, type TicketRow } from "./ticket-record.ts";

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
    const records = (where: string) =>
      connection.prepare<TicketRow>(`SELECT ${TICKET_COLUMNS} FROM tickets WHERE ${where}`);
    this.#byId = records("id = ?");
    this.#ofContact = records("contact = ? ORDER BY arrival");
    this.#openOf = records("contact = ? AND closing IS NULL ORDER BY arrival");
    this.#waitingOf = records("contact = ? AND closing IS NULL AND lane IS NOT NULL AND arrival <> ?");
    this.#gated = records("gated = 1 AND channel = ? ORDER BY arrival");
    this.#held = records("state = 'held' ORDER BY waiting_since, arrival LIMIT ?");
    this.#due = records("due = ? ORDER BY arrival LIMIT ?");
    this.#unscored = records("closing IS NULL AND rules_version < ? ORDER BY rules_version, arrival LIMIT ?");
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

  find(id: string): TicketRecord | undefined {
    return opened(this.#byId.get(id));
  }

  ofContact(contact: string): TicketRecord[] {
    return this.#ofContact.all(contact).map(recordOf);
  }

  /** Those that are not closed. */
  openOf(contact: string): TicketRecord[] {
    return this.#openOf.all(contact).map(recordOf);
  }

  /** The contact's others that are in a lane, paused or not. */
  waitingOf(contact: string, arrival: number): TicketRecord[] {
    return this.#waitingOf.all(contact, arrival).map(recordOf);
  }

  gated(channel: string): TicketRecord[] {
    return this.#gated.all(channel).map(recordOf);
  }

  /** The first so many on hold. */
  held(count: number): TicketRecord[] {
    return this.#held.all(Number.isFinite(count) ? count : -1).map(recordOf);
  }

  /** The first so many of those that time changes at that moment. */
  due(at: number, limit: number): TicketRecord[] {
    return this.#due.all(at, limit).map(recordOf);
  }

  /** When time will first change one. */
  firstDue(): number | undefined {
    return this.#firstDue.get()?.due;
  }

  /** Open ones that were scored by older rules. */
  unscored(version: number, limit: number): TicketRecord[] {
    return this.#unscored.all(version, limit).map(recordOf);
  }

  /** The longest closed: in the order in which they were closed, wherever the clock stood. */
  closed(limit: number): readonly { arrival: number; closed_at: number }[] {
    return this.#closed.all(limit);
  }

  fingerprint({ keys }: TicketRecord): string {
    return this.#fingerprint.get(keys.arrival)!.fingerprint;
  }

  insert(record: TicketRecord, fingerprint: string): void {
    const { ticket, state, ruleScore, rulesVersion, promoted, keys } = record;
    const { lane = null, due = null, escalatesAt = null, limitAt = null } = record;
    const { contactScore, waitingSince, arrival } = keys;
    this.#insert.run(
      ...[ticket.id, ticket.contact ?? null, fingerprint, ticket.channel, state, ruleScore, rulesVersion],
      ...[+promoted, contactScore, waitingSince, lane, due, escalatesAt, limitAt, JSON.stringify(ticket), arrival],
    );
  }

  /** Writes where one stands that nobody has. */
  place(record: TicketRecord): void {
    const { ticket, state, promoted, keys, lane = null, due = null, gated } = record;
    const { escalatesAt = null, limitAt = null, toldTooLong, refusals } = record;
    const { contactScore, waitingSince, arrival } = keys;
    this.#place.run(
      ...[ticket.channel, state, +promoted, contactScore, waitingSince, lane, due],
      ...[+gated, escalatesAt, limitAt, +toldTooLong],
      ...[refusals === undefined ? null : JSON.stringify([...refusals]), JSON.stringify(ticket), arrival],
    );
  }

  close({ state, closedAt, keys }: TicketRecord, number: number): void {
    this.#close.run(state, closedAt!, number, keys.arrival);
  }

  score({ ruleScore, rulesVersion, keys }: TicketRecord): void {
    this.#score.run(ruleScore, rulesVersion, keys.contactScore, keys.arrival);
  }

  delete(arrival: number): void {
    this.#delete.run(arrival);
  }
}

function opened(row: TicketRow | undefined): TicketRecord | undefined {
  return row && recordOf(row);
}
