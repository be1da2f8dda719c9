import { type Agent, roomOf, roomOn } from "../../model/agent.ts";
import type { AgentDescription } from "../../model/case.ts";

/**
 * What a registered agent can be given now: the channels on which they have room; undefined where they have none at all.
 *
 * @param channels the ids of all there are.
 */
export function withRoom(agent: Agent, channels: () => readonly string[]): AgentDescription | undefined {
  if (roomOf(agent) === 0) return undefined;
  const { id, skills, capacity } = agent;
  const full = Object.keys(capacity.byChannel).filter((channel) => roomOn(channel, agent) === 0);
  if (agent.channels === undefined && full.length === 0) return { id, skills };
  const left = (agent.channels ?? channels()).filter((channel) => !full.includes(channel));
  return left.length === 0 ? undefined : { id, channels: left, skills };
}

/** What they can be given now of one channel, if they serve it; undefined where that is nothing. */
export function withRoomOn(channel: string, agent: Agent): AgentDescription | undefined {
  return roomOf(agent) > 0 && roomOn(channel, agent) > 0 ? agent : undefined;
}

/** Whether `withRoom` finds anything for them: asked of every agent, many times as often. */
export function hasRoom(agent: Agent, channels: () => readonly string[]): boolean {
  if (roomOf(agent) === 0) return false;
  const some = (channel: string) => roomOn(channel, agent) > 0;
  if (agent.channels !== undefined) return agent.channels.some(some);
  return Object.keys(agent.capacity.byChannel).length === 0 || channels().some(some);
}
