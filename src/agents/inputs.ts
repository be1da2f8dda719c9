import type { AgentChange } from "../model/agent.ts";
import type { ChannelId } from "../model/channel.ts";

/**
 * An agent as they are registered or changed; what is left out stays as it is.
 *
 * @example
 * const ana: AgentInput = { capacity: { total: 3, voice: 1 }, wrapUp: { voice: 30_000 }, presence: "available" };
 * await center.agents.set("ana", ana);
 */
export interface AgentInput extends Omit<AgentChange, "capacity" | "wrapUp"> {
  /** The channels they serve; every one to begin with, and again with `null`. */
  readonly channels?: readonly ChannelId[] | null | undefined;
  /** What they can do; nothing to begin with. */
  readonly skills?: readonly string[] | undefined;
  /** How many tickets at once: in total, and by channel where that is fewer. 1 to begin with; `total` is what it was unless given. */
  readonly capacity?: number | { readonly [channel: string]: number } | undefined;
  /**
   * Milliseconds in which they are occupied after a ticket: on every channel, or by channel, `otherwise` on the rest (0
   * unless given). 0 to begin with.
   */
  readonly wrapUp?: number | { readonly [channel: string]: number } | undefined;
}
