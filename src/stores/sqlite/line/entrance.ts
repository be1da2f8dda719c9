import { allowedOn } from "../../../channels/directions.ts";
import type { Case, CaseChange } from "../../../model/case.ts";
import type { Clearance } from "../../../model/outbound.ts";
import { duplicateTicket, ticketNotWaiting } from "../../../model/store-errors.ts";
import { withCaseChange } from "../../case-change.ts";
import type { Asking, Cancelled, Entered, Entry, Outdated } from "../../store.ts";
import { isInquiry } from "../../verdict.ts";
import type { Roster } from "../agents/roster.ts";
import type { Counters } from "../counters.ts";
import type { Clearances } from "../outbound/clearances.ts";
import type { Settings } from "../settings.ts";
import type { Setup } from "../setup.ts";
import { type Folder, newFolder, seen } from "./folder.ts";
import type { Passing } from "./passing.ts";
import type { TicketTable } from "./ticket-table.ts";
import type { Tickets } from "./tickets.ts";

/** How tickets come in, are changed, and go without having been served. */
export class Entrance {
  constructor(
    private readonly table: TicketTable,
    private readonly tickets: Tickets,
    private readonly passing: Passing,
    private readonly roster: Roster,
    private readonly counters: Counters,
    private readonly settings: Settings,
    private readonly setup: Setup,
    private readonly clearances: Clearances,
  ) {}

  enqueue(entry: Entry, clearance: Clearance | undefined): Entered | Outdated | Asking {
    const { ticket, fingerprint, ruleScore, rulesVersion } = entry;
    this.passing.settle();
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
    const folder = newFolder(entering, ruleScore, rulesVersion);
    this.tickets.join(folder);
    const taken = this.tickets.add(folder, fingerprint);
    if (taken !== undefined) {
      this.tickets.leave(folder);
      this.counters.add("arrivals", -1);
      return this.#again(taken, fingerprint);
    }
    if (!answer.allowed) this.clearances.stop(folder, answer);
    return { ticket: seen(folder), created: true };
  }

  update(id: string, change: CaseChange, clearance: Clearance | undefined): Case | Asking {
    this.passing.settle();
    const folder = this.tickets.known(id);
    const { state, gated, due, ticket: before } = folder;
    if (state !== "waiting" && state !== "held") throw ticketNotWaiting(id, state);
    const ticket = this.changed(folder, change);
    if (ticket.channel === before.channel) {
      this.replace(folder, ticket, change);
      if (gated) this.tickets.setAside(folder, due);
      this.tickets.save(folder);
    } else {
      const answer = this.clearances.verdictOn(ticket, clearance);
      if (isInquiry(answer)) return { inquiry: answer };
      this.replace(folder, ticket, change);
      this.tickets.save(folder);
      if (!answer.allowed) this.clearances.stop(folder, answer);
    }
    return seen(folder);
  }

  cancel(id: string): Cancelled | undefined {
    this.passing.settle();
    const folder = this.tickets.known(id);
    if (folder.closedAt !== undefined) return undefined;
    this.tickets.close(folder, "cancelled");
    const claim = this.roster.end(folder);
    this.tickets.save(folder);
    return { ticket: seen(folder), claim };
  }

  /** @throws ProximoError as `allowedOn`, where the change moves it to another channel. */
  changed({ ticket }: Folder, change: CaseChange): Folder["ticket"] {
    const next = withCaseChange(ticket, change);
    if (next.channel !== ticket.channel)
      allowedOn(this.settings.channels.get(next.channel), next.channel, next.direction);
    return next;
  }

  /** Lets a ticket stand where its keys say now. The folder is still to be written. */
  replace(folder: Folder, ticket: Folder["ticket"], change: CaseChange): void {
    this.tickets.leave(folder);
    folder.ticket = ticket;
    if (change.scheduledFor !== undefined) {
      folder.promoted = false;
      folder.toldTooLong = false;
    }
    this.tickets.join(folder);
  }

  /** Whether only an id that is taken can keep it out. */
  #isWelcome({ ticket, rulesVersion }: Entry): boolean {
    const isInbound = ticket.direction === "inbound" && this.settings.channels.get(ticket.channel)?.inbound === true;
    return isInbound && rulesVersion === this.settings.rules.version;
  }

  /** @throws ProximoError `DUPLICATE_TICKET` */
  #again(present: Folder, fingerprint: string): Entered {
    if (this.table.fingerprint(present) !== fingerprint) throw duplicateTicket(present.ticket.id);
    return { ticket: seen(present), created: false };
  }
}
