import type { Lane } from "../stores/store.ts";
import { eachAgent } from "./agent-set.ts";
import type { FreeAgent, Requirements } from "./round.ts";
import type { Workforce } from "./workforce.ts";

/** How many tickets of a lane the agents could have together at the most: so many need to be looked at. */
export function depthOf(lane: Lane, workforce: Workforce): number {
  const { channel, skills, reservedFor, waiting } = lane;
  // At a glance, which spares most rounds all columns.
  if (waiting === 1 && reservedFor === undefined && canHave(workforce.agents[0], lane)) return 1;
  const able = workforce.able({ channel, skills });
  const room = workforce.roomOn(channel);
  let depth = 0;
  eachAgent(reservedFor === undefined ? able : workforce.offered(able, { reservedFor }), (agent) => {
    depth += room[agent];
  });
  return depth;
}

/** Whether an agent can serve such tickets, and has room for one more of them. */
export function canHave(
  { channels, skills: theirs, room, roomByChannel }: FreeAgent,
  { channel, skills }: Requirements,
): boolean {
  if (room <= 0 || channels?.includes(channel) === false) return false;
  if (roomByChannel !== undefined && Object.hasOwn(roomByChannel, channel) && roomByChannel[channel] <= 0) return false;
  return skills.length === 0 || skills.every((skill) => theirs?.includes(skill));
}
