import { promotionMoment } from "../../../queue/promotion.ts";
import { isDue } from "../../waiting.ts";
import type { Roster } from "../agents/roster.ts";
import type { Setup } from "../setup.ts";
import { type Folder, letGo, stateOf } from "./folder.ts";
import type { Passages } from "./passages.ts";
import type { TicketTable } from "./ticket-table.ts";
import type { Tickets } from "./tickets.ts";

/** What time brings to tickets and agents, whenever it is noticed. */
export class Passing {
  constructor(
    private readonly table: TicketTable,
    private readonly tickets: Tickets,
    private readonly roster: Roster,
    private readonly passages: Passages,
    private readonly setup: Setup,
  ) {}

  /** Lets happen whatever is due. Where nothing is, it costs two comparisons. */
  settle(): void {
    const now = this.setup.now();
    this.roster.settle(now);
    for (let due = this.tickets.nextDue; due !== undefined && due <= now; due = this.tickets.nextDue)
      for (const folder of this.table.due(due)) this.#pass(folder, due);
  }

  /** When time will next change anything. */
  get nextChange(): number | undefined {
    const [ticket, agent] = [this.tickets.nextDue, this.roster.nextDue];
    return ticket === undefined || agent === undefined ? (ticket ?? agent) : Math.min(ticket, agent);
  }

  /** The time of an agent with a ticket is over: it waits again. */
  takeBack(folder: Folder): void {
    const what = stateOf(folder.claim!) === "offered" ? "lapsed" : "released";
    const claim = letGo(folder);
    this.tickets.rejoin(folder);
    this.passages.add(what, folder, claim);
  }

  #pass(folder: Folder, at: number): void {
    if (folder.claim !== undefined) this.takeBack(folder);
    else if (folder.gated) this.tickets.rejoin(folder);
    else this.#change(folder, at);
  }

  /** It is promoted or escalated, has waited for too long, or its reservation is over. */
  #change(folder: Folder, at: number): void {
    const { state, ticket } = folder;
    const held = state === "held";
    if (held && isDue(promotionMoment(ticket, this.setup.promotionLead), at)) {
      folder.promoted = true;
      this.passages.add("promoted", folder);
    }
    if (!held && !folder.promoted && isDue(folder.escalatesAt, at)) {
      folder.promoted = true;
      this.passages.add("escalated", folder);
    }
    if (!held && !folder.toldTooLong && isDue(folder.limitAt, at)) {
      folder.toldTooLong = true;
      this.passages.add("tooLong", folder);
    }
    this.tickets.leave(folder);
    this.tickets.stand(folder, at);
    this.tickets.save(folder);
  }
}
