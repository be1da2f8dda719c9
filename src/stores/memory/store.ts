import { allowedOn } from "../../channels/directions.ts";
import { ChannelRegistry } from "../../channels/registry.ts";
import type { AgentDescription, Case, Holding, LineCounts } from "../../model/case.ts";
import type { Channel, ChannelChange } from "../../model/channel.ts";
import { type Clock, systemClock } from "../../model/clock.ts";
import type { Contact, ContactRule, RuleSet } from "../../model/contact.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { Clearance, Inquiry, RefusedTicket } from "../../model/outbound.ts";
import type { Score } from "../../model/score.ts";
import type { TicketChange } from "../../model/ticket.ts";
import { withChange } from "../../queue/intake.ts";
import type {
  Agenda,
  Asking,
  Claimed,
  ClaimFilter,
  Entered,
  Entry,
  Outdated,
  Settled,
  Settlement,
  Store,
  StoreSetup,
} from "../store.ts";
import { isInquiry } from "../verdict.ts";
import { MemoryClaims } from "./claims.ts";
import { MemoryClearances } from "./clearances.ts";
import { memoryConsentStore } from "./consent.ts";
import { MemoryOutbound } from "./outbound.ts";
import { type Folder, MemoryTickets } from "./tickets.ts";

/** Every member answers at once. */
export class MemoryStore implements Store {
  readonly shared = false;
  readonly consent = memoryConsentStore();
  readonly outbound = new MemoryOutbound();
  readonly #channels = new ChannelRegistry();
  #clock = systemClock;
  #tickets = new MemoryTickets(this.#channels, this.#clock, 0);
  #claims = new MemoryClaims(this.#tickets, this.#clock);
  #clearances = this.#clearancesOf();
  #opened = false;
  readonly #listeners = new Set<(message: string) => void>();
  #arrivals = 0;
  #rules: RuleSet = { version: 0, rules: [] };
  /** Those not yet re-scored; what enters later is scored already. */
  #unscored: Iterator<Folder> = [][Symbol.iterator]();

  open({ clock = systemClock, promotionLead }: StoreSetup): Clock {
    if (this.#opened) return this.#clock;
    this.#opened = true;
    this.#clock = clock;
    this.#tickets = new MemoryTickets(this.#channels, clock, promotionLead);
    this.#claims = new MemoryClaims(this.#tickets, clock);
    this.#clearances = this.#clearancesOf();
    return clock;
  }

  close(): void {}

  channels(): readonly Channel[] {
    return this.#channels.list();
  }

  setChannel(id: string, change: ChannelChange): Channel {
    return this.#channels.set(id, change);
  }

  rules(): RuleSet {
    return this.#rules;
  }

  setRules(rules: readonly ContactRule[]): RuleSet {
    this.#rules = { version: this.#rules.version + 1, rules };
    this.#unscored = this.#tickets.all();
    return this.#rules;
  }

  rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number): number {
    if (version !== this.#rules.version) return 0;
    this.#tickets.settle();
    let done = 0;
    while (done < limit) {
      const { done: none, value: folder } = this.#unscored.next();
      if (none) break;
      if (folder.closed !== undefined || folder.rulesVersion === version) continue;
      folder.ruleScore = score(contactOf(folder.ticket));
      folder.rulesVersion = version;
      if (folder.slot) this.#replace(folder, folder.ticket);
      done += 1;
    }
    return done;
  }

  enqueue({ ticket, fingerprint, ruleScore, rulesVersion }: Entry, clearance?: Clearance): Entered | Outdated | Asking {
    this.#tickets.settle();
    const present = this.#tickets.find(ticket.id);
    if (present !== undefined) {
      if (present.fingerprint === fingerprint) return { ticket: this.#tickets.seen(present), created: false };
      const message = `ticket id: expected one not taken, got ${shown(ticket.id)} with other input`;
      throw new ProximoError("DUPLICATE_TICKET", message);
    }
    if (rulesVersion !== this.#rules.version) return { outdated: true };
    allowedOn(this.#channels, ticket.channel, ticket.direction);
    const entering = { ...ticket, receivedAt: ticket.receivedAt ?? this.#clock.now(), arrival: this.#arrivals };
    const answer = this.#clearances.verdictOn(entering, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.#arrivals += 1;
    const folder: Folder = { ticket: entering, fingerprint, ruleScore, rulesVersion, promoted: false, slot: 0 };
    this.#tickets.add(folder);
    if (!answer.allowed) this.#clearances.stop(folder, answer);
    return { ticket: this.#tickets.seen(folder), created: true };
  }

  claimNext(agent: AgentDescription, token: string, clearance?: Clearance): Claimed {
    this.#tickets.settle();
    const again = this.#claims.find(token);
    if (again !== undefined) return { holding: this.#claims.seen(again) };
    let refused: RefusedTicket | undefined;
    for (;;) {
      const first = this.#tickets.at(this.#tickets.line.first(agent));
      if (first === undefined) return { refused };
      const answer = this.#clearances.verdictOn(first.ticket, clearance);
      if (isInquiry(answer)) return { refused, inquiry: answer };
      if (answer.allowed) return { refused, holding: this.#claims.hold(first, agent, token) };
      refused = this.#clearances.stop(first, answer);
    }
  }

  claimTicket(id: string, agent: AgentDescription, token: string, clearance?: Clearance): Claimed {
    this.#tickets.settle();
    const again = this.#claims.find(token);
    if (again !== undefined) return { holding: this.#claims.seen(again) };
    const folder = this.#tickets.known(id);
    const { line } = this.#tickets;
    if (folder.slot === 0 || !line.isWaiting(folder.slot) || !line.canServe(folder.slot, agent)) return {};
    const answer = this.#clearances.verdictOn(folder.ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    if (answer.allowed) return { holding: this.#claims.hold(folder, agent, token) };
    return { refused: this.#clearances.stop(folder, answer) };
  }

  claim(token: string): Holding | undefined {
    this.#tickets.settle();
    const folder = this.#claims.find(token);
    return folder && this.#claims.seen(folder);
  }

  claims({ agent }: ClaimFilter): readonly Holding[] {
    this.#tickets.settle();
    return this.#claims.of(agent).map((folder) => this.#claims.seen(folder));
  }

  settle(token: string, settlement: Settlement, clearance?: Clearance): Settled | Asking {
    const folder = this.#claims.standing(token);
    const agent = folder.claim?.agent ?? "";
    if (settlement.kind !== "release") {
      this.#tickets.close(folder, settlement.kind === "complete" ? "completed" : "cancelled");
      this.#claims.letGo(folder);
      return { ticket: this.#tickets.seen(folder), agent };
    }
    const ticket = this.#changed(folder, settlement.change);
    const answer = this.#clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.#replace(folder, ticket, settlement.change);
    this.#claims.letGo(folder);
    const refused = answer.allowed ? undefined : this.#clearances.stop(folder, answer);
    return { ticket: this.#tickets.seen(folder), agent, refused };
  }

  update(id: string, change: TicketChange, clearance?: Clearance): Case | Asking {
    this.#tickets.settle();
    const folder = this.#tickets.known(id);
    if (folder.slot === 0 && folder.heldUntil === undefined) {
      const { state } = this.#tickets.seen(folder);
      throw new ProximoError(
        "TICKET_NOT_WAITING",
        `expected a ticket that waits or is held, got ${shown(id)}, ${state}`,
      );
    }
    const ticket = this.#changed(folder, change);
    const { heldUntil } = folder;
    if (ticket.channel === folder.ticket.channel) {
      this.#replace(folder, ticket, change);
      if (heldUntil !== undefined) this.#tickets.setAside(folder, heldUntil);
      return this.#tickets.seen(folder);
    }
    const answer = this.#clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.#replace(folder, ticket, change);
    if (!answer.allowed) this.#clearances.stop(folder, answer);
    return this.#tickets.seen(folder);
  }

  inquiries(contact: string): readonly Inquiry[] {
    return this.#clearances.inquiries(contact);
  }

  withdraw(clearance: Clearance): RefusedTicket | undefined {
    return this.#clearances.withdraw(clearance);
  }

  reopen(channel: string, contact?: string): void {
    this.#tickets.reopen(channel, contact);
  }

  forget(contact: string): number {
    const folders = this.#tickets.of(contact);
    for (const folder of folders) {
      this.#claims.letGo(folder);
      this.#tickets.forget(folder);
    }
    return folders.length;
  }

  cancel(id: string): Case | undefined {
    const folder = this.#tickets.known(id);
    if (folder.closed !== undefined) return undefined;
    this.#tickets.close(folder, "cancelled");
    this.#claims.letGo(folder);
    return this.#tickets.seen(folder);
  }

  ticket(id: string): Case | undefined {
    this.#tickets.settle();
    const folder = this.#tickets.find(id);
    return folder && this.#tickets.seen(folder);
  }

  peek(count: number, agent?: AgentDescription): readonly Case[] {
    this.#tickets.settle();
    const slots = this.#tickets.line.peek(count, agent);
    return slots.map((slot) => this.#tickets.seen(this.#tickets.at(slot) as Folder));
  }

  position(id: string): number | undefined {
    this.#tickets.settle();
    const slot = this.#tickets.find(id)?.slot;
    return slot ? this.#tickets.line.position(slot) : undefined;
  }

  counts(): LineCounts {
    this.#tickets.settle();
    const { line } = this.#tickets;
    return { waiting: line.size, held: this.#tickets.held, paused: line.paused, ...line.urgent };
  }

  agenda(): Agenda {
    this.#tickets.settle();
    const { absolute, promoted } = this.#tickets.line.urgent;
    return {
      now: this.#clock.now(),
      urgent: absolute + promoted > 0,
      promoted: this.#tickets.takePromoted().map((folder) => this.#tickets.seen(folder)),
      nextPromotion: this.#tickets.nextToJoin,
      oldestClosed: this.#tickets.oldestClosed,
    };
  }

  purge(before: number, limit: number): number {
    return this.#tickets.purge(before, limit);
  }

  broadcast(message: string): void {
    for (const hear of this.#listeners) hear(message);
  }

  listen(hear: (message: string) => void): () => void {
    const own = (message: string) => hear(message);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  #clearancesOf(): MemoryClearances {
    return new MemoryClearances(this.#tickets, this.#claims, this.#channels, this.consent, this.outbound);
  }

  /** @throws ProximoError as `allowedOn`, where the change moves it to another channel. */
  #changed({ ticket }: Folder, change: TicketChange): Folder["ticket"] {
    const next = withChange(ticket, change);
    if (next.channel !== ticket.channel) allowedOn(this.#channels, next.channel, next.direction);
    return next;
  }

  /** Lets a ticket stand where its keys say now. */
  #replace(folder: Folder, ticket: Folder["ticket"], change: TicketChange = {}): void {
    this.#tickets.leave(folder);
    folder.ticket = ticket;
    if (change.scheduledFor !== undefined) folder.promoted = false;
    this.#tickets.join(folder);
  }
}

function contactOf({ contact, segments, attributes }: Folder["ticket"]): Contact | undefined {
  return contact === undefined ? undefined : { id: contact, segments, attributes };
}
