import type { AgentDescription, Holding } from "../../../model/case.ts";
import type { Clearance, RefusedTicket } from "../../../model/outbound.ts";
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
import type { Entrance } from "../line/entrance.ts";
import type { Line } from "../line/line.ts";
import { seen, type TicketRecord } from "../line/ticket-record.ts";
import type { Tickets } from "../line/tickets.ts";
import type { Clearances } from "../outbound/clearances.ts";
import type { Holdings, Terms } from "./holdings.ts";

/** How tickets are held by agents, and given back or done with. */
export class Claims {
  constructor(
    private readonly tickets: Tickets,
    private readonly line: Line,
    private readonly holdings: Holdings,
    private readonly clearances: Clearances,
    private readonly agents: Agents,
    private readonly entrance: Entrance,
  ) {}

  claimNext(claimant: Claimant, token: string, clearance: Clearance | undefined): Claimed {
    const again = this.holdings.find(token);
    if (again !== undefined) return { holding: again };
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
    return this.holdings.accept(this.holdings.standing(token));
  }

  claim(token: string): Holding | undefined {
    return this.holdings.find(token);
  }

  claims(filter: ClaimFilter): readonly Holding[] {
    return this.holdings.list(filter);
  }

  settle(token: string, settlement: Settlement, clearance: Clearance | undefined): Settled | Asking {
    const record = this.holdings.standing(token);
    if (settlement.kind === "return") return this.holdings.giveBack(record, settlement.refusedFor);
    if (settlement.kind !== "release") {
      this.tickets.close(record, settlement.kind === "complete" ? "completed" : "cancelled");
      const claim = this.holdings.end(record) as EndedClaim;
      this.tickets.save(record);
      return { ticket: seen(record), claim };
    }
    const ticket = this.entrance.changed(record, settlement.change);
    const answer = this.clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    const claim = this.holdings.end(record) as EndedClaim;
    this.entrance.replace(record, ticket, settlement.change);
    this.tickets.save(record);
    const refused = answer.allowed ? undefined : this.clearances.stop(record, answer);
    return { ticket: seen(record), claim, refused };
  }

  #claim(id: string, claimant: Claimant, terms: Terms, clearance: Clearance | undefined): Claimed {
    const again = this.holdings.find(terms.token);
    if (again !== undefined) return { holding: again };
    const record = this.tickets.known(id);
    const agent = this.agents.able(claimant, record.ticket.channel);
    if (agent === undefined || !this.line.isFor(record, agent)) return {};
    if (terms.by === "offer" && this.holdings.isRefused(record, agent.id)) return {};
    return this.#tried(record, agent, terms, clearance);
  }

  #tried(record: TicketRecord, agent: AgentDescription, terms: Terms, clearance: Clearance | undefined): Claimed {
    const answer = this.clearances.verdictOn(record.ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    if (answer.allowed) return { holding: this.holdings.hold(record, agent.id, terms) };
    return { refused: this.clearances.stop(record, answer) };
  }
}
