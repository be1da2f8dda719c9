import type { AgentChange } from "../../../../src/model/agent.ts";

export const AGENTS = ["agent-0", "agent-1", "agent-2"];
export const CHANNELS = ["email", "sms"];

/** In milliseconds, at the most. */
export const WITHIN = 60;
export const REFUSED_FOR = 30;

/** Whoever dies with a ticket in hand loses it soon. */
export const profile = {
  ...{ presence: "available", heartbeat: 400, releaseAfter: 200, wrapUp: { byChannel: { sms: 5 }, otherwise: 0 } },
  capacity: { total: 3, byChannel: { sms: 1 } },
} satisfies AgentChange;
