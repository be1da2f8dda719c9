import type { AgentDescription, CaseChange } from "../../model/case.ts";
import type { ChannelChange } from "../../model/channel.ts";
import type { Clock } from "../../model/clock.ts";
import type { Contact, ContactRule } from "../../model/contact.ts";
import type { Clearance } from "../../model/outbound.ts";
import type { Score } from "../../model/score.ts";
import type { AgentStore } from "../port/agent-store.ts";
import type { ConsentStore } from "../port/consent-store.ts";
import type { OutboundStore } from "../port/outbound-store.ts";
import type { TallyStore } from "../port/tally-store.ts";
import { refusers } from "../rules/refusals.ts";
import type { Claimant, ClaimFilter, Entry, Lane, Proposal, Settlement, Store, StoreSetup } from "../store.ts";
import { Connection, type SqliteDatabase } from "./database/connection.ts";
import { Listeners } from "./database/listeners.ts";
import { open, type Synchronous } from "./database/open.ts";
import { Transactions } from "./database/transactions.ts";
import { seen } from "./line/ticket-record.ts";
import { partsOver } from "./parts.ts";
import { Setup } from "./setup.ts";
import { agentSteps, consentSteps, outboundSteps, tallySteps } from "./steps.ts";

/** The port over one handle. Every member is a step of the next transaction, together with whatever else waits for it. */
export class SqliteStore implements Store {
  readonly shared = true;
  readonly consent: ConsentStore;
  readonly outbound: OutboundStore;
  readonly agents: AgentStore;
  readonly tallies: TallyStore;
  readonly #connection;
  readonly #transactions;
  readonly #listeners;
  readonly #parts;
  readonly #setup = new Setup();
  #opened = false;

  constructor(
    database: SqliteDatabase,
    private readonly synchronous: Synchronous,
  ) {
    this.#connection = new Connection(database);
    this.#transactions = new Transactions(this.#connection);
    this.#listeners = Listeners.of(database);
    this.#parts = partsOver(this.#connection, this.#transactions, this.#setup);
    const { consent, outbound, agents, tallies } = this.#parts;
    this.consent = consentSteps(this.#transactions, consent);
    this.outbound = outboundSteps(this.#transactions, outbound);
    this.agents = agentSteps(this.#transactions, agents);
    this.tallies = tallySteps(this.#transactions, tallies);
  }

  async open(setup: StoreSetup): Promise<Clock> {
    if (!this.#opened) open(this.#connection, this.synchronous);
    this.#opened = true;
    return this.#setup.open(setup);
  }

  close(): Promise<void> {
    return this.#transactions.idle();
  }

  channels() {
    return this.#step(() => this.#parts.settings.channels.list());
  }

  setChannel(id: string, change: ChannelChange) {
    return this.#caughtUp(() => this.#parts.settings.setChannel(id, change));
  }

  rules() {
    return this.#step(() => this.#parts.settings.rules);
  }

  setRules(rules: readonly ContactRule[]) {
    return this.#step(() => this.#parts.settings.setRules(rules));
  }

  rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number) {
    return this.#step(() => {
      if (version !== this.#parts.settings.rules.version) return 0;
      this.#parts.dueWork.catchUp();
      return this.#parts.tickets.rescore(version, score, limit);
    });
  }

  enqueue(entry: Entry, clearance?: Clearance) {
    return this.#caughtUp(() => this.#parts.entrance.enqueue(entry, clearance));
  }

  claimNext(agent: Claimant, token: string, clearance?: Clearance) {
    return this.#caughtUp(() => this.#parts.claims.claimNext(agent, token, clearance));
  }

  claimTicket(id: string, agent: Claimant, token: string, clearance?: Clearance) {
    return this.#caughtUp(() => this.#parts.claims.claimTicket(id, agent, token, clearance));
  }

  offer(proposal: Proposal, clearance?: Clearance) {
    return this.#caughtUp(() => this.#parts.claims.offer(proposal, clearance));
  }

  accept(token: string) {
    return this.#caughtUp(() => this.#parts.claims.accept(token));
  }

  claim(token: string) {
    return this.#caughtUp(() => this.#parts.claims.claim(token));
  }

  claims(filter: ClaimFilter) {
    return this.#caughtUp(() => this.#parts.claims.claims(filter));
  }

  settle(token: string, settlement: Settlement, clearance?: Clearance) {
    return this.#caughtUp(() => this.#parts.claims.settle(token, settlement, clearance));
  }

  update(id: string, change: CaseChange, clearance?: Clearance) {
    return this.#caughtUp(() => this.#parts.entrance.update(id, change, clearance));
  }

  cancel(id: string) {
    return this.#caughtUp(() => this.#parts.entrance.cancel(id));
  }

  inquiries(contact: string) {
    return this.#caughtUp(() => this.#parts.clearances.inquiries(contact));
  }

  withdraw(clearance: Clearance) {
    return this.#caughtUp(() => this.#parts.clearances.withdraw(clearance));
  }

  reopen(channel: string, contact?: string) {
    return this.#step(() => this.#parts.tickets.reopen(channel, contact));
  }

  forget(contact: string) {
    return this.#step(() => this.#parts.tickets.erase(contact));
  }

  ticket(id: string) {
    return this.#caughtUp(() => {
      const record = this.#parts.table.find(id);
      return record && seen(record);
    });
  }

  ticketsOf(contact: string) {
    return this.#caughtUp(() => this.#parts.table.ofContact(contact).map(seen));
  }

  peek(count: number, agent?: AgentDescription) {
    return this.#caughtUp(() => this.#parts.line.peek(count, agent).map(seen));
  }

  peekHeld(count: number) {
    return this.#caughtUp(() => this.#parts.table.held(count).map(seen));
  }

  position(id: string) {
    return this.#caughtUp(() => {
      const record = this.#parts.table.find(id);
      return record && this.#parts.line.position(record);
    });
  }

  counts() {
    return this.#caughtUp(() => ({ ...this.#parts.line.counts(), held: this.#parts.tickets.held }));
  }

  lanes(depth: (lane: Lane) => number) {
    return this.#caughtUp(() => this.#parts.line.heads(depth, this.#setup.now()));
  }

  assignment(id: string) {
    return this.#step(() => this.#parts.claimTable.assignment(id));
  }

  refusedBy(id: string) {
    return this.#step(() => refusers(this.#parts.table.find(id)?.refusals, this.#setup.now()));
  }

  agenda() {
    return this.#caughtUp(() => {
      const { absolute, promoted } = this.#parts.line.counts();
      return {
        now: this.#setup.now(),
        urgent: absolute + promoted > 0,
        ...this.#parts.untold.take(),
        nextChange: this.#parts.dueWork.nextChange,
        oldestClosed: this.#parts.tickets.oldestClosed,
      };
    });
  }

  purge(before: number, limit: number) {
    return this.#step(() => this.#parts.tickets.purge(before, limit));
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

  /** A step before which all that is due happens. */
  #caughtUp<Result>(step: () => Result): Promise<Result> {
    return this.#step(() => {
      this.#parts.dueWork.catchUp();
      return step();
    });
  }
}
