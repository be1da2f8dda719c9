import { allowedOn } from "../../channels/directions.ts";
import type { ChannelRegistry } from "../../channels/registry.ts";
import type { Case, CaseChange } from "../../model/case.ts";
import type { Clock } from "../../model/clock.ts";
import type { Clearance } from "../../model/outbound.ts";
import { duplicateTicket, ticketNotWaiting } from "../../model/store-errors.ts";
import { NOBODY } from "../../queue/slots.ts";
import { withCaseChange } from "../case-change.ts";
import type { Asking, Cancelled, Entered, Entry, Outdated } from "../store.ts";
import { isInquiry } from "../verdict.ts";
import { type Folder, recordOf } from "./cabinet.ts";
import type { MemoryClaimTable } from "./claim-table.ts";
import type { MemoryClearances } from "./clearances.ts";
import type { MemoryPassing } from "./passing.ts";
import type { MemoryTickets } from "./tickets.ts";

/** How tickets come in, are changed, and go without having been served. */
export class MemoryEntrance {
  #arrivals = 0;

  /** @param rulesVersion of the rules in force. */
  constructor(
    private readonly passing: MemoryPassing,
    private readonly tickets: MemoryTickets,
    private readonly claimTable: MemoryClaimTable,
    private readonly clearances: MemoryClearances,
    private readonly channels: ChannelRegistry,
    private readonly clock: Clock,
    private readonly rulesVersion: () => number,
  ) {}

  enqueue(entry: Entry, clearance?: Clearance): Entered | Outdated | Asking {
    this.passing.settle();
    const { ticket, ruleScore, rulesVersion } = entry;
    const present = this.tickets.cabinet.find(ticket.id);
    if (present !== undefined) {
      if (present.entry.fingerprint === entry.fingerprint)
        return { ticket: this.tickets.seen(present), created: false };
      throw duplicateTicket(ticket.id);
    }
    if (rulesVersion !== this.rulesVersion()) return { outdated: true };
    allowedOn(this.channels.get(ticket.channel), ticket.channel, ticket.direction);
    const entering = recordOf(ticket, this.clock.now(), this.#arrivals);
    const answer = this.clearances.verdictOn(entering, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.#arrivals += 1;
    const folder: Folder = { ticket: entering, entry, ruleScore, rulesVersion, promoted: false, slot: NOBODY };
    this.tickets.add(folder);
    if (!answer.allowed) this.clearances.stop(folder, answer);
    return { ticket: this.tickets.seen(folder), created: true };
  }

  update(id: string, change: CaseChange, clearance?: Clearance): Case | Asking {
    this.passing.settle();
    const folder = this.tickets.cabinet.known(id);
    if (folder.slot === NOBODY && folder.heldUntil === undefined)
      throw ticketNotWaiting(id, this.tickets.seen(folder).state);
    const ticket = this.changed(folder, change);
    const { heldUntil } = folder;
    if (ticket.channel === folder.ticket.channel) {
      this.replace(folder, ticket, change);
      if (heldUntil !== undefined) this.tickets.setAside(folder, heldUntil);
      return this.tickets.seen(folder);
    }
    const answer = this.clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.replace(folder, ticket, change);
    if (!answer.allowed) this.clearances.stop(folder, answer);
    return this.tickets.seen(folder);
  }

  cancel(id: string): Cancelled | undefined {
    this.passing.settle();
    const folder = this.tickets.cabinet.known(id);
    if (folder.closed !== undefined) return undefined;
    this.tickets.close(folder, "cancelled");
    const claim = this.claimTable.end(folder);
    const ticket = this.tickets.seen(folder);
    return claim === undefined ? { ticket } : { ticket, claim };
  }

  /** @throws ProximoError as `allowedOn`, where the change moves it to another channel. */
  changed({ ticket }: Folder, change: CaseChange): Folder["ticket"] {
    const next = withCaseChange(ticket, change);
    if (next.channel !== ticket.channel) allowedOn(this.channels.get(next.channel), next.channel, next.direction);
    return next;
  }

  /** Lets a ticket stand where its keys say now. */
  replace(folder: Folder, ticket: Folder["ticket"], change: CaseChange = {}): void {
    this.tickets.leave(folder);
    folder.ticket = ticket;
    if (change.scheduledFor !== undefined) {
      folder.promoted = false;
      folder.toldTooLong = false;
    }
    this.tickets.join(folder);
  }
}
