import type { FreeAgent, Requirements } from "./round.ts";
import { Workforce } from "./workforce.ts";

/**
 * The lanes whose tickets nobody could ever serve, as things are: no agent has the channel, room for it and all the skills.
 * A reservation or a refusal passes, so neither makes a ticket unservable.
 *
 * @param agents all that are registered, present or not, each with the room of when they are idle.
 * @throws ProximoError `INVALID_AGENT` where two agents have the same id.
 */
export function unservable<Lane extends Requirements>(agents: readonly FreeAgent[], lanes: Iterable<Lane>): Lane[] {
  const workforce = Workforce.of(agents);
  return [...lanes].filter((lane) => workforce.able(lane).every((word) => word === 0));
}
