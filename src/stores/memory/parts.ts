import type { ChannelRegistry } from "../../channels/registry.ts";
import type { Clock } from "../../model/clock.ts";
import { MemoryAgents } from "./agents.ts";
import { MemoryClaimTable } from "./claim-table.ts";
import { MemoryClaims } from "./claims.ts";
import { MemoryClearances } from "./clearances.ts";
import type { MemoryConsentStore } from "./consent.ts";
import { MemoryEntrance } from "./entrance.ts";
import type { MemoryOutbound } from "./outbound.ts";
import { MemoryPassages } from "./passages.ts";
import { MemoryPassing } from "./passing.ts";
import { MemoryRoster } from "./roster.ts";
import { MemorySightings } from "./sightings.ts";
import { MemoryTickets } from "./tickets.ts";

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
  const sightings = new MemorySightings();
  const roster = new MemoryRoster(clock, sightings.forget);
  const passages = new MemoryPassages();
  const tickets = new MemoryTickets(channels, clock, promotionLead, passages);
  const claimTable = new MemoryClaimTable(tickets, roster, clock, (agent) => {
    if (roster.has(agent)) sightings.forget(agent);
  });
  const passing = new MemoryPassing(tickets, claimTable, roster, passages, clock);
  const clearances = new MemoryClearances(passing, tickets, claimTable, channels, consent, outbound);
  const agents = new MemoryAgents(sightings, passing, claimTable, roster, channels);
  const entrance = new MemoryEntrance(passing, tickets, claimTable, clearances, channels, clock, rulesVersion);
  const claims = new MemoryClaims(passing, tickets, claimTable, agents, clearances, entrance, clock);
  return { roster, passages, passing, tickets, claimTable, clearances, agents, entrance, claims };
}
