import { Agents } from "./agents.ts";
import { ClaimTable } from "./claim-table.ts";
import { Claims } from "./claims.ts";
import { Clearances } from "./clearances.ts";
import { SqliteConsent } from "./consent.ts";
import { Counters } from "./counters.ts";
import type { Connection } from "./database.ts";
import { Intake } from "./intake.ts";
import { Lanes } from "./lanes.ts";
import { Line } from "./line.ts";
import { SqliteOutbound } from "./outbound.ts";
import { Passages } from "./passages.ts";
import { Passing } from "./passing.ts";
import { Roster } from "./roster.ts";
import type { Setting } from "./setting.ts";
import { Settings } from "./settings.ts";
import { Tallies } from "./tallies.ts";
import { TicketTable } from "./ticket-table.ts";
import { Tickets } from "./tickets.ts";
import type { Transactions } from "./transactions.ts";

/** What the store is made of, put together: each knows those before it. */
export function partsOver(connection: Connection, transactions: Transactions, setting: Setting) {
  const scrub = () => transactions.scrub();
  const counters = new Counters(connection);
  const lanes = new Lanes(connection);
  const settings = new Settings(connection);
  const consent = new SqliteConsent(connection, counters, scrub);
  const outbound = new SqliteOutbound(connection, counters, scrub);
  const table = new TicketTable(connection);
  const claimTable = new ClaimTable(connection);
  const passages = new Passages(connection);
  const roster = new Roster(connection, passages, setting);
  const tickets = new Tickets(table, lanes, counters, settings, setting, passages, scrub);
  const passing = new Passing(table, tickets, roster, passages, setting);
  const agents = new Agents(claimTable, tickets, passing, roster, settings);
  const line = new Line(connection, settings, lanes);
  const clearances = new Clearances(table, tickets, passing, settings, consent, outbound);
  const intake = new Intake(table, tickets, passing, roster, counters, settings, setting, clearances);
  const claims = new Claims(
    ...([table, claimTable, tickets, passing, line, roster, agents] as const),
    ...([counters, setting, clearances, intake] as const),
  );
  for (const cache of [counters, lanes, settings, roster, tickets, consent, outbound]) transactions.keep(cache);
  const tallies = new Tallies(connection);
  return {
    ...{ consent, outbound, agents, tallies },
    ...{ settings, table, claimTable, tickets, passages, passing, line, clearances, intake, claims },
  };
}
