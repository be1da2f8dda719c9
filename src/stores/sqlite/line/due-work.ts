import { promotionMoment } from "../../../queue/promotion.ts";
import { isDue } from "../../rules/waiting.ts";
import type { Roster } from "../agents/roster.ts";
import { LATER } from "../database/transactions.ts";
import type { Setup } from "../setup.ts";
import { letGo, stateOf, type TicketRecord } from "./ticket-record.ts";
import type { TicketTable } from "./ticket-table.ts";
import type { Tickets } from "./tickets.ts";
import type { UntoldChanges } from "./untold-changes.ts";

/** So many tickets are changed in one transaction by time alone. */
const AT_ONCE = 200;

/** What time brings to tickets and agents, whenever it is noticed. */
export class DueWork {
  constructor(
    private readonly table: TicketTable,
    private readonly tickets: Tickets,
    private readonly roster: Roster,
    private readonly untold: UntoldChanges,
    private readonly setup: Setup,
  ) {}

  /**
   * Lets happen whatever is due, before the step changes anything: of very much a part, and the step is put off, so that the
   * process has its turn. Where nothing is due, it costs two comparisons.
   */
  catchUp(): void {
    const now = this.setup.now();
    this.roster.catchUp(now);
    let left = AT_ONCE;
    for (let due = this.tickets.nextDue; due !== undefined && due <= now; due = this.tickets.nextDue) {
      if (left <= 0) throw LATER;
      const records = this.table.due(due, left);
      for (const record of records) this.#pass(record, due);
      left -= records.length;
    }
  }

  /** When time will next change anything. */
  get nextChange(): number | undefined {
    const [ticket, agent] = [this.tickets.nextDue, this.roster.nextDue];
    return ticket === undefined || agent === undefined ? (ticket ?? agent) : Math.min(ticket, agent);
  }

  /** The time of an agent with a ticket is over: it waits again. */
  takeBack(record: TicketRecord): void {
    const what = stateOf(record.claim!) === "offered" ? "lapsed" : "released";
    const claim = letGo(record);
    this.tickets.rejoin(record);
    this.untold.add(what, record, claim);
  }

  #pass(record: TicketRecord, at: number): void {
    if (record.claim !== undefined) this.takeBack(record);
    else if (record.gated) this.tickets.rejoin(record);
    else this.#change(record, at);
  }

  /** It is promoted or escalated, has waited for too long, or its reservation is over. */
  #change(record: TicketRecord, at: number): void {
    const { state, ticket } = record;
    const held = state === "held";
    if (held && isDue(promotionMoment(ticket, this.setup.promotionLead), at)) {
      record.promoted = true;
      this.untold.add("promoted", record);
    }
    if (!held && !record.promoted && isDue(record.escalatesAt, at)) {
      record.promoted = true;
      this.untold.add("escalated", record);
    }
    if (!held && !record.toldTooLong && isDue(record.limitAt, at)) {
      record.toldTooLong = true;
      this.untold.add("tooLong", record);
    }
    this.tickets.leave(record);
    this.tickets.stand(record, at);
    this.tickets.save(record);
  }
}
