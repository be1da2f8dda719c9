import type { Agenda, DueChange, EndedClaim } from "../../store.ts";
import type { Connection } from "../database/connection.ts";
import { recordOf, seen, TICKET_COLUMNS, type TicketRecord, type TicketRow } from "./ticket-record.ts";

interface DueChangeRow extends TicketRow {
  readonly what: DueChange["what"];
  readonly of_agent: string | null;
  readonly claim_state: EndedClaim["state"];
  readonly claim_since: number;
}

/** What time has brought, and nobody was told of yet; in the order in which it happened. */
export class UntoldChanges {
  readonly #insert;
  readonly #ofTickets;
  readonly #vanished;
  readonly #clear;
  readonly #erase;

  constructor(connection: Connection) {
    this.#insert = connection.prepare(
      "INSERT INTO passages (what, of_ticket, of_agent, claim_state, claim_since) VALUES (?, ?, ?, ?, ?)",
    );
    this.#ofTickets = connection.prepare<DueChangeRow>(
      `SELECT what, of_agent, claim_state, claim_since, ${TICKET_COLUMNS}
       FROM passages JOIN tickets ON arrival = of_ticket ORDER BY place`,
    );
    this.#vanished = connection.prepare<{ of_agent: string }>(
      "SELECT of_agent FROM passages WHERE of_ticket IS NULL ORDER BY place",
    );
    this.#clear = connection.prepare("DELETE FROM passages");
    this.#erase = connection.prepare("DELETE FROM passages WHERE of_ticket = ?");
  }

  /** @param claim that has ended by it. */
  add(what: DueChange["what"], { keys }: TicketRecord, claim?: EndedClaim): void {
    this.#insert.run(what, keys.arrival, claim?.agent ?? null, claim?.state ?? null, claim?.claimedAt ?? null);
  }

  addVanished(agent: string): void {
    this.#insert.run("vanished", null, agent, null, null);
  }

  /** All of them: they are told once, by whichever process asks first. */
  take(): Pick<Agenda, "passed" | "vanished"> {
    const passed = this.#ofTickets.all().map(dueChangeOf);
    const vanished = this.#vanished.all().map(({ of_agent }) => of_agent);
    if (passed.length + vanished.length > 0) this.#clear.run();
    return { passed, vanished };
  }

  /** Nothing that has become of the ticket is told. */
  erase({ keys }: TicketRecord): void {
    this.#erase.run(keys.arrival);
  }
}

function dueChangeOf(row: DueChangeRow): DueChange {
  const { what, of_agent: agent, claim_state: state, claim_since: claimedAt } = row;
  const ticket = seen(recordOf(row));
  return agent === null ? { what, ticket } : { what, ticket, claim: { agent, state, claimedAt } };
}
