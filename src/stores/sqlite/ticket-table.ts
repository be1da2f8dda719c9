import type { Connection } from "./database.ts";
import { FOLDER, type Folder, type FolderRow, folderOf } from "./folder.ts";

/** The rows of the tickets, found and written. What follows from a change is seen to by `Tickets`. */
export class TicketTable {
  readonly #byId;
  readonly #byToken;
  readonly #ofContact;
  readonly #waitingOf;
  readonly #claimed;
  readonly #claimedBy;
  readonly #gated;
  readonly #due;
  readonly #promoted;
  readonly #unscored;
  readonly #closed;
  readonly #firstDue;
  readonly #fingerprint;
  readonly #insert;
  readonly #place;
  readonly #close;
  readonly #hold;
  readonly #score;
  readonly #promote;
  readonly #delete;

  constructor(connection: Connection) {
    const folders = (where: string) => connection.prepare<FolderRow>(`SELECT ${FOLDER} FROM tickets WHERE ${where}`);
    this.#byId = folders("id = ?");
    this.#byToken = folders("token = ?");
    this.#ofContact = folders("contact = ? ORDER BY arrival");
    this.#waitingOf = folders("contact = ? AND lane IS NOT NULL AND arrival <> ?");
    this.#claimed = folders("token IS NOT NULL ORDER BY claim");
    this.#claimedBy = folders("token IS NOT NULL AND agent = ? ORDER BY claim");
    this.#gated = folders("gated = 1 AND channel = ? ORDER BY arrival");
    this.#due = folders("gated = ? AND due <= ? ORDER BY due, arrival LIMIT ?");
    this.#promoted = folders("promotion > ? ORDER BY promotion");
    this.#unscored = folders("closing IS NULL AND rules_version < ? ORDER BY rules_version, arrival LIMIT ?");
    this.#closed = connection.prepare<{ arrival: number; closed_at: number }>(
      "SELECT arrival, closed_at FROM tickets WHERE closing IS NOT NULL ORDER BY closing LIMIT ?",
    );
    this.#firstDue = connection.prepare<{ due: number }>(
      "SELECT due FROM tickets WHERE gated = ? AND due IS NOT NULL ORDER BY due LIMIT 1",
    );
    this.#fingerprint = connection.prepare<{ fingerprint: string }>(
      "SELECT fingerprint FROM tickets WHERE arrival = ?",
    );
    this.#insert = connection.prepare(
      `INSERT INTO tickets (id, contact, fingerprint, channel, state, rule_score, rules_version, promoted, contact_score,
       waiting_since, lane, due, ticket, arrival) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#place = connection.prepare(
      `UPDATE tickets SET channel = ?, state = ?, promoted = ?, contact_score = ?, waiting_since = ?, lane = ?, due = ?,
       gated = ?, ticket = ?, token = NULL, agent = NULL, claimed_at = NULL, claim = NULL WHERE arrival = ?`,
    );
    this.#close = connection.prepare(
      `UPDATE tickets SET state = ?, closed_at = ?, closing = ?, lane = NULL, due = NULL, gated = 0,
       token = NULL, agent = NULL, claimed_at = NULL, claim = NULL WHERE arrival = ?`,
    );
    this.#hold = connection.prepare(
      "UPDATE tickets SET state = 'active', lane = NULL, token = ?, agent = ?, claimed_at = ?, claim = ? WHERE arrival = ?",
    );
    this.#score = connection.prepare(
      "UPDATE tickets SET rule_score = ?, rules_version = ?, contact_score = ? WHERE arrival = ?",
    );
    this.#promote = connection.prepare("UPDATE tickets SET promotion = ? WHERE arrival = ?");
    this.#delete = connection.prepare("DELETE FROM tickets WHERE arrival = ?");
  }

  find(id: string): Folder | undefined {
    return opened(this.#byId.get(id));
  }

  holding(token: string): Folder | undefined {
    return opened(this.#byToken.get(token));
  }

  /** In the order in which they were claimed. */
  claimed(agent: string | undefined): Folder[] {
    return (agent === undefined ? this.#claimed.all() : this.#claimedBy.all(agent)).map(folderOf);
  }

  ofContact(contact: string): Folder[] {
    return this.#ofContact.all(contact).map(folderOf);
  }

  /** The contact's others that are in a lane, paused or not. */
  waitingOf(contact: string, arrival: number): Folder[] {
    return this.#waitingOf.all(contact, arrival).map(folderOf);
  }

  gated(channel: string): Folder[] {
    return this.#gated.all(channel).map(folderOf);
  }

  /** Those whose hold has ended, by its end. */
  due(gated: boolean, now: number, limit: number): Folder[] {
    return this.#due.all(+gated, now, limit).map(folderOf);
  }

  /** When the first hold ends. */
  firstDue(): number | undefined {
    const ends = [0, 1].map((gated) => this.#firstDue.get(gated)?.due ?? Number.POSITIVE_INFINITY);
    const first = Math.min(...ends);
    return first === Number.POSITIVE_INFINITY ? undefined : first;
  }

  /** Those whose promotion was noticed after the first so many. */
  promotedAfter(told: number): Folder[] {
    return this.#promoted.all(told).map(folderOf);
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
    const { ticket, state, ruleScore, rulesVersion, promoted, keys, lane = null, due = null } = folder;
    const { contactScore, waitingSince, arrival } = keys;
    this.#insert.run(
      ...[ticket.id, ticket.contact ?? null, fingerprint, ticket.channel, state, ruleScore, rulesVersion],
      ...[+promoted, contactScore, waitingSince, lane, due, JSON.stringify(ticket), arrival],
    );
  }

  /** Writes where one stands that nobody holds. */
  place(folder: Folder): void {
    const { ticket, state, promoted, keys, lane = null, due = null, gated } = folder;
    const { contactScore, waitingSince, arrival } = keys;
    this.#place.run(
      ...[ticket.channel, state, +promoted, contactScore, waitingSince, lane, due],
      ...[+gated, JSON.stringify(ticket), arrival],
    );
  }

  close({ state, closedAt, keys }: Folder, number: number): void {
    this.#close.run(state, closedAt!, number, keys.arrival);
  }

  hold({ keys, claim }: Folder, number: number): void {
    const { token, agent, claimedAt } = claim!;
    this.#hold.run(token, agent, claimedAt, number, keys.arrival);
  }

  score({ ruleScore, rulesVersion, keys }: Folder): void {
    this.#score.run(ruleScore, rulesVersion, keys.contactScore, keys.arrival);
  }

  /** Numbers a promotion, by which it is told. */
  promote({ keys }: Folder, number: number): void {
    this.#promote.run(number, keys.arrival);
  }

  delete(arrival: number): void {
    this.#delete.run(arrival);
  }
}

function opened(row: FolderRow | undefined): Folder | undefined {
  return row && folderOf(row);
}
