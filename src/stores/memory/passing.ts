import type { Clock } from "../../model/clock.ts";
import { isDue } from "../waiting.ts";
import type { Folder } from "./cabinet.ts";
import type { MemoryClaimTable } from "./claim-table.ts";
import type { MemoryPassages } from "./passages.ts";
import type { MemoryRoster } from "./roster.ts";
import type { MemoryTickets } from "./tickets.ts";

/** Brings tickets and agents up to the present: does whatever has become due, and notes it in the passages. */
export class MemoryPassing {
  constructor(
    private readonly tickets: MemoryTickets,
    private readonly claimTable: MemoryClaimTable,
    private readonly roster: MemoryRoster,
    private readonly passages: MemoryPassages,
    private readonly clock: Clock,
  ) {}

  /** Lets happen whatever is due. Where nothing is awaited, the clock is not even asked. */
  settle(): void {
    const { tickets } = this;
    this.roster.settle();
    tickets.reopenDue();
    tickets.promoteDue(this.#promoted);
    let at = tickets.nextAwaited;
    if (at === undefined) return;
    for (const now = this.clock.now(); at !== undefined && at <= now; at = tickets.nextAwaited)
      for (const folder of tickets.awaitedAt(at)) this.#pass(folder, at);
  }

  /** The time of an agent with a ticket is over: it waits again. */
  takeBack(folder: Folder): void {
    const claim = this.claimTable.letGo(folder);
    this.tickets.rejoin(folder);
    this.passages.add(claim?.state === "offered" ? "lapsed" : "released", folder, claim);
  }

  readonly #promoted = (folder: Folder): void => this.passages.add("promoted", folder);

  /** Its moment has come: of an agent's time with it, of a reservation, or of having waited for long. */
  #pass(folder: Folder, at: number): void {
    if (folder.claim !== undefined) {
      this.takeBack(folder);
      return;
    }
    const { tickets } = this;
    const escalates = !folder.promoted && isDue(folder.escalatesAt, at) && !tickets.line.isHeld(folder.slot);
    if (escalates) {
      folder.promoted = true;
      this.passages.add("escalated", folder);
    }
    if (!folder.toldTooLong && isDue(folder.limitAt, at) && !tickets.line.isHeld(folder.slot)) {
      folder.toldTooLong = true;
      this.passages.add("tooLong", folder);
    }
    const isFree = folder.reservedFor !== undefined && isDue(folder.ticket.preferredAgent?.until, at);
    if (isFree) tickets.free(folder);
    if (escalates || isFree) tickets.move(folder);
    tickets.awaitNext(folder);
  }
}
