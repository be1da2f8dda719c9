import { reservedNow } from "../../../model/case.ts";
import type { Channel } from "../../../model/channel.ts";
import type { Contact } from "../../../model/contact.ts";
import type { Score } from "../../../model/score.ts";
import { unknownTicket } from "../../../model/store-errors.ts";
import { promotionMoment, waitingSince } from "../../../queue/promotion.ts";
import { contactOf } from "../../rules/contact.ts";
import { reservedSkills } from "../../rules/reservation.ts";
import { limitsOn, nextChange } from "../../rules/waiting.ts";
import type { Counters } from "../counters.ts";
import type { Cache } from "../database/transactions.ts";
import type { Settings } from "../settings.ts";
import type { Setup } from "../setup.ts";
import type { Lanes } from "./lanes.ts";
import type { TicketRecord } from "./ticket-record.ts";
import type { TicketTable } from "./ticket-table.ts";
import type { UntoldChanges } from "./untold-changes.ts";

/**
 * The tickets and what follows from their changes: who is in which lane, how many are held, what is due next.
 *
 * A record is changed by as many of the methods as it takes, and then written once: by `add` or `save`.
 */
export class Tickets implements Cache {
  /** When time will next change one; `none` where it will not, undefined where it is to be looked up. */
  #nextDue: number | "none" | undefined;
  /** When the longest closed was closed, likewise. */
  #oldestClosed: number | "none" | undefined;

  constructor(
    private readonly table: TicketTable,
    private readonly lanes: Lanes,
    private readonly counters: Counters,
    private readonly settings: Settings,
    private readonly setup: Setup,
    private readonly untold: UntoldChanges,
    private readonly scrub: () => void,
  ) {}

  /** @throws ProximoError `UNKNOWN_TICKET` */
  known(id: string): TicketRecord {
    const record = this.table.find(id);
    if (record === undefined) throw unknownTicket(id);
    return record;
  }

  /** When time will next change one of them. */
  get nextDue(): number | undefined {
    this.#nextDue ??= this.table.firstDue() ?? "none";
    return this.#nextDue === "none" ? undefined : this.#nextDue;
  }

  get oldestClosed(): number | undefined {
    this.#oldestClosed ??= this.table.closed(1)[0]?.closed_at ?? "none";
    return this.#oldestClosed === "none" ? undefined : this.#oldestClosed;
  }

  get held(): number {
    return this.counters.get("held");
  }

  /** Writes one that has joined. @returns who has its id already: nothing was written then. */
  add(record: TicketRecord, fingerprint: string): TicketRecord | undefined {
    try {
      this.table.insert(record, fingerprint);
      return undefined;
    } catch (error) {
      const taken = this.table.find(record.ticket.id);
      if (taken === undefined) throw error;
      return taken;
    }
  }

  /** Writes one that nobody holds, wherever it stands now; of one that has been closed, nothing else but that. */
  save(record: TicketRecord): void {
    if (record.closedAt === undefined) this.table.place(record);
    else {
      if (this.#oldestClosed === "none") this.#oldestClosed = record.closedAt;
      this.table.close(record, this.counters.add("closings", 1) + 1);
    }
  }

  /** Lets it come into the line, or on hold, under the limits that its channel has now. */
  join(record: TicketRecord): void {
    const { ticket } = record;
    const channel = this.settings.channels.get(ticket.channel) as Channel;
    Object.assign(record, limitsOn(channel, waitingSince(ticket, this.setup.promotionLead)));
    this.stand(record, this.setup.now());
  }

  /** Puts it in its lane or on hold, by the keys it has now. */
  stand(record: TicketRecord, now: number): void {
    const { ticket, ruleScore, promoted } = record;
    const { promotionLead: lead } = this.setup;
    const moment = promotionMoment(ticket, lead);
    const contactScore = ticket.contactScore ?? ruleScore;
    const reservedFor = reservedNow(ticket, now);
    const held = moment !== undefined && moment > now && !promoted;
    record.keys = {
      contactScore,
      waitingSince: held ? moment : waitingSince(ticket, lead),
      arrival: ticket.arrival,
    };
    if (held) {
      record.state = "held";
      this.counters.add("held", 1);
    } else {
      record.promoted = promoted || moment !== undefined;
      const skills = reservedFor === undefined ? ticket.skills : reservedSkills(reservedFor, ticket.skills);
      const lane = this.lanes.lane(ticket.channel, record.promoted, skills);
      record.state = "waiting";
      record.lane = lane.number;
      this.lanes.join(lane, record);
    }
    const changes = nextChange({ ...record, reservedFor }, held);
    this.awaitUntil(record, held ? Math.min(moment, changes) : changes);
  }

  /** Takes it out of its lane, out of hold, or away from its agent. */
  leave(record: TicketRecord): void {
    if (record.lane !== undefined) this.lanes.leave(this.lanes.at(record.lane), record);
    if (record.state === "held") this.counters.add("held", -1);
    if (record.due !== undefined && record.due === this.#nextDue) this.#nextDue = undefined;
    record.lane = undefined;
    record.due = undefined;
    record.gated = false;
  }

  /** Time will change it then; Infinity: never. */
  awaitUntil(record: TicketRecord, moment: number): void {
    if (moment === Number.POSITIVE_INFINITY) return;
    record.due = moment;
    const next = this.#nextDue;
    if (next === "none" || (next !== undefined && moment < next)) this.#nextDue = moment;
  }

  /** What was awaited has been written anew. */
  lookAgain(): void {
    this.#nextDue = undefined;
  }

  /** Keeps it out of the line until then, or until further notice: what the outbound gate asked for. */
  setAside(record: TicketRecord, until: number | undefined): void {
    this.leave(record);
    record.gated = true;
    record.state = "held";
    const itsTime = record.promoted ? undefined : promotionMoment(record.ticket, this.setup.promotionLead);
    const joins = Math.max(until ?? Number.MAX_SAFE_INTEGER, itsTime ?? 0);
    record.keys = { ...record.keys, waitingSince: joins };
    this.counters.add("held", 1);
    this.awaitUntil(record, until ?? Number.POSITIVE_INFINITY);
  }

  close(record: TicketRecord, as: "completed" | "cancelled"): void {
    this.leave(record);
    record.state = as;
    record.closedAt = this.setup.now();
  }

  /** Lets those of a channel that the gate holds wait again, or only one contact's. */
  reopen(channel: string, contact: string | undefined): void {
    for (const record of contact === undefined ? this.table.gated(channel) : this.table.openOf(contact))
      if (record.gated && record.ticket.channel === channel) this.rejoin(record);
  }

  /** Lets it wait again. */
  rejoin(record: TicketRecord): void {
    this.leave(record);
    this.join(record);
    this.save(record);
  }

  /** Scores by rules of this version up to `limit` that were scored by older ones; how many. */
  rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number): number {
    const records = this.table.unscored(version, limit);
    const scores = records.map(({ ticket }) => score(contactOf(ticket)));
    records.forEach((record, place) => {
      const lane = record.lane === undefined ? undefined : this.lanes.at(record.lane);
      if (lane !== undefined) this.lanes.leave(lane, record);
      record.ruleScore = scores[place]!;
      record.rulesVersion = version;
      record.keys = { ...record.keys, contactScore: record.ticket.contactScore ?? record.ruleScore };
      if (lane !== undefined) this.lanes.join(lane, record);
      this.table.score(record);
    });
    return records.length;
  }

  purge(before: number, limit: number): number {
    let purged = 0;
    for (const { arrival, closed_at } of this.table.closed(limit)) {
      if (closed_at > before) break;
      this.table.delete(arrival);
      purged += 1;
    }
    if (purged > 0) this.#oldestClosed = undefined;
    return purged;
  }

  /** Forgets every ticket of the contact, in whatever state; how many. */
  erase(contact: string): number {
    const records = this.table.ofContact(contact);
    for (const record of records) {
      this.leave(record);
      this.untold.erase(record);
      this.table.delete(record.keys.arrival);
    }
    this.#oldestClosed = undefined;
    this.scrub();
    return records.length;
  }

  forget(): void {
    this.#nextDue = undefined;
    this.#oldestClosed = undefined;
  }
}
