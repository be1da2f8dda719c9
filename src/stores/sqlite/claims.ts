import type { AgentDescription, Holding } from "../../model/case.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { Clearance, RefusedTicket } from "../../model/outbound.ts";
import type { Asking, Claimed, ClaimFilter, Settled, Settlement } from "../store.ts";
import { isInquiry } from "../verdict.ts";
import type { Clearances } from "./clearances.ts";
import type { Counters } from "./counters.ts";
import { type Folder, seen } from "./folder.ts";
import type { Intake } from "./intake.ts";
import type { Line } from "./line.ts";
import type { Setting } from "./setting.ts";
import type { TicketTable } from "./ticket-table.ts";
import type { Tickets } from "./tickets.ts";

/** How tickets are held by agents, and given back or done with. */
export class Claims {
  constructor(
    private readonly table: TicketTable,
    private readonly tickets: Tickets,
    private readonly line: Line,
    private readonly counters: Counters,
    private readonly setting: Setting,
    private readonly clearances: Clearances,
    private readonly intake: Intake,
  ) {}

  claimNext(agent: AgentDescription, token: string, clearance: Clearance | undefined): Claimed {
    this.tickets.settle();
    const again = this.table.holding(token);
    if (again !== undefined) return { holding: this.#seen(again) };
    let refused: RefusedTicket | undefined;
    for (;;) {
      const first = this.line.first(agent);
      if (first === undefined) return { refused };
      const claimed = this.#tried(first, agent, token, clearance);
      if (claimed.refused === undefined) return { refused, ...claimed };
      refused = claimed.refused;
    }
  }

  claimTicket(id: string, agent: AgentDescription, token: string, clearance: Clearance | undefined): Claimed {
    this.tickets.settle();
    const again = this.table.holding(token);
    if (again !== undefined) return { holding: this.#seen(again) };
    const folder = this.tickets.known(id);
    if (!this.line.isWaiting(folder) || !this.line.canServe(folder, agent)) return {};
    return this.#tried(folder, agent, token, clearance);
  }

  claim(token: string): Holding | undefined {
    this.tickets.settle();
    const folder = this.table.holding(token);
    return folder && this.#seen(folder);
  }

  claims({ agent }: ClaimFilter): readonly Holding[] {
    this.tickets.settle();
    return this.table.claimed(agent).map((folder) => this.#seen(folder));
  }

  settle(token: string, settlement: Settlement, clearance: Clearance | undefined): Settled | Asking {
    const folder = this.table.holding(token);
    if (folder === undefined)
      throw new ProximoError("STALE_CLAIM", `token: expected one whose claim stands, got ${shown(token)}`);
    const { agent } = folder.claim!;
    if (settlement.kind !== "release") {
      this.tickets.close(folder, settlement.kind === "complete" ? "completed" : "cancelled");
      this.#letGo(folder);
      return { ticket: seen(folder), agent };
    }
    const ticket = this.intake.changed(folder, settlement.change);
    const answer = this.clearances.verdictOn(ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    this.intake.replace(folder, ticket, settlement.change);
    this.#letGo(folder);
    const refused = answer.allowed ? undefined : this.clearances.stop(folder, answer);
    return { ticket: seen(folder), agent, refused };
  }

  #tried(folder: Folder, agent: AgentDescription, token: string, clearance: Clearance | undefined): Claimed {
    const answer = this.clearances.verdictOn(folder.ticket, clearance);
    if (isInquiry(answer)) return { inquiry: answer };
    if (answer.allowed) return { holding: this.#hold(folder, agent, token) };
    return { refused: this.clearances.stop(folder, answer) };
  }

  #hold(folder: Folder, agent: AgentDescription, token: string): Holding {
    this.tickets.leave(folder);
    folder.state = "active";
    folder.claim = { token, agent: agent.id, claimedAt: this.setting.now() };
    this.table.hold(folder, this.counters.add("claims", 1) + 1);
    return this.#seen(folder);
  }

  #letGo(folder: Folder): void {
    folder.claim = undefined;
    this.tickets.save(folder);
  }

  /** The claim as it stands now, for outside. */
  #seen(folder: Folder): Holding {
    const { token, agent, claimedAt } = folder.claim!;
    return { ticket: seen(folder), token, agent, state: "active", claimedAt, alsoWaiting: this.#alsoWaiting(folder) };
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
