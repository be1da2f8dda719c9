import type { Holding } from "../../model/case.ts";
import type { Clearance, RefusedTicket } from "../../model/outbound.ts";
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
import type { MemoryEntrance } from "./entrance.ts";
import type { MemoryLine } from "./line.ts";
import type { MemoryTickets } from "./tickets.ts";

/** How tickets are held by agents, and given back or done with. */
export class MemoryClaims {
  constructor(
    private readonly tickets: MemoryTickets,
    private readonly line: MemoryLine,
    private readonly claimTable: MemoryClaimTable,
    private readonly clearances: MemoryClearances,
    private readonly agents: MemoryAgents,
    private readonly entrance: MemoryEntrance,
  ) {}

  claimNext(claimant: Claimant, token: string, clearance?: Clearance): Claimed {
    const again = this.claim(token);
    if (again !== undefined) return { holding: again };
    const agent = this.agents.able(claimant);
    if (agent === undefined) return {};
    let refused: RefusedTicket | undefined;
    for (;;) {
      const first = this.line.first(agent);
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
    return this.#claim(ticket, agent, { token, by: "offer", within, grounds }, clearance);
  }

  accept(token: string): Accepted {
    return this.claimTable.accept(this.claimTable.standing(token));
  }

  claim(token: string): Holding | undefined {
    const record = this.claimTable.find(token);
    return record && this.claimTable.seen(record);
  }

  claims({ agent }: ClaimFilter): readonly Holding[] {
    const records = agent === undefined ? this.claimTable.all() : [...this.claimTable.of(agent)];
    return records.map((record) => this.claimTable.seen(record));
  }

  settle(token: string, settlement: Settlement, clearance?: Clearance): Settled | Asking {
    const record = this.claimTable.standing(token);
    if (settlement.kind === "return") return this.claimTable.giveBack(record, settlement.refusedFor);
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

  #claim(id: string, claimant: Claimant, terms: Terms, clearance: Clearance | undefined): Claimed {
    const again = this.claim(terms.token);
    if (again !== undefined) return { holding: again };
    const record = this.tickets.table.known(id);
    const agent = this.agents.able(claimant, record.ticket.channel);
    if (agent === undefined || !this.line.isFor(record, agent)) return {};
    if (terms.by === "offer" && this.claimTable.isRefused(record, agent.id)) return {};
    const answer = this.clearances.verdictOn(record.ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    if (!answer.allowed) return { refused: this.clearances.stop(record, answer) };
    return { holding: this.claimTable.hold(record, agent.id, terms) };
  }
}
