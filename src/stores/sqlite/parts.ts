import { Agents } from "./agents/agents.ts";
import { Roster } from "./agents/roster.ts";
import { ClaimTable } from "./claims/claim-table.ts";
import { Claims } from "./claims/claims.ts";
import { Holdings } from "./claims/holdings.ts";
import { SqliteConsent } from "./consent.ts";
import { Counters } from "./counters.ts";
import type { Connection } from "./database/connection.ts";
import type { Transactions } from "./database/transactions.ts";
import { DueWork } from "./line/due-work.ts";
import { Entrance } from "./line/entrance.ts";
import { Lanes } from "./line/lanes.ts";
import { Line } from "./line/line.ts";
import { TicketTable } from "./line/ticket-table.ts";
import { Tickets } from "./line/tickets.ts";
import { UntoldChanges } from "./line/untold-changes.ts";
import { Clearances } from "./outbound/clearances.ts";
import { SqliteOutbound } from "./outbound/outbound.ts";
import { Settings } from "./settings.ts";
import type { Setup } from "./setup.ts";
import { Tallies } from "./tallies.ts";

/** What the store is made of, put together: each knows those before it. */
export function partsOver(connection: Connection, transactions: Transactions, setup: Setup) {
  const scrub = () => transactions.scrub();
  const counters = new Counters(connection);
  const lanes = new Lanes(connection);
  const settings = new Settings(connection);
  const consent = new SqliteConsent(connection, counters, scrub);
  const outbound = new SqliteOutbound(connection, counters, scrub);
  const table = new TicketTable(connection);
  const claimTable = new ClaimTable(connection, counters);
  const untold = new UntoldChanges(connection);
  const roster = new Roster(connection, untold, setup);
  const tickets = new Tickets(table, lanes, counters, settings, setup, untold, scrub);
  const dueWork = new DueWork(table, tickets, roster, untold, setup);
  const agents = new Agents(claimTable, tickets, dueWork, roster, settings);
  const line = new Line(connection, settings, lanes, table);
  const holdings = new Holdings(claimTable, tickets, line, roster, setup);
  const clearances = new Clearances(table, tickets, settings, consent, outbound);
  const entrance = new Entrance(table, tickets, holdings, clearances, counters, settings, setup);
  const claims = new Claims(tickets, line, holdings, clearances, agents, entrance);
  for (const cache of [counters, lanes, settings, roster, tickets, consent, outbound]) transactions.keep(cache);
  const tallies = new Tallies(connection);
  return {
    ...{ consent, outbound, agents, tallies },
    ...{ settings, table, claimTable, tickets, untold, dueWork, line, clearances, entrance, claims },
  };
}
