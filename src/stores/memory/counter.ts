import { allowedOn } from "../../channels/directions.ts";
import type { ChannelRegistry } from "../../channels/registry.ts";
import type { AgentDescription, Case, CaseChange } from "../../model/case.ts";
import type { Clock } from "../../model/clock.ts";
import type { Clearance, RefusedTicket } from "../../model/outbound.ts";
import { offerAccepted, ticketNotWaiting } from "../../model/store-errors.ts";
import { withCaseChange } from "../case-change.ts";
import { isRefused, withRefusal } from "../refusals.ts";
import type { Asking, Claimant, Claimed, EndedClaim, Settled, Settlement } from "../store.ts";
import { isInquiry } from "../verdict.ts";
import type { MemoryAgents } from "./agents.ts";
import type { Folder } from "./cabinet.ts";
import type { MemoryClaims, Terms } from "./claims.ts";
import type { MemoryClearances } from "./clearances.ts";
import type { MemoryTickets } from "./tickets.ts";

/** Where tickets go to agents and come back, past the gate. */
export class MemoryCounter {
  readonly #tickets: MemoryTickets;
  readonly #claims: MemoryClaims;
  readonly #clearances: MemoryClearances;
  readonly #agents: MemoryAgents;

  constructor(
    { tickets, claims, clearances, agents }: Desk,
    private readonly channels: ChannelRegistry,
    private readonly clock: Clock,
  ) {
    this.#tickets = tickets;
    this.#claims = claims;
    this.#clearances = clearances;
    this.#agents = agents;
  }

  claimNext(claimant: Claimant, token: string, clearance?: Clearance): Claimed {
    this.#tickets.settle();
    const again = this.#claims.find(token);
    if (again !== undefined) return { holding: this.#claims.seen(again) };
    const agent = this.#abilities(claimant);
    if (agent === undefined) return {};
    let refused: RefusedTicket | undefined;
    for (;;) {
      const first = this.#tickets.at(this.#tickets.line.first(agent));
      if (first === undefined) return { refused };
      const answer = this.#clearances.verdictOn(first.ticket, clearance);
      if (isInquiry(answer)) return { refused, inquiry: answer };
      if (answer.allowed) return { refused, holding: this.#claims.hold(first, agent.id, { token, by: "next" }) };
      refused = this.#clearances.stop(first, answer);
    }
  }

  /** @param within of an offer, in milliseconds. */
  claim(id: string, claimant: Claimant, terms: Terms, clearance: Clearance | undefined, within?: number): Claimed {
    this.#tickets.settle();
    const again = this.#claims.find(terms.token);
    if (again !== undefined) return { holding: this.#claims.seen(again) };
    const folder = this.#tickets.cabinet.known(id);
    const agent = this.#abilities(claimant);
    if (agent === undefined || !this.#tickets.isFor(folder, agent)) return {};
    const now = this.clock.now();
    if (within !== undefined && isRefused(folder.refusals, agent.id, now)) return {};
    const answer = this.#clearances.verdictOn(folder.ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    if (!answer.allowed) return { refused: this.#clearances.stop(folder, answer) };
    const deadline = within === undefined ? undefined : now + within;
    return { holding: this.#claims.hold(folder, agent.id, terms, deadline) };
  }

  settle(token: string, settlement: Settlement, clearance?: Clearance): Settled | Asking {
    this.#tickets.settle();
    const folder = this.#claims.standing(token);
    if (settlement.kind === "return") return this.#return(folder, settlement.refusedFor);
    if (settlement.kind !== "release") {
      this.#tickets.close(folder, settlement.kind === "complete" ? "completed" : "cancelled");
      const claim = this.#claims.end(folder) as EndedClaim;
      return { ticket: this.#tickets.seen(folder), claim };
    }
    const ticket = this.#changed(folder, settlement.change);
    const answer = this.#clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    const claim = this.#claims.end(folder) as EndedClaim;
    this.#replace(folder, ticket, settlement.change);
    const refused = answer.allowed ? undefined : this.#clearances.stop(folder, answer);
    return { ticket: this.#tickets.seen(folder), claim, refused };
  }

  update(id: string, change: CaseChange, clearance?: Clearance): Case | Asking {
    this.#tickets.settle();
    const folder = this.#tickets.cabinet.known(id);
    if (folder.slot === 0 && folder.heldUntil === undefined)
      throw ticketNotWaiting(id, this.#tickets.seen(folder).state);
    const ticket = this.#changed(folder, change);
    const { heldUntil } = folder;
    if (ticket.channel === folder.ticket.channel) {
      this.#replace(folder, ticket, change);
      if (heldUntil !== undefined) this.#tickets.setAside(folder, heldUntil);
      return this.#tickets.seen(folder);
    }
    const answer = this.#clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.#replace(folder, ticket, change);
    if (!answer.allowed) this.#clearances.stop(folder, answer);
    return this.#tickets.seen(folder);
  }

  #return(folder: Folder, refusedFor: number | undefined): Settled {
    const claim = folder.claim!;
    if (claim.deadline === undefined) throw offerAccepted(claim.agent);
    const now = this.clock.now();
    if (refusedFor !== undefined) folder.refusals = withRefusal(folder.refusals, claim.agent, now + refusedFor, now);
    this.#replace(folder, folder.ticket);
    return { claim: this.#claims.letGo(folder) as EndedClaim, ticket: this.#tickets.seen(folder) };
  }

  /** What whoever asks can serve of the line; undefined for a registered agent without room. */
  #abilities(claimant: Claimant): AgentDescription | undefined {
    const described = typeof claimant === "string" ? this.#agents.withRoom(claimant) : claimant;
    return described && this.#tickets.abilities(described);
  }

  /** @throws ProximoError as `allowedOn`, where the change moves it to another channel. */
  #changed({ ticket }: Folder, change: CaseChange): Folder["ticket"] {
    const next = withCaseChange(ticket, change);
    if (next.channel !== ticket.channel) allowedOn(this.channels, next.channel, next.direction);
    return next;
  }

  /** Lets a ticket stand where its keys say now. */
  #replace(folder: Folder, ticket: Folder["ticket"], change: CaseChange = {}): void {
    this.#tickets.leave(folder);
    folder.ticket = ticket;
    if (change.scheduledFor !== undefined) {
      folder.promoted = false;
      folder.toldTooLong = false;
    }
    this.#tickets.join(folder);
  }
}

/** What a counter works with. */
interface Desk {
  readonly tickets: MemoryTickets;
  readonly claims: MemoryClaims;
  readonly clearances: MemoryClearances;
  readonly agents: MemoryAgents;
}
