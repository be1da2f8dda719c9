import type { Case, Clock } from "proximo";
import { type ConsoleCenter, LEAD } from "../opening.ts";
import type { Records, Wait } from "../records.ts";

const MINUTE = 60_000;
/** Of the charts. */
const MINUTES = 30;
/** Served within this is served well. */
export const TARGET = MINUTE;

/** One minute of the charts. Waits are in milliseconds, and undefined where nobody was served. */
export interface Minute {
  /** Its beginning, in epoch milliseconds. */
  readonly from: number;
  readonly served: number;
  readonly gaveUp: number;
  /** Of those whose waiting ended, how many were served within the target. */
  readonly within: number;
  readonly median?: number | undefined;
  /** Nine in ten of those served had waited no longer. */
  readonly nineInTen?: number | undefined;
}

/** How long contacts wait, by the center's events. What the company sends of its own accord waits for nobody. */
export class Waits {
  constructor(
    center: ConsoleCenter,
    private readonly records: Records,
    private readonly clock: Clock,
  ) {
    center.on("claimed", ({ ticket }) => this.#keep(ticket, true));
    center.on("cancelled", ({ ticket }) => this.#keep(ticket, false));
  }

  /** The last half hour, minute by minute, this one included. */
  minutes(): Minute[] {
    const last = Math.floor(this.clock.now() / MINUTE) * MINUTE;
    const first = last - (MINUTES - 1) * MINUTE;
    const waits = this.records.waits(first);
    return Array.from({ length: MINUTES }, (_, index) => {
      const from = first + index * MINUTE;
      return minute(
        from,
        waits.filter(({ at }) => at >= from && at < from + MINUTE),
      );
    });
  }

  #keep(ticket: Case, served: boolean): void {
    if (ticket.direction === "outbound") return;
    const at = this.clock.now();
    this.records.keep({ ticket: ticket.id, at, waited: Math.max(0, at - waitingSince(ticket)), served });
  }
}

/** A scheduled ticket has waited since its promotion. */
function waitingSince({ receivedAt, scheduledFor }: Case): number {
  return scheduledFor === undefined ? receivedAt : Math.max(receivedAt, scheduledFor - LEAD);
}

function minute(from: number, waits: readonly Wait[]): Minute {
  const served = waits
    .filter((wait) => wait.served)
    .map(({ waited }) => waited)
    .sort((a, b) => a - b);
  return {
    from,
    served: served.length,
    gaveUp: waits.length - served.length,
    within: served.filter((waited) => waited <= TARGET).length,
    median: quantile(served, 0.5),
    nineInTen: quantile(served, 0.9),
  };
}

/** By nearest rank. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
