import { type Agent, roomOf, roomOn } from "../model/agent.ts";
import type { Lane, Ranked } from "../stores/store.ts";

/**
 * Why an agent is not given a ticket.
 *
 * @example
 * await center.agents.set("ana", { channels: ["voice"], presence: "away" });
 * (await center.explain("t1")).agents[0]?.obstacles;
 * // → [{ reason: "presence", presence: "away" }, { reason: "channel", channel: "email" }]
 */
export type Obstacle =
  /** Nobody is, for now: its time has not come, or the outbound gate holds it. */
  | { readonly reason: "held" }
  /** Nobody is, for now: its channel is. */
  | { readonly reason: "paused"; readonly channel: string }
  /** Not heard from for as long as their heartbeat. */
  | { readonly reason: "vanished" }
  | { readonly reason: "presence"; readonly presence: Agent["presence"] }
  /** They do not serve it. */
  | { readonly reason: "channel"; readonly channel: string }
  | { readonly reason: "skills"; readonly missing: readonly string[] }
  /** They have as many tickets as they can, wrap-ups included: in all, or on the channel. */
  | { readonly reason: "capacity"; readonly channel?: string }
  /** It is another's alone, for now. */
  | { readonly reason: "reserved"; readonly agent: string }
  /** They have refused it, or let an offer of it lapse: for now, they are not offered it. */
  | { readonly reason: "refused" };

/** All that stands between an agent and a ticket; nothing where they can have it now. */
export function obstaclesOf(
  agent: Agent,
  { channel, skills, reservedFor }: Omit<Lane, "waiting" | "promoted">,
  { refusedBy }: Pick<Ranked, "refusedBy">,
): readonly Obstacle[] {
  const found: Obstacle[] = [];
  if (agent.vanished) found.push({ reason: "vanished" });
  else if (agent.presence !== "available") found.push({ reason: "presence", presence: agent.presence });
  if (agent.channels?.includes(channel) === false) found.push({ reason: "channel", channel });
  const missing = skills.filter((skill) => !agent.skills.includes(skill));
  if (missing.length > 0) found.push({ reason: "skills", missing });
  if (roomOf({ ...agent, presence: "available" }) === 0) found.push({ reason: "capacity" });
  else if (roomOn(channel, agent) === 0) found.push({ reason: "capacity", channel });
  if (reservedFor !== undefined && reservedFor !== agent.id) found.push({ reason: "reserved", agent: reservedFor });
  if (refusedBy.includes(agent.id)) found.push({ reason: "refused" });
  return found;
}
