import type { AgentDescription, Assignment, Holding } from "../../../model/case.ts";
import type { Clearance, RefusedTicket } from "../../../model/outbound.ts";
import { offerAccepted, staleClaim } from "../../../model/store-errors.ts";
import { isRefused, withRefusal } from "../../refusals.ts";
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
import { isInquiry } from "../../verdict.ts";
import type { Agents } from "../agents/agents.ts";
import type { Roster } from "../agents/roster.ts";
import type { Counters } from "../counters.ts";
import type { Entrance } from "../line/entrance.ts";
import { type Folder, letGo, seen, stateOf } from "../line/folder.ts";
import type { Line } from "../line/line.ts";
import type { Passing } from "../line/passing.ts";
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
    private readonly passing: Passing,
    private readonly line: Line,
    private readonly roster: Roster,
    private readonly agents: Agents,
    private readonly counters: Counters,
    private readonly setup: Setup,
    private readonly clearances: Clearances,
    private readonly entrance: Entrance,
  ) {}

  claimNext(claimant: Claimant, token: string, clearance: Clearance | undefined): Claimed {
    this.passing.settle();
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
    this.passing.settle();
    const folder = this.#standing(token);
    const { claim } = folder;
    const wasOffered = claim?.deadline !== undefined;
    if (wasOffered) {
      this.tickets.leave(folder);
      this.#give(folder, { ...claim, claimedAt: this.setup.now(), deadline: undefined });
      this.claimTable.accept(folder);
    }
    return { holding: this.#seen(folder), wasOffered };
  }

  claim(token: string): Holding | undefined {
    this.passing.settle();
    const folder = this.claimTable.find(token);
    return folder && this.#seen(folder);
  }

  claims({ agent }: ClaimFilter): readonly Holding[] {
    this.passing.settle();
    return this.claimTable.claimed(agent).map((folder) => this.#seen(folder));
  }

  settle(token: string, settlement: Settlement, clearance: Clearance | undefined): Settled | Asking {
    this.passing.settle();
    const folder = this.#standing(token);
    if (settlement.kind === "return") return this.#return(folder, settlement.refusedFor);
    if (settlement.kind !== "release") {
      this.tickets.close(folder, settlement.kind === "complete" ? "completed" : "cancelled");
      const claim = this.roster.end(folder) as EndedClaim;
      this.tickets.save(folder);
      return { ticket: seen(folder), claim };
    }
    const ticket = this.entrance.changed(folder, settlement.change);
    const answer = this.clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    const claim = this.roster.end(folder) as EndedClaim;
    this.entrance.replace(folder, ticket, settlement.change);
    this.tickets.save(folder);
    const refused = answer.allowed ? undefined : this.clearances.stop(folder, answer);
    return { ticket: seen(folder), claim, refused };
  }

  #claim(id: string, claimant: Claimant, terms: Terms, clearance: Clearance | undefined): Claimed {
    this.passing.settle();
    const again = this.claimTable.find(terms.token);
    if (again !== undefined) return { holding: this.#seen(again) };
    const folder = this.tickets.known(id);
    const agent = this.agents.able(claimant, folder.ticket.channel);
    if (agent === undefined || !this.line.isFor(folder, agent)) return {};
    if (terms.by === "offer" && isRefused(folder.refusals, agent.id, this.setup.now())) return {};
    return this.#tried(folder, agent, terms, clearance);
  }

  #tried(folder: Folder, agent: AgentDescription, terms: Terms, clearance: Clearance | undefined): Claimed {
    const answer = this.clearances.verdictOn(folder.ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    if (answer.allowed) return { holding: this.#hold(folder, agent.id, terms) };
    return { refused: this.clearances.stop(folder, answer) };
  }

  #hold(folder: Folder, agent: string, { token, by, within, grounds }: Terms): Holding {
    const at = this.setup.now();
    this.tickets.leave(folder);
    this.#give(folder, { token, agent, claimedAt: at, deadline: within === undefined ? undefined : at + within });
    this.claimTable.hold(folder, this.counters.add("claims", 1) + 1, { agent, at, by, grounds });
    return this.#seen(folder);
  }

  /** The claim is theirs until it ends, its deadline passes, or they have vanished. */
  #give(folder: Folder, claim: NonNullable<Folder["claim"]>): void {
    const { agent, claimedAt, deadline } = claim;
    folder.claim = claim;
    folder.state = stateOf(claim);
    if (deadline === undefined) folder.answeredAt ??= claimedAt;
    const { offers, active } = this.roster.takenBackAt(agent);
    this.tickets.awaitUntil(folder, deadline === undefined ? active : Math.min(deadline, offers));
  }

  /** @throws ProximoError `OFFER_ACCEPTED` for what is no offer any more. */
  #return(folder: Folder, refusedFor: number | undefined): Settled {
    const { agent, deadline } = folder.claim!;
    if (deadline === undefined) throw offerAccepted(agent);
    const now = this.setup.now();
    if (refusedFor !== undefined) folder.refusals = withRefusal(folder.refusals, agent, now + refusedFor, now);
    const claim = letGo(folder) as EndedClaim;
    this.tickets.rejoin(folder);
    return { ticket: seen(folder), claim };
  }

  /** @throws ProximoError `STALE_CLAIM` */
  #standing(token: string): Folder {
    const folder = this.claimTable.find(token);
    if (folder === undefined) throw staleClaim(token);
    return folder;
  }

  /** The claim as it stands now, for outside. */
  #seen(folder: Folder): Holding {
    const { token, agent, claimedAt, deadline } = folder.claim!;
    const holding = { ticket: seen(folder), token, agent, state: folder.state as Holding["state"], claimedAt };
    return { ...holding, deadline, alsoWaiting: this.#alsoWaiting(folder) };
  }

  /** The contact's other tickets in the line, in order. */
  #alsoWaiting({ ticket, keys }: Folder): Holding["alsoWaiting"] {
    if (ticket.contact === undefined) return [];
    return this.table
      .waitingOf(ticket.contact, keys.arrival)
      .filter((other) => this.line.isWaiting(other))
      .sort((a, b) => this.line.compare(a, b))
      .map(seen);
  }
}
