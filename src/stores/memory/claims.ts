import type { AgentDescription, Holding } from "../../model/case.ts";
import type { Clock } from "../../model/clock.ts";
import type { Clearance, RefusedTicket } from "../../model/outbound.ts";
import { offerAccepted } from "../../model/store-errors.ts";
import { isRefused, withRefusal } from "../rules/refusals.ts";
import { isInquiry } from "../rules/verdict.ts";
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
} from "../store.ts";
import type { MemoryAgents } from "./agents.ts";
import type { MemoryClaimTable, Terms } from "./claim-table.ts";
import type { MemoryClearances } from "./clearances.ts";
import type { MemoryDueWork } from "./due-work.ts";
import type { MemoryEntrance } from "./entrance.ts";
import type { TicketRecord } from "./ticket-table.ts";
import type { MemoryTickets } from "./tickets.ts";

/** How tickets are held by agents, and given back or done with. */
export class MemoryClaims {
  constructor(
    private readonly dueWork: MemoryDueWork,
    private readonly tickets: MemoryTickets,
    private readonly claimTable: MemoryClaimTable,
    private readonly agents: MemoryAgents,
    private readonly clearances: MemoryClearances,
    private readonly entrance: MemoryEntrance,
    private readonly clock: Clock,
  ) {}

  claimNext(claimant: Claimant, token: string, clearance?: Clearance): Claimed {
    this.dueWork.catchUp();
    const again = this.claimTable.find(token);
    if (again !== undefined) return { holding: this.claimTable.seen(again) };
    const agent = this.#abilities(claimant);
    if (agent === undefined) return {};
    let refused: RefusedTicket | undefined;
    for (;;) {
      const first = this.tickets.at(this.tickets.line.first(agent));
      if (first === undefined) return { refused };
      const answer = this.clearances.verdictOn(first.ticket, clearance);
      if (isInquiry(answer)) return { refused, inquiry: answer };
      if (answer.allowed) return { refused, holding: this.claimTable.hold(first, agent.id, { token, by: "next" }) };
      refused = this.clearances.stop(first, answer);
    }
  }

  claimTicket(id: string, claimant: Claimant, token: string, clearance?: Clearance): Claimed {
    return this.#claim(id, claimant, { token, by: "take" }, clearance);
  }

  offer({ ticket, agent, token, within, grounds }: Proposal, clearance?: Clearance): Claimed {
    return this.#claim(ticket, agent, { token, by: "offer", grounds }, clearance, within);
  }

  accept(token: string): Accepted {
    this.dueWork.catchUp();
    return this.claimTable.accept(this.claimTable.standing(token));
  }

  claim(token: string): Holding | undefined {
    this.dueWork.catchUp();
    const record = this.claimTable.find(token);
    return record && this.claimTable.seen(record);
  }

  claims({ agent }: ClaimFilter): readonly Holding[] {
    this.dueWork.catchUp();
    const records = agent === undefined ? this.claimTable.all() : [...this.claimTable.of(agent)];
    return records.map((record) => this.claimTable.seen(record));
  }

  settle(token: string, settlement: Settlement, clearance?: Clearance): Settled | Asking {
    this.dueWork.catchUp();
    const record = this.claimTable.standing(token);
    if (settlement.kind === "return") return this.#return(record, settlement.refusedFor);
    if (settlement.kind !== "release") {
      this.tickets.close(record, settlement.kind === "complete" ? "completed" : "cancelled");
      const claim = this.claimTable.end(record) as EndedClaim;
      return { ticket: this.tickets.seen(record), claim };
    }
    const ticket = this.entrance.changed(record, settlement.change);
    const answer = this.clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    const claim = this.claimTable.end(record) as EndedClaim;
    this.entrance.replace(record, ticket, settlement.change);
    const refused = answer.allowed ? undefined : this.clearances.stop(record, answer);
    return { ticket: this.tickets.seen(record), claim, refused };
  }

  /** @param within of an offer, in milliseconds. */
  #claim(id: string, claimant: Claimant, terms: Terms, clearance: Clearance | undefined, within?: number): Claimed {
    this.dueWork.catchUp();
    const again = this.claimTable.find(terms.token);
    if (again !== undefined) return { holding: this.claimTable.seen(again) };
    const record = this.tickets.table.known(id);
    const agent = this.#abilities(claimant, record.ticket.channel);
    if (agent === undefined || !this.tickets.isFor(record, agent)) return {};
    const now = this.clock.now();
    if (within !== undefined && isRefused(record.refusals, agent.id, now)) return {};
    const answer = this.clearances.verdictOn(record.ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    if (!answer.allowed) return { refused: this.clearances.stop(record, answer) };
    const deadline = within === undefined ? undefined : now + within;
    return { holding: this.claimTable.hold(record, agent.id, terms, deadline) };
  }

  #return(record: TicketRecord, refusedFor: number | undefined): Settled {
    const claim = record.claim!;
    if (claim.deadline === undefined) throw offerAccepted(claim.agent);
    const now = this.clock.now();
    if (refusedFor !== undefined) record.refusals = withRefusal(record.refusals, claim.agent, now + refusedFor, now);
    this.entrance.replace(record, record.ticket);
    return { claim: this.claimTable.letGo(record) as EndedClaim, ticket: this.tickets.seen(record) };
  }

  /** What whoever asks can serve of the line; undefined for a registered agent without room, be it on that channel. */
  #abilities(claimant: Claimant, channel?: string): AgentDescription | undefined {
    const described = this.agents.able(claimant, channel);
    return described && this.tickets.abilities(described);
  }
}
