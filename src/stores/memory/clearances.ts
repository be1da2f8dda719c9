import type { ChannelRegistry } from "../../channels/registry.ts";
import type { Channel } from "../../model/channel.ts";
import type { Clearance, Inquiry, RefusedTicket, Verdict } from "../../model/outbound.ts";
import { NEVER } from "../../model/time.ts";
import { isInquiry, verdictOn } from "../rules/verdict.ts";
import type { Cancelled } from "../store.ts";
import type { MemoryClaimTable } from "./claim-table.ts";
import type { MemoryConsentStore } from "./consent.ts";
import type { MemoryOutbound } from "./outbound.ts";
import type { TicketRecord } from "./ticket-table.ts";
import type { MemoryTickets } from "./tickets.ts";

/** What the outbound gate has said of tickets, and what follows from it. */
export class MemoryClearances {
  constructor(
    private readonly tickets: MemoryTickets,
    private readonly claimTable: MemoryClaimTable,
    private readonly channels: ChannelRegistry,
    private readonly consent: MemoryConsentStore,
    private readonly outbound: MemoryOutbound,
  ) {}

  verdictOn(ticket: TicketRecord["ticket"], clearance: Clearance | undefined): Verdict | Inquiry {
    const channel = this.channels.get(ticket.channel) as Channel;
    return verdictOn(ticket, channel, (contact, { id, outbound }) => this.#basis(contact, id, outbound), clearance);
  }

  /** Cancels a ticket that is refused for good, and holds one that may be allowed later: nobody has it. */
  stop(record: TicketRecord, verdict: Verdict): RefusedTicket {
    if (verdict.final) this.tickets.close(record, "cancelled");
    else this.tickets.setAside(record, verdict.retryAt ?? NEVER);
    return { ticket: this.tickets.seen(record), verdict };
  }

  inquiries(contact: string): readonly Inquiry[] {
    return this.tickets.table
      .openOf(contact)
      .filter(isWithoutAgent)
      .map((record) => this.verdictOn(record.ticket, undefined))
      .filter(isInquiry);
  }

  withdraw(clearance: Clearance): Cancelled | undefined {
    const record = this.tickets.table.find(clearance.id);
    if (record === undefined || !isWithoutAgent(record)) return undefined;
    const answer = this.verdictOn(record.ticket, clearance);
    if (isInquiry(answer) || !answer.final) return undefined;
    const claim = this.claimTable.letGo(record);
    return { ticket: this.stop(record, answer).ticket, claim };
  }

  #basis(contact: string, channel: string, outbound: boolean): string {
    const stopped = this.outbound.stoppedSince(contact, channel);
    return JSON.stringify([this.consent.basis(contact), stopped, channel, outbound]);
  }
}

/** On hold, in the line, or offered. */
function isWithoutAgent({ closed, claim }: TicketRecord): boolean {
  return closed === undefined && (claim === undefined || claim.deadline !== undefined);
}
