import type { AgentDescription, Assignment, Case, CaseChange, Holding, LineCounts } from "../../model/case.ts";
import type { Channel, ChannelChange } from "../../model/channel.ts";
import type { Clock } from "../../model/clock.ts";
import type { Contact, ContactRule, RuleSet } from "../../model/contact.ts";
import type { Clearance, Inquiry } from "../../model/outbound.ts";
import type { Score } from "../../model/score.ts";
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
import { abilitiesOf } from "./abilities.ts";
import { agenda } from "./agenda.ts";
import { PostgresAgents } from "./agents.ts";
import { Bulletins } from "./bulletins.ts";
import { asCancelled, asCase, asInquiry, type ShownEnd, type ShownInquiry, type ShownTicket } from "./cases.ts";
import { Claiming } from "./claiming.ts";
import { PostgresConsent } from "./consent.ts";
import { Database, type Parameter } from "./database.ts";
import { Entrance } from "./entrance.ts";
import { laneHeads } from "./lanes.ts";
import { PostgresOutbound } from "./outbound.ts";
import type { PostgresPool } from "./pool.ts";
import { Session } from "./session.ts";
import { PostgresSettings } from "./settings.ts";
import { Settling } from "./settling.ts";
import { Sweeper } from "./sweeper.ts";
import { PostgresTallies } from "./tallies.ts";

/** How many connections a store is content with where the pool does not say how many it has. */
const SOME = 4;

export class PostgresStore implements Store {
  readonly shared = true;
  readonly consent: PostgresConsent;
  readonly outbound: PostgresOutbound;
  readonly agents: PostgresAgents;
  readonly tallies: PostgresTallies;
  readonly #database: Database;
  readonly #session: Session;
  readonly #settings: PostgresSettings;
  readonly #entrance: Entrance;
  readonly #claiming: Claiming;
  readonly #settling: Settling;
  readonly #bulletins: Bulletins;
  readonly #sweeper: Sweeper;
  #centers = 0;

  constructor(pool: PostgresPool, schema: string) {
    const lanes = pool.options?.max ?? (pool.connect === undefined ? 1 : SOME);
    this.#database = new Database(pool, schema);
    this.#session = new Session(this.#database);
    this.#settings = new PostgresSettings(this.#session);
    this.#sweeper = new Sweeper(this.#database);
    this.#entrance = new Entrance(this.#session, lanes);
    this.#claiming = new Claiming(this.#session, lanes, (claims) => this.#sweeper.claimed(claims));
    this.#settling = new Settling(this.#session);
    this.#bulletins = new Bulletins(pool, this.#database);
    this.consent = new PostgresConsent(this.#database);
    this.outbound = new PostgresOutbound(this.#database);
    this.agents = new PostgresAgents(this.#session);
    this.tallies = new PostgresTallies(this.#database);
  }

  async open(setup: StoreSetup): Promise<Clock> {
    const clock = await this.#session.open(setup);
    this.#centers += 1;
    return clock;
  }

  async close(): Promise<void> {
    this.#centers -= 1;
    if (this.#centers <= 0) this.#bulletins.close();
    await Promise.all([this.#entrance.idle(), this.#claiming.idle(), this.#sweeper.idle()]);
  }

  channels(): Promise<readonly Channel[]> {
    return this.#settings.channels();
  }

  setChannel(id: string, change: ChannelChange): Promise<Channel> {
    return this.#settings.setChannel(id, change);
  }

  rules(): Promise<RuleSet> {
    return this.#settings.rules();
  }

  setRules(rules: readonly ContactRule[]): Promise<RuleSet> {
    return this.#settings.setRules(rules);
  }

  rescore(version: number, score: (contact: Contact | undefined) => Score, limit: number): Promise<number> {
    return this.#settings.rescore(version, score, limit);
  }

  enqueue(entry: Entry, clearance?: Clearance): Promise<Entered | Outdated | Asking> {
    return this.#entrance.enqueue(entry, clearance);
  }

  claimNext(agent: Claimant, token: string, clearance?: Clearance): Promise<Claimed> {
    return this.#claiming.claimNext(agent, token, clearance);
  }

  claimTicket(id: string, agent: Claimant, token: string, clearance?: Clearance): Promise<Claimed> {
    return this.#claiming.claimTicket(id, agent, token, clearance);
  }

  offer(proposal: Proposal, clearance?: Clearance): Promise<Claimed> {
    return this.#claiming.offer(proposal, clearance);
  }

  accept(token: string): Promise<Accepted> {
    return this.#settling.accept(token);
  }

  claim(token: string): Promise<Holding | undefined> {
    return this.#claiming.claim(token);
  }

  claims({ agent }: ClaimFilter): Promise<readonly Holding[]> {
    return this.#claiming.claims(agent);
  }

  settle(token: string, settlement: Settlement, clearance?: Clearance): Promise<Settled | Asking> {
    switch (settlement.kind) {
      case "release":
        return this.#settling.release(token, settlement.change, clearance);
      case "return":
        return this.#settling.giveBack(token, settlement.refusedFor);
      default:
        return this.#claiming.close(token, settlement.kind);
    }
  }

  update(id: string, change: CaseChange, clearance?: Clearance): Promise<Case | Asking> {
    return this.#entrance.update(id, change, clearance);
  }

  cancel(id: string): Promise<Cancelled | undefined> {
    return this.#entrance.cancel(id);
  }

  async inquiries(contact: string): Promise<readonly Inquiry[]> {
    return (await this.#timed<readonly ShownInquiry[]>("inquiries", ["text", contact])).map(asInquiry);
  }

  async withdraw({ id, basis, verdict }: Clearance): Promise<Cancelled | undefined> {
    if (!verdict.final) return undefined;
    return asCancelled(await this.#timed<Partial<ShownEnd>>("withdraw", ["text", id], ["text", basis]));
  }

  async reopen(channel: string, contact?: string): Promise<void> {
    await this.#session.call("reopen", ["text", channel], ["text", contact], ...this.#session.time);
  }

  forget(contact: string): Promise<number> {
    return this.#database.call("forget", ["text", contact]);
  }

  async ticket(id: string): Promise<Case | undefined> {
    const found = await this.#timed<ShownTicket | null>("ticket", ["text", id]);
    return found ? asCase(found) : undefined;
  }

  async ticketsOf(contact: string): Promise<readonly Case[]> {
    return (await this.#timed<readonly ShownTicket[]>("tickets_of", ["text", contact])).map(asCase);
  }

  async peek(count: number, agent?: AgentDescription): Promise<readonly Case[]> {
    const most: Parameter = ["bigint", Number.isFinite(count) ? count : undefined];
    const [channels, skills] = agent === undefined ? EVERYTHING : abilitiesOf(agent);
    const pages = await this.#timed<readonly (readonly ShownTicket[])[]>("peek", most, channels!, skills!, [
      "text",
      agent?.id,
    ]);
    return pages.flat().map(asCase);
  }

  async peekHeld(count: number): Promise<readonly Case[]> {
    const most: Parameter = ["bigint", Number.isFinite(count) ? count : undefined];
    return (await this.#timed<readonly ShownTicket[]>("peek_held", most)).map(asCase);
  }

  async position(id: string): Promise<number | undefined> {
    return (await this.#timed<number | null>("place", ["text", id])) ?? undefined;
  }

  counts(): Promise<LineCounts> {
    return this.#timed("counts");
  }

  lanes(depth: (lane: Lane) => number): Promise<readonly LaneHead[]> {
    return laneHeads(this.#session, depth);
  }

  async assignment(id: string): Promise<Assignment | undefined> {
    return (await this.#timed<Assignment | null>("assignment", ["text", id])) ?? undefined;
  }

  refusedBy(id: string): Promise<readonly string[]> {
    return this.#timed("refused_by", ["text", id]);
  }

  agenda(): Promise<Agenda> {
    return agenda(this.#session);
  }

  async purge(before: number, limit: number): Promise<number> {
    const purged = await this.#database.call<number>("purge", ["bigint", before], ["integer", limit]);
    await this.#database.call("drop_lanes");
    return purged;
  }

  broadcast(message: string): Promise<void> {
    return this.#bulletins.broadcast(message);
  }

  listen(hear: (message: string) => void): Promise<() => void> {
    return this.#bulletins.listen(hear);
  }

  #timed<Answer>(name: string, ...parameters: readonly Parameter[]): Promise<Answer> {
    return this.#session.call(name, ...parameters, this.#session.now);
  }
}

const EVERYTHING: readonly Parameter[] = [
  ["text[]", undefined],
  ["text[]", undefined],
];
