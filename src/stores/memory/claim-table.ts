import type { Assignment, Holding } from "../../model/case.ts";
import type { Clock } from "../../model/clock.ts";
import { staleClaim } from "../../model/store-errors.ts";
import type { Accepted, EndedClaim } from "../store.ts";
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

/** The claims that stand, by token and by agent. */
export class MemoryClaimTable {
  readonly #claims = new Map<string, TicketRecord>();
  readonly #byAgent = new Map<string, Theirs>();

  constructor(
    private readonly tickets: MemoryTickets,
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

  /** @param deadline of an offer. */
  hold(record: TicketRecord, agent: string, { token, by, grounds }: Terms, deadline?: number): Holding {
    this.tickets.leave(record);
    const at = this.clock.now();
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
    const alsoWaiting = this.tickets.alsoWaiting(record).map((other) => this.tickets.seen(other));
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

/** How a claim came about. */
export interface Terms extends Pick<Assignment, "by" | "grounds"> {
  readonly token: string;
}
