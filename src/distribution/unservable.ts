import type { FreeAgent, Requirements } from "./round.ts";
import { Workforce } from "./workforce.ts";

/**
 * The lanes whose tickets nobody could ever serve, as things are: no agent has the channel, room for it and all the skills.
 * A reservation or a refusal passes, so neither makes a ticket unservable.
 *
 * @param agents all that are registered, present or not, each once, with the room of when they are idle.
 */
export function unservable<Lane extends Requirements>(agents: readonly FreeAgent[], lanes: Iterable<Lane>): Lane[] {
  const workforce = new Workforce(agents);
  return [...lanes].filter((lane) => workforce.able(lane).every((word) => word === 0));
}
