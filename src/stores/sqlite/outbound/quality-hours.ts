import { millisecondsInHour } from "date-fns/constants";
import type { QualityCounts, Sender } from "../../../model/outbound.ts";
import type { Connection, Statement } from "../database/connection.ts";

interface TotalRow extends QualityCounts {
  readonly oldest: number | null;
}

const COLUMNS = { delivered: "delivered", blocked: "blocked", reported: "reported", optedOut: "opted_out" } as const;
type Kind = keyof typeof COLUMNS;

/** Counts over a moving window, hour by hour, of senders and their templates; nothing of them names anybody. */
export class QualityHours {
  readonly #open;
  readonly #count: { readonly [kind in Kind]: Statement };
  readonly #total;
  readonly #forget;
  readonly #clear;

  constructor(connection: Connection) {
    this.#open = connection.prepare(
      `INSERT INTO outbound_hours (channel, template, hour, delivered, blocked, reported, opted_out)
       VALUES (?, ?, ?, 0, 0, 0, 0) ON CONFLICT (channel, template, hour) DO NOTHING`,
    );
    const one = "channel = ? AND template = ?";
    const count = (column: string) =>
      connection.prepare(`UPDATE outbound_hours SET ${column} = ${column} + 1 WHERE ${one} AND hour = ?`);
    this.#count = {
      delivered: count(COLUMNS.delivered),
      blocked: count(COLUMNS.blocked),
      reported: count(COLUMNS.reported),
      optedOut: count(COLUMNS.optedOut),
    };
    this.#total = connection.prepare<TotalRow>(
      `SELECT min(hour) AS oldest, coalesce(sum(delivered), 0) AS delivered, coalesce(sum(blocked), 0) AS blocked,
       coalesce(sum(reported), 0) AS reported, coalesce(sum(opted_out), 0) AS optedOut FROM outbound_hours WHERE ${one}`,
    );
    this.#forget = connection.prepare(`DELETE FROM outbound_hours WHERE ${one} AND hour < ?`);
    this.#clear = connection.prepare(`DELETE FROM outbound_hours WHERE ${one}`);
  }

  add({ channel, template = "" }: Sender, kind: Kind, at: number): void {
    const hour = Math.floor(at / millisecondsInHour);
    this.#open.run(channel, template, hour);
    this.#count[kind].run(channel, template, hour);
  }

  /** Of the hours that ended after `since`; the others are forgotten for good, also where a clock runs backwards. */
  total({ channel, template = "" }: Sender, since: number): QualityCounts {
    const first = Math.floor(since / millisecondsInHour);
    let total = this.#total.get(channel, template)!;
    if (total.oldest !== null && total.oldest < first) {
      this.#forget.run(channel, template, first);
      total = this.#total.get(channel, template)!;
    }
    const { delivered, blocked, reported, optedOut } = total;
    return { delivered, blocked, reported, optedOut };
  }

  clear({ channel, template = "" }: Sender): void {
    this.#clear.run(channel, template);
  }
}
