import type { ChannelRegistry } from "../../channels/registry.ts";
import type { Case } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import type { Clearance, Inquiry, RefusedTicket, Verdict } from "../../model/outbound.ts";
import { NEVER } from "../../model/time.ts";
import { isInquiry, verdictOn } from "../verdict.ts";
import type { Folder } from "./cabinet.ts";
import type { MemoryClaimTable } from "./claim-table.ts";
import type { MemoryConsentStore } from "./consent.ts";
import type { MemoryOutbound } from "./outbound.ts";
import type { MemoryPassing } from "./passing.ts";
import type { MemoryTickets } from "./tickets.ts";

const WITHOUT_AGENT: ReadonlySet<Case["state"]> = new Set(["held", "waiting", "offered"]);

/** What the outbound gate has said of tickets, and what follows from it. */
export class MemoryClearances {
  constructor(
    private readonly passing: MemoryPassing,
    private readonly tickets: MemoryTickets,
    private readonly claimTable: MemoryClaimTable,
    private readonly channels: ChannelRegistry,
    private readonly consent: MemoryConsentStore,
    private readonly outbound: MemoryOutbound,
  ) {}

  verdictOn(ticket: Folder["ticket"], clearance: Clearance | undefined): Verdict | Inquiry {
    const channel = this.channels.get(ticket.channel) as Channel;
    return verdictOn(ticket, channel, (contact, { id, outbound }) => this.#basis(contact, id, outbound), clearance);
  }

  /** Cancels a ticket that is refused for good, and holds one that may be allowed later. */
  stop(folder: Folder, verdict: Verdict): RefusedTicket {
    if (verdict.final) {
      this.tickets.close(folder, "cancelled");
      this.claimTable.letGo(folder);
    } else this.tickets.setAside(folder, verdict.retryAt ?? NEVER);
    return { ticket: this.tickets.seen(folder), verdict };
  }

  inquiries(contact: string): readonly Inquiry[] {
    this.passing.settle();
    return this.tickets.cabinet
      .openOf(contact)
      .filter((folder) => this.#isWithoutAgent(folder))
      .map((folder) => this.verdictOn(folder.ticket, undefined))
      .filter(isInquiry);
  }

  withdraw(clearance: Clearance): RefusedTicket | undefined {
    this.passing.settle();
    const folder = this.tickets.cabinet.find(clearance.id);
    if (folder === undefined || !this.#isWithoutAgent(folder)) return undefined;
    const answer = this.verdictOn(folder.ticket, clearance);
    return isInquiry(answer) || !answer.final ? undefined : this.stop(folder, answer);
  }

  #isWithoutAgent(folder: Folder): boolean {
    return WITHOUT_AGENT.has(this.tickets.seen(folder).state);
  }

  #basis(contact: string, channel: string, outbound: boolean): string {
    const stopped = this.outbound.stoppedSince(contact, channel);
    return JSON.stringify([this.consent.basis(contact), stopped, channel, outbound]);
  }
}
