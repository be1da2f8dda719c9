import type { ChannelRegistry } from "../../channels/registry.ts";
import { type Case, reservedNow, type TicketState } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import type { Clock } from "../../model/clock.ts";
import type { Contact } from "../../model/contact.ts";
import type { Score } from "../../model/score.ts";
import { NEVER } from "../../model/time.ts";
import { Line } from "../../queue/line.ts";
import { merged } from "../../queue/merge.ts";
import { promotionMoment, waitingSince } from "../../queue/promotion.ts";
import { NOBODY } from "../../queue/slots.ts";
import { contactOf } from "../rules/contact.ts";
import { reservedSkills } from "../rules/reservation.ts";
import { limitsOn, nextChange } from "../rules/waiting.ts";
import { MemoryHolds } from "./holds.ts";
import { MemoryTicketTable, type TicketRecord } from "./ticket-table.ts";
import type { MemoryUntoldChanges } from "./untold-changes.ts";

/** The tickets of a store in memory: all in one table, those that are open in the line, on hold or with an agent. */
export class MemoryTickets {
  readonly table = new MemoryTicketTable();
  readonly line: Line;
  readonly #holds = new MemoryHolds<TicketRecord>();
  /** Until time alone changes them: those that wait, or are with an agent. */
  readonly #awaited = new MemoryHolds<TicketRecord>();
  #reserved = 0;
  /** Of which version the rules are that the rest of the tickets is to be scored by. */
  #rulesVersion = 0;
  #unscored: Iterator<TicketRecord> = [][Symbol.iterator]();

  constructor(
    private readonly channels: ChannelRegistry,
    private readonly clock: Clock,
    private readonly lead: number,
    private readonly untold: MemoryUntoldChanges,
  ) {
    this.line = new Line(channels, lead);
  }

  add(record: TicketRecord): void {
    this.join(record);
    this.table.add(record);
  }

  /** Puts it in the line or on hold, by the keys it has now. */
  join(record: TicketRecord): void {
    const { ticket } = record;
    const agent = ticket.preferredAgent && reservedNow(ticket, this.clock.now());
    if (agent !== undefined) this.#reserve(record, agent);
    this.#place(record);
    const channel = this.channels.get(ticket.channel) as Channel;
    const { escalatesAt, limitAt } = limitsOn(channel, waitingSince(ticket, this.lead));
    record.escalatesAt = escalatesAt;
    record.limitAt = limitAt;
    this.awaitNext(record);
  }

  /** Puts one that waits or is held where its keys and its lane say by now. It joins no line anew: its limits stay. */
  move(record: TicketRecord): void {
    this.line.remove(record.slot);
    this.#place(record);
  }

  /** Takes it out of the line, or out of what the gate holds. */
  leave(record: TicketRecord): void {
    if (record.slot !== NOBODY) this.line.remove(record.slot);
    record.slot = NOBODY;
    this.free(record);
    this.#awaited.delete(record);
    this.#holds.delete(record);
    record.heldUntil = undefined;
  }

  /** Takes it away from where it is, and lets it wait again. */
  rejoin(record: TicketRecord): void {
    this.leave(record);
    this.join(record);
  }

  /** The agent it was reserved for has it no longer to themselves. */
  free(record: TicketRecord): void {
    if (record.reservedFor !== undefined) this.#reserved -= 1;
    record.reservedFor = undefined;
  }

  /** One on hold has been promoted before it has waited for any time. */
  awaitNext(record: TicketRecord): void {
    this.awaitUntil(record, nextChange(record, this.line.isHeld(record.slot)));
  }

  /** It is with an agent; Infinity for as long as it takes. */
  awaitUntil(record: TicketRecord, until: number): void {
    this.#awaited.delete(record);
    if (until < NEVER) this.#awaited.add(record, until);
  }

  /** Keeps it out of the line until then: what the outbound gate asked for. */
  setAside(record: TicketRecord, until: number): void {
    this.leave(record);
    record.heldUntil = until;
    this.#holds.add(record, until);
  }

  /** Lets those of a channel that are set aside wait again, or only one contact's. */
  reopen(channel: string, contact?: string): void {
    for (const record of contact === undefined ? this.#holds.all() : this.table.openOf(contact))
      if (record.heldUntil !== undefined && record.ticket.channel === channel) this.rejoin(record);
  }

  /** Scores by rules of this version up to `limit` of the open ones that were scored by older ones; how many. */
  rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number): number {
    if (version !== this.#rulesVersion) this.#unscored = this.table.all();
    this.#rulesVersion = version;
    let done = 0;
    while (done < limit) {
      const { done: none, value: record } = this.#unscored.next();
      if (none) break;
      if (record.closed !== undefined || record.rulesVersion === version) continue;
      record.ruleScore = score(contactOf(record.ticket));
      record.rulesVersion = version;
      if (record.slot !== NOBODY) this.move(record);
      done += 1;
    }
    return done;
  }

  /** How many wait for one agent alone. */
  get reserved(): number {
    return this.#reserved;
  }

  /** How many are held, for their time or by the gate. */
  get held(): number {
    return this.line.held + this.#holds.size;
  }

  /** The first so many that are held, for their time or by the gate: the soonest to join first. O(held) to begin. */
  peekHeld(count: number): readonly Case[] {
    const held: Case[] = [];
    if (count === 0) return held;
    for (const record of this.#heldInOrder()) if (held.push(this.seen(record)) === count) break;
    return held;
  }

  *#heldInOrder(): Iterable<TicketRecord> {
    const sooner = (a: TicketRecord, b: TicketRecord) => {
      const [first, second] = [this.#joinsAt(a), this.#joinsAt(b)];
      return first === second ? a.ticket.arrival - b.ticket.arrival : first - second;
    };
    yield* merged([this.#awaitingTheirTime(), [...this.#holds.all()].sort(sooner)], sooner);
  }

  /** When time will next change one. */
  get nextChange(): number {
    return Math.min(this.line.nextPromotion() ?? NEVER, this.#holds.next ?? NEVER, this.nextAwaited ?? NEVER);
  }

  close(record: TicketRecord, as: "completed" | "cancelled"): void {
    this.leave(record);
    this.table.close(record, as, this.clock.now());
  }

  at(slot: number): TicketRecord | undefined {
    const ticket = this.line.slots.tickets[slot];
    return ticket && this.table.find(ticket.id);
  }

  /** Lets those wait again that the gate asked to set aside until now. */
  reopenDue(): void {
    if (this.#holds.size > 0) for (const record of this.#holds.due(this.clock.now())) this.rejoin(record);
  }

  /** Lets those join the line whose promotion is due, each of which is told of. */
  promoteDue(promoted: (record: TicketRecord) => void): void {
    if (this.line.held === 0) return;
    this.line.settle(this.clock.now(), (from, to) => {
      const record = this.at(from) as TicketRecord;
      record.slot = to;
      record.promoted = true;
      promoted(record);
    });
  }

  /** When time alone will next change one that waits, or is with an agent. */
  get nextAwaited(): number | undefined {
    return this.#awaited.next;
  }

  /** Those that are changed by then. */
  awaitedAt(at: number): readonly TicketRecord[] {
    return this.#awaited.due(at);
  }

  purge(before: number, limit: number): number {
    const purged = this.table.purge(before, limit);
    // Nothing of them is kept, so there is nothing to tell.
    if (purged > 0) this.untold.erase((record) => this.table.find(record.ticket.id) !== record);
    return purged;
  }

  /** Forgets these, in whatever state. */
  forget(records: readonly TicketRecord[]): void {
    for (const record of records) {
      this.leave(record);
      this.table.remove(record);
    }
    this.#holds.sweep();
    this.#awaited.sweep();
    const forgotten = new Set(records);
    this.untold.erase((record) => forgotten.has(record));
  }

  /** The ticket as it stands now, for outside. */
  seen(record: TicketRecord): Case {
    const { ticket, closed, heldUntil } = record;
    const [state, closedAt] = [this.#state(record), closed?.at];
    if (heldUntil === undefined || heldUntil === NEVER) return { ...ticket, state, closedAt };
    return { ...ticket, state, closedAt, heldUntil };
  }

  #place(record: TicketRecord): void {
    const { ticket, ruleScore, promoted, reservedFor } = record;
    const placed = reservedFor === undefined ? ticket : { ...ticket, skills: this.#skills(record) };
    const contactScore = ticket.contactScore ?? ruleScore;
    record.slot = this.line.add({ ticket: placed, contactScore, arrival: ticket.arrival, promoted }, this.clock.now());
    record.promoted = this.line.isPromoted(record.slot);
  }

  *#awaitingTheirTime(): Iterable<TicketRecord> {
    for (const slot of this.line.heldInOrder()) yield this.at(slot) as TicketRecord;
  }

  /** Of one that is held; Infinity where nobody knows. */
  #joinsAt({ heldUntil = 0, ticket, promoted }: TicketRecord): number {
    return Math.max(heldUntil, (promoted ? undefined : promotionMoment(ticket, this.lead)) ?? 0);
  }

  #reserve(record: TicketRecord, agent: string): void {
    record.reservedFor = agent;
    this.#reserved += 1;
  }

  #skills({ reservedFor, ticket }: TicketRecord): readonly string[] {
    return reservedFor === undefined ? ticket.skills : reservedSkills(reservedFor, ticket.skills);
  }

  #state({ closed, claim, slot, heldUntil }: TicketRecord): TicketState {
    if (closed !== undefined) return closed.as;
    if (heldUntil !== undefined) return "held";
    if (claim !== undefined) return claim.deadline === undefined ? "active" : "offered";
    return this.line.isHeld(slot) ? "held" : "waiting";
  }
}
