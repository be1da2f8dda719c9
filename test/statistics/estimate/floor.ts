import { type Agent, type Capacity, NEW_AGENT } from "../../../src/model/agent.ts";
import type { Case, Holding } from "../../../src/model/case.ts";
import { estimateWait, type WaitQuestion } from "../../../src/statistics/estimate/estimate.ts";
import { NINE, SECOND, ticket } from "../cases.ts";

export function agent(id: string, { places = 1, ...more }: Partial<Agent> & { readonly places?: number } = {}): Agent {
  const capacity: Capacity = { total: places, byChannel: {} };
  const now = { vanished: false, presenceSince: 0, heardAt: 0, idleSince: 0, load: {}, wrappingUp: [] };
  return { ...NEW_AGENT, ...now, capacity, id, ...more, presence: more.presence ?? "available" };
}

/** A ticket that the agent has had for so many seconds. */
export function has(
  id: string,
  seconds: number,
  more: Partial<Case> = {},
): Pick<Holding, "agent" | "ticket" | "claimedAt"> {
  return { agent: id, ticket: ticket(more), claimedAt: NINE - seconds * SECOND };
}

/** Every ticket takes 300 seconds. */
export const question: Omit<WaitQuestion, "agents"> = {
  ticket: ticket(),
  ahead: [],
  claims: [],
  handlingTime: () => 300,
  variation: 0,
  now: NINE,
};

/** In seconds. */
export function waitOf(agents: readonly Agent[], more: Partial<WaitQuestion> = {}): number | undefined {
  const estimate = estimateWait({ ...question, agents, ...more });
  return estimate && estimate.wait / SECOND;
}

export const line = (length: number, more: Partial<Case> = {}): Case[] => new Array(length).fill(ticket(more));
