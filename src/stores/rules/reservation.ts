import type { AgentDescription } from "../../model/case.ts";

/**
 * A reserved ticket requires a skill that one agent alone has, so that it stands in a lane of its own. No skill that a
 * database keeps begins so, and none sorts before it.
 */
const RESERVATION = "\0";

function reservation(agent: string): string {
  return RESERVATION + agent;
}

/** What it takes to serve a ticket that is reserved for this agent. */
export function reservedSkills(agent: string, skills: readonly string[]): readonly string[] {
  return [reservation(agent), ...skills];
}

/** The agent, with the skill that is theirs alone before the others. */
export function withReservation(agent: AgentDescription): Reserving {
  return { ...agent, skills: reservedSkills(agent.id, agent.skills ?? []) };
}

/** Who can serve what is reserved for them. */
export interface Reserving extends AgentDescription {
  readonly skills: readonly string[];
}

/** What a lane requires, told apart: for whom it is reserved, and the skills. */
export function laneSkills(required: readonly string[]): {
  readonly skills: readonly string[];
  readonly reservedFor?: string;
} {
  const [first] = required;
  if (first?.startsWith(RESERVATION) !== true) return { skills: required };
  return { skills: required.slice(1), reservedFor: first.slice(RESERVATION.length) };
}
