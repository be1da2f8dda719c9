import type { Clock } from "../../model/clock.ts";
import { isDue } from "../rules/waiting.ts";
import type { MemoryClaimTable } from "./claim-table.ts";
import type { MemoryRoster } from "./roster.ts";
import type { TicketRecord } from "./ticket-table.ts";
import type { MemoryTickets } from "./tickets.ts";
import type { MemoryUntoldChanges } from "./untold-changes.ts";

/** Brings tickets and agents up to the present: does whatever has become due, and notes what nobody was told of yet. */
export class MemoryDueWork {
  constructor(
    private readonly tickets: MemoryTickets,
    private readonly claimTable: MemoryClaimTable,
    private readonly roster: MemoryRoster,
    private readonly untold: MemoryUntoldChanges,
    private readonly clock: Clock,
  ) {}

  /** Lets happen whatever is due. Where nothing is awaited, the clock is not even asked. */
  catchUp(): void {
    const { tickets } = this;
    this.roster.catchUp();
    tickets.reopenDue();
    tickets.promoteDue(this.#promoted);
    let at = tickets.nextAwaited;
    if (at === undefined) return;
    for (const now = this.clock.now(); at !== undefined && at <= now; at = tickets.nextAwaited)
      for (const record of tickets.awaitedAt(at)) this.#pass(record, at);
  }

  /** The time of an agent with a ticket is over: it waits again. */
  takeBack(record: TicketRecord): void {
    const claim = this.claimTable.letGo(record);
    this.tickets.rejoin(record);
    this.untold.add(claim?.state === "offered" ? "lapsed" : "released", record, claim);
  }

  readonly #promoted = (record: TicketRecord): void => this.untold.add("promoted", record);

  /** Its moment has come: of an agent's time with it, of a reservation, or of having waited for long. */
  #pass(record: TicketRecord, at: number): void {
    if (record.claim !== undefined) {
      this.takeBack(record);
      return;
    }
    const { tickets } = this;
    const escalates = !record.promoted && isDue(record.escalatesAt, at) && !tickets.line.isHeld(record.slot);
    if (escalates) {
      record.promoted = true;
      this.untold.add("escalated", record);
    }
    if (!record.toldTooLong && isDue(record.limitAt, at) && !tickets.line.isHeld(record.slot)) {
      record.toldTooLong = true;
      this.untold.add("tooLong", record);
    }
    const isFree = record.reservedFor !== undefined && isDue(record.ticket.preferredAgent?.until, at);
    if (isFree) tickets.free(record);
    if (escalates || isFree) tickets.move(record);
    tickets.awaitNext(record);
  }
}
