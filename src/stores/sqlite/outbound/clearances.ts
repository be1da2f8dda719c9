import type { Channel } from "../../../model/channel.ts";
import type { Clearance, Inquiry, RefusedTicket, Verdict } from "../../../model/outbound.ts";
import { isInquiry, verdictOn } from "../../rules/verdict.ts";
import type { Cancelled } from "../../store.ts";
import type { SqliteConsent } from "../consent.ts";
import { letGo, seen, type TicketRecord } from "../line/ticket-record.ts";
import type { TicketTable } from "../line/ticket-table.ts";
import type { Tickets } from "../line/tickets.ts";
import type { Settings } from "../settings.ts";
import type { SqliteOutbound } from "./outbound.ts";

const WITHOUT_AGENT: ReadonlySet<TicketRecord["state"]> = new Set(["held", "waiting", "offered"]);

/** What the outbound gate has said of tickets, and what follows from it. */
export class Clearances {
  constructor(
    private readonly table: TicketTable,
    private readonly tickets: Tickets,
    private readonly settings: Settings,
    private readonly consent: SqliteConsent,
    private readonly outbound: SqliteOutbound,
  ) {}

  verdictOn(ticket: TicketRecord["ticket"], clearance: Clearance | undefined): Verdict | Inquiry {
    const channel = this.settings.channels.get(ticket.channel) as Channel;
    return verdictOn(ticket, channel, (contact, { id, outbound }) => this.#basis(contact, id, outbound), clearance);
  }

  /** Cancels a ticket that is refused for good, and holds one that may be allowed later: nobody has it, and it was written as it stands otherwise. */
  stop(record: TicketRecord, verdict: Verdict): RefusedTicket {
    if (verdict.final) this.tickets.close(record, "cancelled");
    else this.tickets.setAside(record, verdict.retryAt);
    this.tickets.save(record);
    return { ticket: seen(record), verdict };
  }

  inquiries(contact: string): readonly Inquiry[] {
    return this.table
      .openOf(contact)
      .filter(({ state }) => WITHOUT_AGENT.has(state))
      .map(({ ticket }) => this.verdictOn(ticket, undefined))
      .filter(isInquiry);
  }

  withdraw(clearance: Clearance): Cancelled | undefined {
    const record = this.table.find(clearance.id);
    if (record === undefined || !WITHOUT_AGENT.has(record.state)) return undefined;
    const verdict = this.verdictOn(record.ticket, clearance);
    if (isInquiry(verdict) || !verdict.final) return undefined;
    const claim = letGo(record);
    return { ticket: this.stop(record, verdict).ticket, claim };
  }

  #basis(contact: string, channel: string, outbound: boolean): string {
    const stopped = this.outbound.stoppedSince(contact, channel);
    return JSON.stringify([this.consent.basis(contact), stopped, channel, outbound]);
  }
}
