import type { Assignment, Holding } from "../../model/case.ts";
import type { Clock } from "../../model/clock.ts";
import { offerAccepted, staleClaim } from "../../model/store-errors.ts";
import { isRefused, withRefusal } from "../rules/refusals.ts";
import type { Accepted, EndedClaim, Settled } from "../store.ts";
import type { MemoryLine } from "./line.ts";
import type { MemoryRoster } from "./roster.ts";
import type { TicketRecord } from "./ticket-table.ts";
import type { MemoryTickets } from "./tickets.ts";

/** What an agent has. */
interface Theirs {
  readonly records: Set<TicketRecord>;
  /** How many of each channel: a ticket changes its channel only when it is given back. */
  readonly load: Map<string, number>;
}

const NONE: ReadonlySet<TicketRecord> = new Set();

/** The claims that stand, by token and by agent, and what follows from their beginning and end. */
export class MemoryClaimTable {
  readonly #claims = new Map<string, TicketRecord>();
  readonly #byAgent = new Map<string, Theirs>();

  constructor(
    private readonly tickets: MemoryTickets,
    private readonly line: MemoryLine,
    private readonly roster: MemoryRoster,
    private readonly clock: Clock,
    /** Told of each agent who has more than before, or less. */
    private readonly changed: (agent: string) => void,
  ) {}

  find(token: string): TicketRecord | undefined {
    return this.#claims.get(token);
  }

  /** @throws ProximoError `STALE_CLAIM` */
  standing(token: string): TicketRecord {
    const record = this.#claims.get(token);
    if (record !== undefined) return record;
    throw staleClaim(token);
  }

  all(): readonly TicketRecord[] {
    return [...this.#claims.values()];
  }

  /** In the order in which they were made. */
  of(agent: string): ReadonlySet<TicketRecord> {
    return this.#byAgent.get(agent)?.records ?? NONE;
  }

  /** How many of each channel; undefined for who has nothing. */
  load(agent: string): ReadonlyMap<string, number> | undefined {
    return this.#byAgent.get(agent)?.load;
  }

  hold(record: TicketRecord, agent: string, { token, by, within, grounds }: Terms): Holding {
    this.tickets.leave(record);
    const at = this.clock.now();
    const deadline = within === undefined ? undefined : at + within;
    record.claim = { token, agent, claimedAt: at, deadline };
    record.assignment = { agent, at, by, grounds };
    if (deadline === undefined) this.#answer(record, at);
    this.#claims.set(token, record);
    const theirs = this.#byAgent.get(agent) ?? { records: new Set(), load: new Map() };
    this.#byAgent.set(agent, theirs);
    theirs.records.add(record);
    theirs.load.set(record.ticket.channel, (theirs.load.get(record.ticket.channel) ?? 0) + 1);
    this.changed(agent);
    this.#await(record);
    return this.seen(record);
  }

  accept(record: TicketRecord): Accepted {
    const { claim } = record;
    const wasOffered = claim?.deadline !== undefined;
    if (wasOffered) {
      const claimedAt = this.clock.now();
      record.claim = { ...claim, claimedAt, deadline: undefined };
      this.#answer(record, claimedAt);
      this.#await(record);
    }
    return { holding: this.seen(record), wasOffered };
  }

  /** The claim ends; of one that was active, the agent's wrap-up begins. */
  end(record: TicketRecord): EndedClaim | undefined {
    const { claim, ticket } = record;
    if (claim !== undefined && claim.deadline === undefined) this.roster.ended(claim.agent, ticket.channel);
    return this.letGo(record);
  }

  /**
   * The agent gives an offer back, and is not offered the ticket for so long.
   *
   * @throws ProximoError `OFFER_ACCEPTED` for what is no offer any more.
   */
  giveBack(record: TicketRecord, refusedFor: number | undefined): Settled {
    const { agent, deadline } = record.claim as NonNullable<TicketRecord["claim"]>;
    if (deadline === undefined) throw offerAccepted(agent);
    if (refusedFor !== undefined) record.refusals = withRefusal(record.refusals, agent, this.clock.now() + refusedFor);
    this.tickets.rejoin(record);
    return { claim: this.letGo(record) as EndedClaim, ticket: this.tickets.seen(record) };
  }

  /** Whether the agent gave it back, and is not to be offered it yet. */
  isRefused({ refusals }: TicketRecord, agent: string): boolean {
    return isRefused(refusals, agent, this.clock.now());
  }

  /** The claim is no more. */
  letGo(record: TicketRecord): EndedClaim | undefined {
    const { claim } = record;
    if (claim === undefined) return undefined;
    const { token, agent, claimedAt, deadline } = claim;
    this.#claims.delete(token);
    this.#take(agent, record);
    record.claim = undefined;
    this.changed(agent);
    return { agent, state: deadline === undefined ? "active" : "offered", claimedAt };
  }

  /** What they have is awaited for as long as they are heard from. */
  awaitAgain(agent: string): void {
    for (const record of this.of(agent)) this.#await(record);
  }

  /** The claim as it stands now, for outside. */
  seen(record: TicketRecord): Holding {
    const { token, agent, claimedAt, deadline } = record.claim as NonNullable<TicketRecord["claim"]>;
    const alsoWaiting = this.line.alsoWaiting(record).map((other) => this.tickets.seen(other));
    const ticket = this.tickets.seen(record);
    if (deadline === undefined) return { ticket, token, agent, state: "active", claimedAt, alsoWaiting };
    return { ticket, token, agent, state: "offered", claimedAt, deadline, alsoWaiting };
  }

  #take(agent: string, record: TicketRecord): void {
    const { records, load } = this.#byAgent.get(agent) as Theirs;
    if (records.size === 1) {
      this.#byAgent.delete(agent);
      return;
    }
    records.delete(record);
    const left = (load.get(record.ticket.channel) as number) - 1;
    if (left > 0) load.set(record.ticket.channel, left);
    else load.delete(record.ticket.channel);
  }

  #answer(record: TicketRecord, at: number): void {
    if (record.ticket.answeredAt === undefined) record.ticket = { ...record.ticket, answeredAt: at };
  }

  #await(record: TicketRecord): void {
    const { agent, deadline } = record.claim as NonNullable<TicketRecord["claim"]>;
    const { offers, active } = this.roster.takenBackAt(agent);
    this.tickets.awaitUntil(record, deadline === undefined ? active : Math.min(deadline, offers));
  }
}

/** How a claim came about; `within` of an offer, in milliseconds. */
export interface Terms extends Pick<Assignment, "by" | "grounds"> {
  readonly token: string;
  readonly within?: number | undefined;
}
