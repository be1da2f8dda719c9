import type { Case } from "../../model/case.ts";
import type { DueChange, EndedClaim } from "../store.ts";
import type { TicketRecord } from "./ticket-table.ts";

const NOTHING: readonly DueChange[] = [];

/** What time has brought (promotions, lapses, limits) and the agenda has not told yet, in the order in which it happened. */
export class MemoryUntoldChanges {
  #untold: Untold[] = [];

  /** @param claim that has ended by it. */
  add(what: DueChange["what"], record: TicketRecord, claim?: EndedClaim): void {
    this.#untold.push({ what, record, claim });
  }

  /** All of them: they are told once. */
  take(seen: (record: TicketRecord) => Case): readonly DueChange[] {
    if (this.#untold.length === 0) return NOTHING;
    const untold = this.#untold;
    this.#untold = [];
    return untold.map(({ what, record, claim }) => {
      const ticket = seen(record);
      return claim === undefined ? { what, ticket } : { what, ticket, claim };
    });
  }

  /** Nothing that has become of these is told. */
  erase(isGone: (record: TicketRecord) => boolean): void {
    if (this.#untold.length > 0) this.#untold = this.#untold.filter(({ record }) => !isGone(record));
  }
}

interface Untold extends Omit<DueChange, "ticket"> {
  readonly record: TicketRecord;
}
