import { allowedOn } from "../../channels/directions.ts";
import { ChannelRegistry } from "../../channels/registry.ts";
import type { AgentDescription, Assignment, Case, CaseChange, Holding, LineCounts } from "../../model/case.ts";
import type { Channel, ChannelChange } from "../../model/channel.ts";
import { type Clock, systemClock } from "../../model/clock.ts";
import type { Contact, ContactRule, RuleSet } from "../../model/contact.ts";
import type { Clearance, Inquiry, RefusedTicket } from "../../model/outbound.ts";
import type { Score } from "../../model/score.ts";
import { duplicateTicket } from "../../model/store-errors.ts";
import type { AgentStore } from "../agent-store.ts";
import type {
  Agenda,
  Asking,
  Cancelled,
  Claimant,
  Claimed,
  ClaimFilter,
  Entered,
  Entry,
  Lane,
  LaneHead,
  Outdated,
  Proposal,
  Settled,
  Settlement,
  Store,
  StoreSetup,
} from "../store.ts";
import { isInquiry } from "../verdict.ts";
import { MemoryAgents } from "./agents.ts";
import { type Folder, recordOf } from "./cabinet.ts";
import { MemoryClaims } from "./claims.ts";
import { MemoryClearances } from "./clearances.ts";
import { consentStoreOf, emptyContents } from "./consent.ts";
import { MemoryCounter } from "./counter.ts";
import { MemoryOutbound } from "./outbound.ts";
import { MemoryRoster } from "./roster.ts";
import { MemorySightings } from "./sightings.ts";
import { MemoryTallies } from "./tallies.ts";
import { MemoryTickets } from "./tickets.ts";

/** Every member answers at once. */
export class MemoryStore implements Store {
  readonly shared = false;
  readonly consent = consentStoreOf(emptyContents());
  readonly outbound = new MemoryOutbound();
  readonly tallies = new MemoryTallies();
  readonly #channels = new ChannelRegistry();
  #clock = systemClock;
  #desk = this.#deskWith(0);
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
    this.#desk = this.#deskWith(promotionLead);
    return clock;
  }

  get agents(): AgentStore {
    return this.#desk.agents;
  }

  close(): void {}

  channels(): readonly Channel[] {
    return this.#channels.list();
  }

  setChannel(id: string, change: ChannelChange): Channel {
    this.#tickets.settle();
    return this.#channels.set(id, change);
  }

  rules(): RuleSet {
    return this.#rules;
  }

  setRules(rules: readonly ContactRule[]): RuleSet {
    this.#rules = { version: this.#rules.version + 1, rules };
    this.#unscored = this.#tickets.cabinet.all();
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
      if (folder.slot) this.#tickets.move(folder);
      done += 1;
    }
    return done;
  }

  enqueue(entry: Entry, clearance?: Clearance): Entered | Outdated | Asking {
    this.#tickets.settle();
    const { ticket, ruleScore, rulesVersion } = entry;
    const present = this.#tickets.cabinet.find(ticket.id);
    if (present !== undefined) {
      if (present.entry.fingerprint === entry.fingerprint)
        return { ticket: this.#tickets.seen(present), created: false };
      throw duplicateTicket(ticket.id);
    }
    if (rulesVersion !== this.#rules.version) return { outdated: true };
    allowedOn(this.#channels, ticket.channel, ticket.direction);
    const entering = recordOf(ticket, this.#clock.now(), this.#arrivals);
    const answer = this.#clearances.verdictOn(entering, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.#arrivals += 1;
    const folder: Folder = { ticket: entering, entry, ruleScore, rulesVersion, promoted: false, slot: 0 };
    this.#tickets.add(folder);
    if (!answer.allowed) this.#clearances.stop(folder, answer);
    return { ticket: this.#tickets.seen(folder), created: true };
  }

  claimNext(claimant: Claimant, token: string, clearance?: Clearance): Claimed {
    return this.#desk.counter.claimNext(claimant, token, clearance);
  }

  claimTicket(id: string, claimant: Claimant, token: string, clearance?: Clearance): Claimed {
    return this.#desk.counter.claim(id, claimant, { token, by: "take" }, clearance);
  }

  offer({ ticket, agent, token, within, grounds }: Proposal, clearance?: Clearance): Claimed {
    return this.#desk.counter.claim(ticket, agent, { token, by: "offer", grounds }, clearance, within);
  }

  accept(token: string): Holding {
    this.#tickets.settle();
    return this.#claims.accept(this.#claims.standing(token));
  }

  claim(token: string): Holding | undefined {
    this.#tickets.settle();
    const folder = this.#claims.find(token);
    return folder && this.#claims.seen(folder);
  }

  claims({ agent }: ClaimFilter): readonly Holding[] {
    this.#tickets.settle();
    const folders = agent === undefined ? this.#claims.all() : [...this.#claims.of(agent)];
    return folders.map((folder) => this.#claims.seen(folder));
  }

  settle(token: string, settlement: Settlement, clearance?: Clearance): Settled | Asking {
    return this.#desk.counter.settle(token, settlement, clearance);
  }

  update(id: string, change: CaseChange, clearance?: Clearance): Case | Asking {
    return this.#desk.counter.update(id, change, clearance);
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
    const folders = this.#tickets.cabinet.of(contact);
    for (const folder of folders) {
      this.#claims.letGo(folder);
      this.#tickets.forget(folder);
    }
    return folders.length;
  }

  cancel(id: string): Cancelled | undefined {
    this.#tickets.settle();
    const folder = this.#tickets.cabinet.known(id);
    if (folder.closed !== undefined) return undefined;
    this.#tickets.close(folder, "cancelled");
    const claim = this.#claims.end(folder);
    const ticket = this.#tickets.seen(folder);
    return claim === undefined ? { ticket } : { ticket, claim };
  }

  ticket(id: string): Case | undefined {
    this.#tickets.settle();
    const folder = this.#tickets.cabinet.find(id);
    return folder && this.#tickets.seen(folder);
  }

  peek(count: number, agent?: AgentDescription): readonly Case[] {
    this.#tickets.settle();
    const slots = this.#tickets.line.peek(count, agent && this.#tickets.abilities(agent));
    return slots.map((slot) => this.#tickets.seen(this.#tickets.at(slot) as Folder));
  }

  peekHeld(count: number): readonly Case[] {
    this.#tickets.settle();
    const held: Case[] = [];
    if (count === 0) return held;
    for (const folder of this.#tickets.heldInOrder()) if (held.push(this.#tickets.seen(folder)) === count) break;
    return held;
  }

  position(id: string): number | undefined {
    this.#tickets.settle();
    const slot = this.#tickets.cabinet.find(id)?.slot;
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
    const nextChange = Math.min(this.#tickets.nextChange, this.#desk.roster.nextChange);
    return {
      now: this.#clock.now(),
      urgent: absolute + promoted > 0,
      passed: this.#tickets.takePassed(),
      vanished: this.#desk.roster.takeVanished(),
      nextChange: nextChange === Number.POSITIVE_INFINITY ? undefined : nextChange,
      oldestClosed: this.#tickets.cabinet.oldestClosed,
    };
  }

  lanes(depth: (lane: Lane) => number): readonly LaneHead[] {
    this.#tickets.settle();
    return this.#tickets.lanes(depth);
  }

  assignment(id: string): Assignment | undefined {
    return this.#tickets.cabinet.find(id)?.assignment;
  }

  purge(before: number, limit: number): number {
    return this.#tickets.purge(before, limit);
  }

  broadcast(message: string): void {
    for (const hear of this.#listeners) hear(message);
  }

  get listeners(): number {
    return this.#listeners.size;
  }

  listen(hear: (message: string) => void): () => void {
    const own = (message: string) => hear(message);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  /** What goes by the clock. */
  #deskWith(promotionLead: number) {
    const sightings = new MemorySightings();
    const roster = new MemoryRoster(this.#clock, sightings.forget);
    const tickets: MemoryTickets = new MemoryTickets(this.#channels, this.#clock, promotionLead, roster, (folder) =>
      claims.letGo(folder),
    );
    const claims = new MemoryClaims(tickets, roster, this.#clock, (agent) => {
      if (roster.has(agent)) sightings.forget(agent);
    });
    const clearances = new MemoryClearances(tickets, claims, this.#channels, this.consent, this.outbound);
    const agents = new MemoryAgents(sightings, tickets, claims, roster, this.#channels);
    const counter = new MemoryCounter({ tickets, claims, clearances, agents }, this.#channels, this.#clock);
    return { roster, tickets, claims, clearances, agents, counter };
  }

  get #tickets(): MemoryTickets {
    return this.#desk.tickets;
  }

  get #claims(): MemoryClaims {
    return this.#desk.claims;
  }

  get #clearances(): MemoryClearances {
    return this.#desk.clearances;
  }
}

function contactOf({ contact, segments, attributes }: Folder["ticket"]): Contact | undefined {
  return contact === undefined ? undefined : { id: contact, segments, attributes };
}
