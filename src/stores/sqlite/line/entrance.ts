import { allowedOn } from "../../../channels/directions.ts";
import type { Case, CaseChange } from "../../../model/case.ts";
import type { Clearance } from "../../../model/outbound.ts";
import { duplicateTicket, ticketNotWaiting } from "../../../model/store-errors.ts";
import { withCaseChange } from "../../rules/case-change.ts";
import { isInquiry } from "../../rules/verdict.ts";
import type { Asking, Cancelled, Entered, Entry, Outdated } from "../../store.ts";
import type { Holdings } from "../claims/holdings.ts";
import type { Counters } from "../counters.ts";
import type { Clearances } from "../outbound/clearances.ts";
import type { Settings } from "../settings.ts";
import type { Setup } from "../setup.ts";
import { newRecord, seen, type TicketRecord } from "./ticket-record.ts";
import type { TicketTable } from "./ticket-table.ts";
import type { Tickets } from "./tickets.ts";

/** How tickets come in, are changed, and go without having been served. */
export class Entrance {
  constructor(
    private readonly table: TicketTable,
    private readonly tickets: Tickets,
    private readonly holdings: Holdings,
    private readonly clearances: Clearances,
    private readonly counters: Counters,
    private readonly settings: Settings,
    private readonly setup: Setup,
  ) {}

  enqueue(entry: Entry, clearance: Clearance | undefined): Entered | Outdated | Asking {
    const { ticket, fingerprint, ruleScore, rulesVersion } = entry;
    // The table itself refuses an id that is taken: what nothing else can refuse need not be looked for.
    const present = this.#isWelcome(entry) ? undefined : this.table.find(ticket.id);
    if (present !== undefined) return this.#again(present, fingerprint);
    if (rulesVersion !== this.settings.rules.version) return { outdated: true };
    allowedOn(this.settings.channels.get(ticket.channel), ticket.channel, ticket.direction);
    const receivedAt = ticket.receivedAt ?? this.setup.now();
    const entering = { ...ticket, receivedAt, arrival: this.counters.get("arrivals") };
    const answer = this.clearances.verdictOn(entering, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.counters.add("arrivals", 1);
    const record = newRecord(entering, ruleScore, rulesVersion);
    this.tickets.join(record);
    const taken = this.tickets.add(record, fingerprint);
    if (taken !== undefined) {
      this.tickets.leave(record);
      this.counters.add("arrivals", -1);
      return this.#again(taken, fingerprint);
    }
    if (!answer.allowed) this.clearances.stop(record, answer);
    return { ticket: seen(record), created: true };
  }

  update(id: string, change: CaseChange, clearance: Clearance | undefined): Case | Asking {
    const record = this.tickets.known(id);
    const { state, gated, due, ticket: before } = record;
    if (state !== "waiting" && state !== "held") throw ticketNotWaiting(id, state);
    const ticket = this.changed(record, change);
    if (ticket.channel === before.channel) {
      this.replace(record, ticket, change);
      if (gated) this.tickets.setAside(record, due);
      this.tickets.save(record);
    } else {
      const answer = this.clearances.verdictOn(ticket, clearance);
      if (isInquiry(answer)) return { inquiry: answer };
      this.replace(record, ticket, change);
      this.tickets.save(record);
      if (!answer.allowed) this.clearances.stop(record, answer);
    }
    return seen(record);
  }

  cancel(id: string): Cancelled | undefined {
    const record = this.tickets.known(id);
    if (record.closedAt !== undefined) return undefined;
    this.tickets.close(record, "cancelled");
    const claim = this.holdings.end(record);
    this.tickets.save(record);
    return { ticket: seen(record), claim };
  }

  /** @throws ProximoError as `allowedOn`, where the change moves it to another channel. */
  changed({ ticket }: TicketRecord, change: CaseChange): TicketRecord["ticket"] {
    const next = withCaseChange(ticket, change);
    if (next.channel !== ticket.channel)
      allowedOn(this.settings.channels.get(next.channel), next.channel, next.direction);
    return next;
  }

  /** Lets a ticket stand where its keys say now. The record is still to be written. */
  replace(record: TicketRecord, ticket: TicketRecord["ticket"], change: CaseChange): void {
    this.tickets.leave(record);
    record.ticket = ticket;
    if (change.scheduledFor !== undefined) {
      record.promoted = false;
      record.toldTooLong = false;
    }
    this.tickets.join(record);
  }

  /** Whether only an id that is taken can keep it out. */
  #isWelcome({ ticket, rulesVersion }: Entry): boolean {
    const isInbound = ticket.direction === "inbound" && this.settings.channels.get(ticket.channel)?.inbound === true;
    return isInbound && rulesVersion === this.settings.rules.version;
  }

  /** @throws ProximoError `DUPLICATE_TICKET` */
  #again(present: TicketRecord, fingerprint: string): Entered {
    if (this.table.fingerprint(present) !== fingerprint) throw duplicateTicket(present.ticket.id);
    return { ticket: seen(present), created: false };
  }
}
