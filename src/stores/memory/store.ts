import { ChannelRegistry } from "../../channels/registry.ts";
import type { AgentDescription, Assignment, Case, CaseChange, Holding, LineCounts } from "../../model/case.ts";
import type { Channel, ChannelChange } from "../../model/channel.ts";
import { type Clock, systemClock } from "../../model/clock.ts";
import type { Contact, ContactRule, RuleSet } from "../../model/contact.ts";
import type { Clearance, Inquiry } from "../../model/outbound.ts";
import type { Score } from "../../model/score.ts";
import { NEVER } from "../../model/time.ts";
import type { AgentStore } from "../port/agent-store.ts";
import { refusers } from "../rules/refusals.ts";
import type {
  Accepted,
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
import { consentStoreOf, emptyContents } from "./consent.ts";
import { MemoryOutbound } from "./outbound.ts";
import { partsOver } from "./parts.ts";
import { MemoryTallies } from "./tallies.ts";
import type { TicketRecord } from "./ticket-table.ts";

/** Every member answers at once. */
export class MemoryStore implements Store {
  readonly shared = false;
  readonly consent = consentStoreOf(emptyContents());
  readonly outbound = new MemoryOutbound();
  readonly tallies = new MemoryTallies();
  readonly #channels = new ChannelRegistry();
  #clock = systemClock;
  #parts = this.#partsAt(0);
  #opened = false;
  readonly #listeners = new Set<(message: string) => void>();
  #rules: RuleSet = { version: 0, rules: [] };
  /** Those not yet re-scored; what enters later is scored already. */
  #unscored: Iterator<TicketRecord> = [][Symbol.iterator]();

  open({ clock = systemClock, promotionLead }: StoreSetup): Clock {
    if (this.#opened) return this.#clock;
    this.#opened = true;
    this.#clock = clock;
    this.#parts = this.#partsAt(promotionLead);
    return clock;
  }

  get agents(): AgentStore {
    return this.#parts.agents;
  }

  close(): void {}

  channels(): readonly Channel[] {
    return this.#channels.list();
  }

  setChannel(id: string, change: ChannelChange): Channel {
    this.#parts.dueWork.catchUp();
    return this.#channels.set(id, change);
  }

  rules(): RuleSet {
    return this.#rules;
  }

  setRules(rules: readonly ContactRule[]): RuleSet {
    this.#rules = { version: this.#rules.version + 1, rules };
    this.#unscored = this.#tickets.table.all();
    return this.#rules;
  }

  rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number): number {
    if (version !== this.#rules.version) return 0;
    this.#parts.dueWork.catchUp();
    let done = 0;
    while (done < limit) {
      const { done: none, value: record } = this.#unscored.next();
      if (none) break;
      if (record.closed !== undefined || record.rulesVersion === version) continue;
      record.ruleScore = score(contactOf(record.ticket));
      record.rulesVersion = version;
      if (record.slot) this.#tickets.move(record);
      done += 1;
    }
    return done;
  }

  enqueue(entry: Entry, clearance?: Clearance): Entered | Outdated | Asking {
    return this.#parts.entrance.enqueue(entry, clearance);
  }

  claimNext(claimant: Claimant, token: string, clearance?: Clearance): Claimed {
    return this.#parts.claims.claimNext(claimant, token, clearance);
  }

  claimTicket(id: string, claimant: Claimant, token: string, clearance?: Clearance): Claimed {
    return this.#parts.claims.claimTicket(id, claimant, token, clearance);
  }

  offer(proposal: Proposal, clearance?: Clearance): Claimed {
    return this.#parts.claims.offer(proposal, clearance);
  }

  accept(token: string): Accepted {
    return this.#parts.claims.accept(token);
  }

  claim(token: string): Holding | undefined {
    return this.#parts.claims.claim(token);
  }

  claims(filter: ClaimFilter): readonly Holding[] {
    return this.#parts.claims.claims(filter);
  }

  settle(token: string, settlement: Settlement, clearance?: Clearance): Settled | Asking {
    return this.#parts.claims.settle(token, settlement, clearance);
  }

  update(id: string, change: CaseChange, clearance?: Clearance): Case | Asking {
    return this.#parts.entrance.update(id, change, clearance);
  }

  cancel(id: string): Cancelled | undefined {
    return this.#parts.entrance.cancel(id);
  }

  inquiries(contact: string): readonly Inquiry[] {
    return this.#parts.clearances.inquiries(contact);
  }

  withdraw(clearance: Clearance): Cancelled | undefined {
    return this.#parts.clearances.withdraw(clearance);
  }

  reopen(channel: string, contact?: string): void {
    this.#tickets.reopen(channel, contact);
  }

  forget(contact: string): number {
    const records = this.#tickets.table.of(contact);
    for (const record of records) this.#parts.claimTable.letGo(record);
    this.#tickets.forget(records);
    return records.length;
  }

  ticket(id: string): Case | undefined {
    this.#parts.dueWork.catchUp();
    const record = this.#tickets.table.find(id);
    return record && this.#tickets.seen(record);
  }

  ticketsOf(contact: string): readonly Case[] {
    this.#parts.dueWork.catchUp();
    return this.#tickets.table.of(contact).map((record) => this.#tickets.seen(record));
  }

  peek(count: number, agent?: AgentDescription): readonly Case[] {
    this.#parts.dueWork.catchUp();
    const slots = this.#tickets.line.peek(count, agent && this.#tickets.abilities(agent));
    return slots.map((slot) => this.#tickets.seen(this.#tickets.at(slot) as TicketRecord));
  }

  peekHeld(count: number): readonly Case[] {
    this.#parts.dueWork.catchUp();
    const held: Case[] = [];
    if (count === 0) return held;
    for (const record of this.#tickets.heldInOrder()) if (held.push(this.#tickets.seen(record)) === count) break;
    return held;
  }

  position(id: string): number | undefined {
    this.#parts.dueWork.catchUp();
    const slot = this.#tickets.table.find(id)?.slot;
    return slot ? this.#tickets.line.position(slot) : undefined;
  }

  counts(): LineCounts {
    this.#parts.dueWork.catchUp();
    const { line } = this.#tickets;
    return { waiting: line.size, held: this.#tickets.held, paused: line.paused, ...line.urgent };
  }

  agenda(): Agenda {
    this.#parts.dueWork.catchUp();
    const { absolute, promoted } = this.#tickets.line.urgent;
    const nextChange = Math.min(this.#tickets.nextChange, this.#parts.roster.nextChange);
    return {
      now: this.#clock.now(),
      urgent: absolute + promoted > 0,
      passed: this.#parts.untold.take((record) => this.#tickets.seen(record)),
      vanished: this.#parts.roster.takeVanished(),
      nextChange: nextChange === NEVER ? undefined : nextChange,
      oldestClosed: this.#tickets.table.oldestClosed,
    };
  }

  lanes(depth: (lane: Lane) => number): readonly LaneHead[] {
    this.#parts.dueWork.catchUp();
    return this.#tickets.lanes(depth);
  }

  assignment(id: string): Assignment | undefined {
    return this.#tickets.table.find(id)?.assignment;
  }

  refusedBy(id: string): readonly string[] {
    return refusers(this.#tickets.table.find(id)?.refusals, this.#clock.now());
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

  #partsAt(promotionLead: number) {
    const settings = {
      channels: this.#channels,
      clock: this.#clock,
      promotionLead,
      rulesVersion: () => this.#rules.version,
    };
    return partsOver(settings, this.consent, this.outbound);
  }

  get #tickets() {
    return this.#parts.tickets;
  }
}

function contactOf({ contact, segments, attributes }: TicketRecord["ticket"]): Contact | undefined {
  return contact === undefined ? undefined : { id: contact, segments, attributes };
}
