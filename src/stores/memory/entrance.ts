import { allowedOn } from "../../channels/directions.ts";
import type { ChannelRegistry } from "../../channels/registry.ts";
import type { Case, CaseChange } from "../../model/case.ts";
import type { Clock } from "../../model/clock.ts";
import type { Clearance } from "../../model/outbound.ts";
import { duplicateTicket, ticketNotWaiting } from "../../model/store-errors.ts";
import { NOBODY } from "../../queue/slots.ts";
import { withCaseChange } from "../rules/case-change.ts";
import { isInquiry } from "../rules/verdict.ts";
import type { Asking, Cancelled, Entered, Entry, Outdated } from "../store.ts";
import type { MemoryClaimTable } from "./claim-table.ts";
import type { MemoryClearances } from "./clearances.ts";
import { enteringCase, enteringRecord, type TicketRecord } from "./ticket-table.ts";
import type { MemoryTickets } from "./tickets.ts";

/** How tickets come in, are changed, and go without having been served. */
export class MemoryEntrance {
  #arrivals = 0;

  /** @param rulesVersion of the rules in force. */
  constructor(
    private readonly tickets: MemoryTickets,
    private readonly claimTable: MemoryClaimTable,
    private readonly clearances: MemoryClearances,
    private readonly channels: ChannelRegistry,
    private readonly clock: Clock,
    private readonly rulesVersion: () => number,
  ) {}

  enqueue(entry: Entry, clearance?: Clearance): Entered | Outdated | Asking {
    const { ticket, rulesVersion } = entry;
    const present = this.tickets.table.find(ticket.id);
    if (present !== undefined) {
      if (present.entry.fingerprint === entry.fingerprint)
        return { ticket: this.tickets.seen(present), created: false };
      throw duplicateTicket(ticket.id);
    }
    if (rulesVersion !== this.rulesVersion()) return { outdated: true };
    allowedOn(this.channels.get(ticket.channel), ticket.channel, ticket.direction);
    const entering = enteringCase(ticket, this.clock.now(), this.#arrivals);
    const answer = this.clearances.verdictOn(entering, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.#arrivals += 1;
    const record = enteringRecord(entering, entry);
    this.tickets.add(record);
    if (!answer.allowed) this.clearances.stop(record, answer);
    return { ticket: this.tickets.seen(record), created: true };
  }

  update(id: string, change: CaseChange, clearance?: Clearance): Case | Asking {
    const record = this.tickets.table.known(id);
    if (record.slot === NOBODY && record.heldUntil === undefined)
      throw ticketNotWaiting(id, this.tickets.seen(record).state);
    const ticket = this.changed(record, change);
    const { heldUntil } = record;
    if (ticket.channel === record.ticket.channel) {
      this.replace(record, ticket, change);
      if (heldUntil !== undefined) this.tickets.setAside(record, heldUntil);
      return this.tickets.seen(record);
    }
    const answer = this.clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.replace(record, ticket, change);
    if (!answer.allowed) this.clearances.stop(record, answer);
    return this.tickets.seen(record);
  }

  cancel(id: string): Cancelled | undefined {
    const record = this.tickets.table.known(id);
    if (record.closed !== undefined) return undefined;
    this.tickets.close(record, "cancelled");
    const claim = this.claimTable.end(record);
    const ticket = this.tickets.seen(record);
    return claim === undefined ? { ticket } : { ticket, claim };
  }

  /** @throws ProximoError as `allowedOn`, where the change moves it to another channel. */
  changed({ ticket }: TicketRecord, change: CaseChange): TicketRecord["ticket"] {
    const next = withCaseChange(ticket, change);
    if (next.channel !== ticket.channel) allowedOn(this.channels.get(next.channel), next.channel, next.direction);
    return next;
  }

  /** Lets a ticket stand where its keys say now. */
  replace(record: TicketRecord, ticket: TicketRecord["ticket"], change: CaseChange): void {
    this.tickets.leave(record);
    record.ticket = ticket;
    if (change.scheduledFor !== undefined) {
      record.promoted = false;
      record.toldTooLong = false;
    }
    this.tickets.join(record);
  }
}
