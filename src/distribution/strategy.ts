import { type Agent, roomOf, roomOn } from "../model/agent.ts";
import type { Case } from "../model/case.ts";
import type { Lane, LaneHead } from "../stores/store.ts";
import type { FreeAgent, WaitingLane } from "./round.ts";
import type { Seniority } from "./seniority.ts";

/**
 * `longestIdle`: whoever has waited longest for a ticket. `roundRobin`: whoever's turn it is, each center going round by
 * itself. `leastLoaded`: whoever has the fewest tickets, of those the longest idle. `predictive`: whoever is expected to
 * serve it in the least time, by what agents have taken for such tickets before.
 *
 * @example
 * const strategy: StrategyName = "roundRobin";
 * await center.distribute({ strategy });
 */
export type StrategyName = "longestIdle" | "roundRobin" | "leastLoaded" | "predictive";

/**
 * What it is worth that this agent serves this ticket, larger is better; any finite number.
 *
 * @example
 * const knowsThem: Predictor = (agent, ticket) => (ticket.segments.includes(agent.id) ? 1 : 0);
 * await center.distribute({ strategy: knowsThem });
 */
export type Predictor<Data = unknown> = (agent: Agent, ticket: Case<Data>) => number;

/**
 * A predictor that speaks of lanes, such as all e-mails that require German: asked much less often than one of tickets.
 *
 * @example
 * const fewestVoice: LanePredictor = { name: "fewest calls", byLane: (agent) => -(agent.load.voice ?? 0) };
 * await center.distribute({ strategy: fewestVoice });
 */
export interface LanePredictor {
  /** As explanations call it. */
  readonly name?: string | undefined;
  /** What it is worth that this agent serves a ticket of this lane, larger is better; any finite number. */
  readonly byLane: (agent: Agent, lane: Lane) => number;
}

/**
 * By whom tickets are served; priority decides which.
 *
 * @example
 * const byLane: Strategy = { name: "most skilled", byLane: (agent) => agent.skills.length };
 * const strategies: Strategy[] = ["predictive", (agent, ticket) => (ticket.contact === "maria" ? 1 : 0), byLane];
 */
export type Strategy<Data = unknown> = StrategyName | Predictor<Data> | LanePredictor;

/** An agent as a round sees them. */
export interface Candidate extends FreeAgent {
  readonly agent: Agent;
}

/** A lane as a round sees it: every lane of a round is one. */
export interface HeadedLane extends WaitingLane<Case> {
  readonly head: LaneHead;
}

/** A strategy as a round carries it out. */
export interface Plan {
  readonly name: string;
  /** Absent where it goes by turns alone, and no agent is worth more than another. */
  readonly value?: Pick<LanePredictor, "byLane"> | { readonly byTicket: Predictor } | undefined;
  /** Absent where agents who are worth the same are ranked as they are. */
  readonly rank?: ((agent: Agent) => Seniority) | undefined;
}

/** What a strategy may ask about. */
export interface Knowledge {
  /** The agent's expected handling time of such a ticket, in seconds. */
  readonly handlingTime: (agent: string, lane: Lane) => number;
  /** The agent's last turn: larger is later, 0 for one who has had none. */
  readonly turn: (agent: string) => number;
}

export function planOf(strategy: Strategy, { handlingTime, turn }: Knowledge): Plan {
  if (typeof strategy === "function")
    return { name: strategy.name || "predictor", value: { byTicket: strategy as Predictor } };
  if (typeof strategy === "object") return { name: strategy.name ?? "predictor", value: strategy };
  switch (strategy) {
    case "predictive":
      return { name: strategy, value: { byLane: ({ id }, lane) => -handlingTime(id, lane) } };
    case "leastLoaded":
      return { name: strategy, rank: (agent) => ({ id: agent.id, idleSince: agent.idleSince, given: loadOf(agent) }) };
    case "roundRobin":
      return { name: strategy, rank: ({ id }) => ({ id, idleSince: turn(id) }) };
    case "longestIdle":
      return { name: strategy };
  }
}

/** What it is worth that this agent serves this ticket of this lane; undefined where it goes by turns alone. */
export function worthOf({ value }: Plan, agent: Agent, lane: Lane, ticket: Case): number | undefined {
  if (value === undefined) return undefined;
  return "byLane" in value ? value.byLane(agent, lane) : value.byTicket(agent, ticket);
}

/** How a strategy ranks an agent among those who are worth the same. */
export function rankOf({ rank }: Plan, agent: Agent): Seniority {
  return rank === undefined ? agent : rank(agent);
}

export function candidatesOf(agents: readonly Agent[], { rank }: Plan): readonly Candidate[] {
  return agents.map(rank === undefined ? candidate : (agent) => candidateOf(agent, rank(agent)));
}

/** An agent who has not changed since the last round may be the same object, and then so is the candidate. */
const candidates = new WeakMap<Agent, Candidate>();

function candidate(agent: Agent): Candidate {
  let known = candidates.get(agent);
  if (known === undefined) {
    known = candidateOf(agent, agent);
    candidates.set(agent, known);
  }
  return known;
}

function candidateOf(agent: Agent, { given, idleSince }: Seniority): Candidate {
  const { id, channels, skills, capacity } = agent;
  const limits = Object.keys(capacity.byChannel);
  const roomByChannel =
    limits.length === 0 ? undefined : Object.fromEntries(limits.map((channel) => [channel, roomOn(channel, agent)]));
  return { id, channels, skills, room: roomOf(agent), roomByChannel, given, idleSince, agent };
}

function loadOf({ load, wrappingUp }: Agent): number {
  return Object.values(load).reduce((sum, tickets) => sum + tickets, wrappingUp.length);
}
