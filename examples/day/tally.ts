import { type Arrival, LEAD } from "./source.ts";

/** Served this soon counts towards the service level. */
export const TARGET = 20_000;

/** What became of the tickets counted in one line of the table. */
export interface Row {
  readonly label: string;
  readonly channel: string;
  arrived: number;
  served: number;
  gaveUp: number;
  calledOff: number;
  /** Milliseconds waited until first taken, one entry for each ticket taken. */
  readonly waits: number[];
}

interface Open {
  readonly row: Row;
  /** Since when it waits: its arrival, or its promotion where that is later. */
  since: number;
  taken: boolean;
  waited: boolean;
}

/** Counts what happens to each ticket, from outside: it is told of arrivals and of what agents were handed. */
export class Tally {
  readonly #rows = new Map<string, Row>();
  readonly #open = new Map<string, Open>();

  arrived({ at, label, ticket }: Arrival): void {
    let row = this.#rows.get(label);
    if (row === undefined) {
      row = { label, channel: ticket.channel, arrived: 0, served: 0, gaveUp: 0, calledOff: 0, waits: [] };
      this.#rows.set(label, row);
    }
    row.arrived += 1;
    const since = Math.max(at, ticket.scheduledFor === undefined ? at : ticket.scheduledFor - LEAD);
    this.#open.set(ticket.id, { row, since, taken: false, waited: false });
  }

  taken(id: string, now: number): void {
    const open = this.#open.get(id)!;
    if (!open.waited) open.row.waits.push(Math.max(0, now - open.since));
    open.taken = true;
    open.waited = true;
  }

  /** Given back by an agent; `scheduledFor` where it is to be called again. */
  returned(id: string, scheduledFor?: number): void {
    const open = this.#open.get(id)!;
    open.taken = false;
    if (scheduledFor !== undefined) open.since = scheduledFor - LEAD;
  }

  served(id: string): void {
    this.#close(id).served += 1;
  }

  left(id: string, how: "gave up" | "called off"): void {
    this.#close(id)[how === "gave up" ? "gaveUp" : "calledOff"] += 1;
  }

  /** True while nobody serves it. */
  waits(id: string): boolean {
    return this.#open.get(id)?.taken === false;
  }

  rows(): Row[] {
    return [...this.#rows.values()];
  }

  /** By row: how many wait at `now`, since when the longest of them, and how many are scheduled for later. */
  standing(now: number): Map<Row, { waiting: number; since: number; scheduled: number }> {
    const standing = new Map(this.rows().map((row) => [row, { waiting: 0, since: now, scheduled: 0 }]));
    for (const { row, since, taken } of this.#open.values()) {
      if (taken) continue;
      const here = standing.get(row)!;
      if (since > now) {
        here.scheduled += 1;
      } else {
        here.waiting += 1;
        here.since = Math.min(here.since, since);
      }
    }
    return standing;
  }

  #close(id: string): Row {
    const { row } = this.#open.get(id)!;
    this.#open.delete(id);
    return row;
  }
}

/** The mean of `waits`, in milliseconds; undefined where there are none. */
export function mean(waits: readonly number[]): number | undefined {
  return waits.length === 0 ? undefined : waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
}

/** The smallest wait that at least `share` of all waits do not exceed (nearest rank); undefined where there are none. */
export function percentile(waits: readonly number[], share: number): number | undefined {
  return [...waits].sort((a, b) => a - b)[Math.ceil(share * waits.length) - 1];
}
