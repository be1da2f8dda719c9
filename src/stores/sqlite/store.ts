import type { AgentDescription } from "../../model/case.ts";
import type { ChannelChange } from "../../model/channel.ts";
import type { Clock } from "../../model/clock.ts";
import type { Contact, ContactRule } from "../../model/contact.ts";
import type { Clearance } from "../../model/outbound.ts";
import type { Score } from "../../model/score.ts";
import type { TicketChange } from "../../model/ticket.ts";
import type { ConsentStore } from "../consent-store.ts";
import type { OutboundStore } from "../outbound-store.ts";
import type { ClaimFilter, Entry, Settlement, Store, StoreSetup } from "../store.ts";
import { Claims } from "./claims.ts";
import { Clearances } from "./clearances.ts";
import { SqliteConsent } from "./consent.ts";
import { Counters } from "./counters.ts";
import { Connection, type SqliteDatabase } from "./database.ts";
import { seen } from "./folder.ts";
import { Intake } from "./intake.ts";
import { Lanes } from "./lanes.ts";
import { Line } from "./line.ts";
import { Listeners } from "./listeners.ts";
import { open, type Synchronous } from "./open.ts";
import { SqliteOutbound } from "./outbound.ts";
import { Setting } from "./setting.ts";
import { Settings } from "./settings.ts";
import { TicketTable } from "./ticket-table.ts";
import { Tickets } from "./tickets.ts";
import { Transactions } from "./transactions.ts";

/** The port over one handle. Every member is a step of the next transaction, together with whatever else waits for it. */
export class SqliteStore implements Store {
  readonly shared = true;
  readonly consent: ConsentStore;
  readonly outbound: OutboundStore;
  readonly #connection;
  readonly #transactions;
  readonly #listeners;
  readonly #setting = new Setting();
  readonly #settings;
  readonly #table;
  readonly #tickets;
  readonly #line;
  readonly #intake;
  readonly #claims;
  readonly #clearances;
  #opened = false;

  constructor(
    database: SqliteDatabase,
    private readonly synchronous: Synchronous,
  ) {
    const connection = new Connection(database);
    const transactions = new Transactions(connection);
    const scrub = () => transactions.scrub();
    const counters = new Counters(connection);
    const lanes = new Lanes(connection);
    const consent = new SqliteConsent(connection, counters, scrub);
    const outbound = new SqliteOutbound(connection, counters, scrub);
    this.#connection = connection;
    this.#transactions = transactions;
    this.#listeners = Listeners.of(database);
    this.#settings = new Settings(connection);
    this.#table = new TicketTable(connection);
    this.#tickets = new Tickets(this.#table, lanes, counters, this.#setting, scrub);
    this.#line = new Line(connection, this.#settings, lanes);
    this.#clearances = new Clearances(this.#table, this.#tickets, this.#settings, consent, outbound);
    this.#intake = new Intake(this.#table, this.#tickets, counters, this.#settings, this.#setting, this.#clearances);
    this.#claims = new Claims(
      ...([this.#table, this.#tickets, this.#line, counters, this.#setting, this.#clearances, this.#intake] as const),
    );
    for (const cache of [counters, lanes, this.#settings, this.#tickets, consent, outbound]) transactions.keep(cache);
    this.consent = consentSteps(transactions, consent);
    this.outbound = outboundSteps(transactions, outbound);
  }

  async open(setup: StoreSetup): Promise<Clock> {
    if (!this.#opened) open(this.#connection, this.synchronous);
    this.#opened = true;
    return this.#setting.open(setup);
  }

  close(): Promise<void> {
    return this.#transactions.idle();
  }

  channels() {
    return this.#step(() => this.#settings.channels.list());
  }

  setChannel(id: string, change: ChannelChange) {
    return this.#step(() => this.#settings.setChannel(id, change));
  }

  rules() {
    return this.#step(() => this.#settings.rules);
  }

  setRules(rules: readonly ContactRule[]) {
    return this.#step(() => this.#settings.setRules(rules));
  }

  rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number) {
    return this.#step(() => {
      if (version !== this.#settings.rules.version) return 0;
      this.#tickets.settle();
      return this.#tickets.rescore(version, score, limit);
    });
  }

  enqueue(entry: Entry, clearance?: Clearance) {
    return this.#step(() => this.#intake.enqueue(entry, clearance));
  }

  claimNext(agent: AgentDescription, token: string, clearance?: Clearance) {
    return this.#step(() => this.#claims.claimNext(agent, token, clearance));
  }

  claimTicket(id: string, agent: AgentDescription, token: string, clearance?: Clearance) {
    return this.#step(() => this.#claims.claimTicket(id, agent, token, clearance));
  }

  claim(token: string) {
    return this.#step(() => this.#claims.claim(token));
  }

  claims(filter: ClaimFilter) {
    return this.#step(() => this.#claims.claims(filter));
  }

  settle(token: string, settlement: Settlement, clearance?: Clearance) {
    return this.#step(() => this.#claims.settle(token, settlement, clearance));
  }

  update(id: string, change: TicketChange, clearance?: Clearance) {
    return this.#step(() => this.#intake.update(id, change, clearance));
  }

  cancel(id: string) {
    return this.#step(() => this.#intake.cancel(id));
  }

  inquiries(contact: string) {
    return this.#step(() => this.#clearances.inquiries(contact));
  }

  withdraw(clearance: Clearance) {
    return this.#step(() => this.#clearances.withdraw(clearance));
  }

  reopen(channel: string, contact?: string) {
    return this.#step(() => this.#tickets.reopen(channel, contact));
  }

  forget(contact: string) {
    return this.#step(() => this.#tickets.erase(contact));
  }

  ticket(id: string) {
    return this.#step(() => {
      this.#tickets.settle();
      const folder = this.#table.find(id);
      return folder && seen(folder);
    });
  }

  peek(count: number, agent?: AgentDescription) {
    return this.#step(() => {
      this.#tickets.settle();
      return this.#line.peek(count, agent).map(seen);
    });
  }

  position(id: string) {
    return this.#step(() => {
      this.#tickets.settle();
      const folder = this.#table.find(id);
      return folder && this.#line.position(folder);
    });
  }

  counts() {
    return this.#step(() => {
      this.#tickets.settle();
      return { ...this.#line.counts(), held: this.#tickets.held };
    });
  }

  agenda() {
    return this.#step(() => {
      this.#tickets.settle();
      const { absolute, promoted } = this.#line.counts();
      return {
        now: this.#setting.now(),
        urgent: absolute + promoted > 0,
        promoted: this.#tickets.takePromoted().map(seen),
        nextPromotion: this.#tickets.nextDue,
        oldestClosed: this.#tickets.oldestClosed,
      };
    });
  }

  purge(before: number, limit: number) {
    return this.#step(() => this.#tickets.purge(before, limit));
  }

  broadcast(message: string): void {
    this.#listeners.tell(message);
  }

  listen(hear: (message: string) => void): () => void {
    return this.#listeners.add(hear);
  }

  #step<Result>(step: () => Result): Promise<Result> {
    return this.#transactions.run(step);
  }
}

function consentSteps(transactions: Transactions, consent: SqliteConsent): ConsentStore {
  return {
    head: () => transactions.run(() => consent.head()),
    append: (addition) => transactions.run(() => consent.append(addition)),
    file: (contact) => transactions.run(() => consent.file(contact)),
    links: (from, limit) => transactions.run(() => consent.links(from, limit)),
    parts: (from, limit) => transactions.run(() => consent.parts(from, limit)),
    lapsed: (now, limit) => transactions.run(() => consent.lapsed(now, limit)),
    suppressedSince: (hashes) => transactions.run(() => consent.suppressedSince(hashes)),
  };
}

function outboundSteps(transactions: Transactions, outbound: SqliteOutbound): OutboundStore {
  return {
    standing: (contact, sender, windows) => transactions.run(() => outbound.standing(contact, sender, windows)),
    freeAt: (channel, limit, windows) => transactions.run(() => outbound.freeAt(channel, limit, windows)),
    record: (decision, reservation) => transactions.run(() => outbound.record(decision, reservation)),
    decisions: (filter) => transactions.run(() => outbound.decisions(filter)),
    happened: (occurrence, serviceWindow, windows, judge) =>
      transactions.run(() => outbound.happened(occurrence, serviceWindow, windows, judge)),
    change: (sender, change) => transactions.run(() => outbound.change(sender, change)),
    setStopped: (contact, channel, since) => transactions.run(() => outbound.setStopped(contact, channel, since)),
    setQuestion: (contact, channel, question) =>
      transactions.run(() => outbound.setQuestion(contact, channel, question)),
    takeQuestion: (contact, channel) => transactions.run(() => outbound.takeQuestion(contact, channel)),
    erase: (contact) => transactions.run(() => outbound.erase(contact)),
    purge: (before) => transactions.run(() => outbound.purge(before)),
  };
}
