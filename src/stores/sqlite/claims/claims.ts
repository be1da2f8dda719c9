import type { AgentDescription, Assignment, Holding } from "../../../model/case.ts";
import type { Clearance, RefusedTicket } from "../../../model/outbound.ts";
import { offerAccepted, staleClaim } from "../../../model/store-errors.ts";
import { isRefused, withRefusal } from "../../rules/refusals.ts";
import { isInquiry } from "../../rules/verdict.ts";
import type {
  Accepted,
  Asking,
  Claimant,
  Claimed,
  ClaimFilter,
  EndedClaim,
  Proposal,
  Settled,
  Settlement,
} from "../../store.ts";
import type { Agents } from "../agents/agents.ts";
import type { Roster } from "../agents/roster.ts";
import type { Counters } from "../counters.ts";
import type { DueWork } from "../line/due-work.ts";
import type { Entrance } from "../line/entrance.ts";
import type { Line } from "../line/line.ts";
import { letGo, seen, stateOf, type TicketRecord } from "../line/ticket-record.ts";
import type { TicketTable } from "../line/ticket-table.ts";
import type { Tickets } from "../line/tickets.ts";
import type { Clearances } from "../outbound/clearances.ts";
import type { Setup } from "../setup.ts";
import type { ClaimTable } from "./claim-table.ts";

/** What a claim is made with; `within` of an offer. */
interface Terms extends Pick<Assignment, "by" | "grounds"> {
  readonly token: string;
  readonly within?: number | undefined;
}

/** How tickets are held by agents, and given back or done with. */
export class Claims {
  constructor(
    private readonly table: TicketTable,
    private readonly claimTable: ClaimTable,
    private readonly tickets: Tickets,
    private readonly dueWork: DueWork,
    private readonly line: Line,
    private readonly roster: Roster,
    private readonly agents: Agents,
    private readonly counters: Counters,
    private readonly setup: Setup,
    private readonly clearances: Clearances,
    private readonly entrance: Entrance,
  ) {}

  claimNext(claimant: Claimant, token: string, clearance: Clearance | undefined): Claimed {
    this.dueWork.catchUp();
    const again = this.claimTable.find(token);
    if (again !== undefined) return { holding: this.#seen(again) };
    const agent = this.agents.able(claimant);
    if (agent === undefined) return {};
    let refused: RefusedTicket | undefined;
    for (;;) {
      const first = this.line.first(agent);
      if (first === undefined) return { refused };
      const claimed = this.#tried(first, agent, { token, by: "next" }, clearance);
      if (claimed.refused === undefined) return { refused, ...claimed };
      refused = claimed.refused;
    }
  }

  claimTicket(id: string, claimant: Claimant, token: string, clearance: Clearance | undefined): Claimed {
    return this.#claim(id, claimant, { token, by: "take" }, clearance);
  }

  offer({ ticket, agent, token, within, grounds }: Proposal, clearance: Clearance | undefined): Claimed {
    return this.#claim(ticket, agent, { token, by: "offer", within, grounds }, clearance);
  }

  accept(token: string): Accepted {
    this.dueWork.catchUp();
    const record = this.#standing(token);
    const { claim } = record;
    const wasOffered = claim?.deadline !== undefined;
    if (wasOffered) {
      this.tickets.leave(record);
      this.#give(record, { ...claim, claimedAt: this.setup.now(), deadline: undefined });
      this.claimTable.accept(record);
    }
    return { holding: this.#seen(record), wasOffered };
  }

  claim(token: string): Holding | undefined {
    this.dueWork.catchUp();
    const record = this.claimTable.find(token);
    return record && this.#seen(record);
  }

  claims({ agent }: ClaimFilter): readonly Holding[] {
    this.dueWork.catchUp();
    return this.claimTable.claimed(agent).map((record) => this.#seen(record));
  }

  settle(token: string, settlement: Settlement, clearance: Clearance | undefined): Settled | Asking {
    this.dueWork.catchUp();
    const record = this.#standing(token);
    if (settlement.kind === "return") return this.#return(record, settlement.refusedFor);
    if (settlement.kind !== "release") {
      this.tickets.close(record, settlement.kind === "complete" ? "completed" : "cancelled");
      const claim = this.roster.end(record) as EndedClaim;
      this.tickets.save(record);
      return { ticket: seen(record), claim };
    }
    const ticket = this.entrance.changed(record, settlement.change);
    const answer = this.clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    const claim = this.roster.end(record) as EndedClaim;
    this.entrance.replace(record, ticket, settlement.change);
    this.tickets.save(record);
    const refused = answer.allowed ? undefined : this.clearances.stop(record, answer);
    return { ticket: seen(record), claim, refused };
  }

  #claim(id: string, claimant: Claimant, terms: Terms, clearance: Clearance | undefined): Claimed {
    this.dueWork.catchUp();
    const again = this.claimTable.find(terms.token);
    if (again !== undefined) return { holding: this.#seen(again) };
    const record = this.tickets.known(id);
    const agent = this.agents.able(claimant, record.ticket.channel);
    if (agent === undefined || !this.line.isFor(record, agent)) return {};
    if (terms.by === "offer" && isRefused(record.refusals, agent.id, this.setup.now())) return {};
    return this.#tried(record, agent, terms, clearance);
  }

  #tried(record: TicketRecord, agent: AgentDescription, terms: Terms, clearance: Clearance | undefined): Claimed {
    const answer = this.clearances.verdictOn(record.ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    if (answer.allowed) return { holding: this.#hold(record, agent.id, terms) };
    return { refused: this.clearances.stop(record, answer) };
  }

  #hold(record: TicketRecord, agent: string, { token, by, within, grounds }: Terms): Holding {
    const at = this.setup.now();
    this.tickets.leave(record);
    this.#give(record, { token, agent, claimedAt: at, deadline: within === undefined ? undefined : at + within });
    this.claimTable.hold(record, this.counters.add("claims", 1) + 1, { agent, at, by, grounds });
    return this.#seen(record);
  }

  /** The claim is theirs until it ends, its deadline passes, or they have vanished. */
  #give(record: TicketRecord, claim: NonNullable<TicketRecord["claim"]>): void {
    const { agent, claimedAt, deadline } = claim;
    record.claim = claim;
    record.state = stateOf(claim);
    if (deadline === undefined) record.answeredAt ??= claimedAt;
    const { offers, active } = this.roster.takenBackAt(agent);
    this.tickets.awaitUntil(record, deadline === undefined ? active : Math.min(deadline, offers));
  }

  /** @throws ProximoError `OFFER_ACCEPTED` for what is no offer any more. */
  #return(record: TicketRecord, refusedFor: number | undefined): Settled {
    const { agent, deadline } = record.claim!;
    if (deadline === undefined) throw offerAccepted(agent);
    const now = this.setup.now();
    if (refusedFor !== undefined) record.refusals = withRefusal(record.refusals, agent, now + refusedFor, now);
    const claim = letGo(record) as EndedClaim;
    this.tickets.rejoin(record);
    return { ticket: seen(record), claim };
  }

  /** @throws ProximoError `STALE_CLAIM` */
  #standing(token: string): TicketRecord {
    const record = this.claimTable.find(token);
    if (record === undefined) throw staleClaim(token);
    return record;
  }

  /** The claim as it stands now, for outside. */
  #seen(record: TicketRecord): Holding {
    const { token, agent, claimedAt, deadline } = record.claim!;
    const holding = { ticket: seen(record), token, agent, state: record.state as Holding["state"], claimedAt };
    return { ...holding, deadline, alsoWaiting: this.#alsoWaiting(record) };
  }

  /** The contact's other tickets in the line, in order. */
  #alsoWaiting({ ticket, keys }: TicketRecord): Holding["alsoWaiting"] {
    if (ticket.contact === undefined) return [];
    return this.table
      .waitingOf(ticket.contact, keys.arrival)
      .filter((other) => this.line.isWaiting(other))
      .sort((a, b) => this.line.compare(a, b))
      .map(seen);
  }
}
