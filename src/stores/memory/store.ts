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
    this.#caughtUp();
    return this.#channels.set(id, change);
  }

  rules(): RuleSet {
    return this.#rules;
  }

  setRules(rules: readonly ContactRule[]): RuleSet {
    this.#rules = { version: this.#rules.version + 1, rules };
    return this.#rules;
  }

  rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number): number {
    if (version !== this.#rules.version) return 0;
    return this.#caughtUp().tickets.rescore(version, score, limit);
  }

  enqueue(entry: Entry, clearance?: Clearance): Entered | Outdated | Asking {
    return this.#caughtUp().entrance.enqueue(entry, clearance);
  }

  claimNext(claimant: Claimant, token: string, clearance?: Clearance): Claimed {
    return this.#caughtUp().claims.claimNext(claimant, token, clearance);
  }

  claimTicket(id: string, claimant: Claimant, token: string, clearance?: Clearance): Claimed {
    return this.#caughtUp().claims.claimTicket(id, claimant, token, clearance);
  }

  offer(proposal: Proposal, clearance?: Clearance): Claimed {
    return this.#caughtUp().claims.offer(proposal, clearance);
  }

  accept(token: string): Accepted {
    return this.#caughtUp().claims.accept(token);
  }

  claim(token: string): Holding | undefined {
    return this.#caughtUp().claims.claim(token);
  }

  claims(filter: ClaimFilter): readonly Holding[] {
    return this.#caughtUp().claims.claims(filter);
  }

  settle(token: string, settlement: Settlement, clearance?: Clearance): Settled | Asking {
    return this.#caughtUp().claims.settle(token, settlement, clearance);
  }

  update(id: string, change: CaseChange, clearance?: Clearance): Case | Asking {
    return this.#caughtUp().entrance.update(id, change, clearance);
  }

  cancel(id: string): Cancelled | undefined {
    return this.#caughtUp().entrance.cancel(id);
  }

  inquiries(contact: string): readonly Inquiry[] {
    return this.#caughtUp().clearances.inquiries(contact);
  }

  withdraw(clearance: Clearance): Cancelled | undefined {
    return this.#caughtUp().clearances.withdraw(clearance);
  }

  reopen(channel: string, contact?: string): void {
    this.#parts.tickets.reopen(channel, contact);
  }

  forget(contact: string): number {
    const { tickets, claimTable } = this.#parts;
    const records = tickets.table.of(contact);
    for (const record of records) claimTable.letGo(record);
    tickets.forget(records);
    return records.length;
  }

  ticket(id: string): Case | undefined {
    const { tickets } = this.#caughtUp();
    const record = tickets.table.find(id);
    return record && tickets.seen(record);
  }

  ticketsOf(contact: string): readonly Case[] {
    const { tickets } = this.#caughtUp();
    return tickets.table.of(contact).map((record) => tickets.seen(record));
  }

  peek(count: number, agent?: AgentDescription): readonly Case[] {
    return this.#caughtUp().line.peek(count, agent);
  }

  peekHeld(count: number): readonly Case[] {
    return this.#caughtUp().tickets.peekHeld(count);
  }

  position(id: string): number | undefined {
    const { tickets, line } = this.#caughtUp();
    const record = tickets.table.find(id);
    return record && line.position(record);
  }

  counts(): LineCounts {
    return this.#caughtUp().line.counts();
  }

  agenda(): Agenda {
    const { tickets, roster, untold } = this.#caughtUp();
    const { absolute, promoted } = tickets.line.urgent;
    const nextChange = Math.min(tickets.nextChange, roster.nextChange);
    return {
      now: this.#clock.now(),
      urgent: absolute + promoted > 0,
      passed: untold.take((record) => tickets.seen(record)),
      vanished: roster.takeVanished(),
      nextChange: nextChange === NEVER ? undefined : nextChange,
      oldestClosed: tickets.table.oldestClosed,
    };
  }

  lanes(depth: (lane: Lane) => number): readonly LaneHead[] {
    return this.#caughtUp().line.lanes(depth);
  }

  assignment(id: string): Assignment | undefined {
    return this.#parts.tickets.table.find(id)?.assignment;
  }

  refusedBy(id: string): readonly string[] {
    return refusers(this.#parts.tickets.table.find(id)?.refusals, this.#clock.now());
  }

  purge(before: number, limit: number): number {
    return this.#parts.tickets.purge(before, limit);
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

  /** The parts, once all that is due has happened. */
  #caughtUp() {
    this.#parts.dueWork.catchUp();
    return this.#parts;
  }
}
