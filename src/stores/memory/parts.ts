import type { ChannelRegistry } from "../../channels/registry.ts";
import type { Clock } from "../../model/clock.ts";
import { MemoryAgentViews } from "./agent-views.ts";
import { MemoryAgents } from "./agents.ts";
import { MemoryClaimTable } from "./claim-table.ts";
import { MemoryClaims } from "./claims.ts";
import { MemoryClearances } from "./clearances.ts";
import type { MemoryConsentStore } from "./consent.ts";
import { MemoryDueWork } from "./due-work.ts";
import { MemoryEntrance } from "./entrance.ts";
import { MemoryLine } from "./line.ts";
import type { MemoryOutbound } from "./outbound.ts";
import { MemoryRoster } from "./roster.ts";
import { MemoryTickets } from "./tickets.ts";
import { MemoryUntoldChanges } from "./untold-changes.ts";

/** What a store goes by. */
export interface Settings {
  readonly channels: ChannelRegistry;
  readonly clock: Clock;
  readonly promotionLead: number;
  /** Of the rules in force. */
  readonly rulesVersion: () => number;
}

/** What goes by the clock, put together: each knows those before it. */
export function partsOver(settings: Settings, consent: MemoryConsentStore, outbound: MemoryOutbound) {
  const { channels, clock, promotionLead, rulesVersion } = settings;
  const views = new MemoryAgentViews();
  const roster = new MemoryRoster(clock, views.forget);
  const untold = new MemoryUntoldChanges();
  const tickets = new MemoryTickets(channels, clock, promotionLead, untold);
  const line = new MemoryLine(tickets, clock);
  const claimTable = new MemoryClaimTable(tickets, line, roster, clock, (agent) => {
    if (roster.has(agent)) views.forget(agent);
  });
  const dueWork = new MemoryDueWork(tickets, claimTable, roster, untold, clock);
  const clearances = new MemoryClearances(tickets, claimTable, channels, consent, outbound);
  const agents = new MemoryAgents(views, dueWork, claimTable, roster, channels);
  const entrance = new MemoryEntrance(tickets, claimTable, clearances, channels, clock, rulesVersion);
  const claims = new MemoryClaims(tickets, line, claimTable, clearances, agents, entrance);
  return { roster, untold, dueWork, tickets, line, claimTable, clearances, agents, entrance, claims };
}
