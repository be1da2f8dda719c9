import type { Assignment } from "../../../model/case.ts";
import { groupBy } from "../../../model/map.ts";
import type { Counters } from "../counters.ts";
import type { Connection } from "../database/connection.ts";
import { recordOf, TICKET_COLUMNS, type TicketRecord, type TicketRow } from "../line/ticket-record.ts";

/** What one agent has on one channel. */
interface LoadRow {
  readonly agent: string;
  readonly channel: string;
  readonly load: number;
}

/** The claims, found and written: each is part of its ticket's row. */
export class ClaimTable {
  readonly #byToken;
  readonly #all;
  readonly #byAgent;
  readonly #load;
  readonly #loads;
  readonly #assignment;
  readonly #hold;
  readonly #accept;
  readonly #await;

  constructor(
    connection: Connection,
    private readonly counters: Counters,
  ) {
    const records = (where: string) =>
      connection.prepare<TicketRow>(`SELECT ${TICKET_COLUMNS} FROM tickets WHERE ${where}`);
    const loads = (where: string) =>
      connection.prepare<LoadRow>(
        `SELECT agent, channel, count(*) AS load FROM tickets WHERE ${where} GROUP BY agent, channel`,
      );
    this.#byToken = records("token = ?");
    this.#all = records("token IS NOT NULL ORDER BY claim");
    this.#byAgent = records("agent = ? ORDER BY claim");
    this.#load = loads("agent = ?");
    this.#loads = loads("agent IS NOT NULL");
    this.#assignment = connection.prepare<{ assignment: string | null }>("SELECT assignment FROM tickets WHERE id = ?");
    this.#hold = connection.prepare(
      `UPDATE tickets SET state = ?, lane = NULL, due = ?, token = ?, agent = ?, claimed_at = ?, deadline = ?, claim = ?,
       answered_at = ?, assignment = ? WHERE arrival = ?`,
    );
    this.#accept = connection.prepare(
      "UPDATE tickets SET state = ?, due = ?, claimed_at = ?, deadline = NULL, answered_at = ? WHERE arrival = ?",
    );
    this.#await = connection.prepare(
      "UPDATE tickets SET due = CASE state WHEN 'offered' THEN min(deadline, ?) ELSE ? END WHERE agent = ?",
    );
  }

  /** The ticket that is held under this token. */
  find(token: string): TicketRecord | undefined {
    const row = this.#byToken.get(token);
    return row && recordOf(row);
  }

  /** In the order in which they were claimed. */
  claimed(agent: string | undefined): TicketRecord[] {
    return (agent === undefined ? this.#all.all() : this.#byAgent.all(agent)).map(recordOf);
  }

  /** How many the agent has, by channel. */
  load(agent: string): Readonly<Record<string, number>> {
    return loadOf(this.#load.all(agent));
  }

  /** The same of everyone who has any, by agent. */
  loads(): ReadonlyMap<string, Readonly<Record<string, number>>> {
    const rows = groupBy(this.#loads.all(), ({ agent }) => agent);
    return new Map(Array.from(rows, ([agent, of]) => [agent, loadOf(of)]));
  }

  assignment(ticket: string): Assignment | undefined {
    const text = this.#assignment.get(ticket)?.assignment;
    return text == null ? undefined : (JSON.parse(text) as Assignment);
  }

  /** Writes a claim that was made, after all before it. */
  hold(record: TicketRecord, assignment: Assignment): void {
    const { state, due = null, claim, answeredAt = null, keys } = record;
    const { token, agent, claimedAt, deadline = null } = claim!;
    const number = this.counters.add("claims", 1) + 1;
    this.#hold.run(
      ...[state, due, token, agent, claimedAt, deadline, number],
      ...[answeredAt, JSON.stringify(assignment), keys.arrival],
    );
  }

  accept(record: TicketRecord): void {
    const { state, due = null, claim, answeredAt = null, keys } = record;
    this.#accept.run(state, due, claim!.claimedAt, answeredAt, keys.arrival);
  }

  /** What the agent has is taken back then: offers, unless they end before, and what they serve; Infinity: never. */
  awaitUntil(agent: string, { offers, active }: { readonly offers: number; readonly active: number }): void {
    this.#await.run(Math.min(offers, LATEST), active === Number.POSITIVE_INFINITY ? null : active, agent);
  }
}

function loadOf(rows: readonly LoadRow[]): Readonly<Record<string, number>> {
  return Object.fromEntries(rows.map(({ channel, load }) => [channel, load]));
}

/** Later than any deadline. */
const LATEST = Number.MAX_SAFE_INTEGER;
