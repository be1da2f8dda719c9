import type { Agent, AgentChange } from "../../model/agent.ts";
import type { Awaitable } from "../../model/awaitable.ts";

/**
 * Where a center keeps who serves. Each member is one atomic intention, and whatever it reads, all that is due by the
 * store's `now()` has happened.
 *
 * **Room.** An agent has room for a ticket while they are available and have, with those in wrap-up, fewer tickets than
 * `capacity.total`, and fewer of its channel than `capacity.byChannel` says, where it says so. Tickets that they have been
 * given by description (`claimNext` with more than their id) count too; the limits bind where they are named by id.
 *
 * **Wrap-up.** When a registered agent's active claim, however it was made, ends by `settle` or `cancel`, a wrap-up takes a
 * place from then on, for `wrapUpOn` the channel on which they served it, unless that is 0. `idleSince` becomes the end of
 * that wrap-up, or now, if that is later than it was.
 *
 * **Heartbeat.** From `heardAt + heartbeat` on, an agent is `vanished` and counts as away, until they are heard from again
 * (`set`, `heartbeat`). Their offers wait again at that moment, and `releaseAfter` later what they are serving.
 *
 * @example
 * await store.agents.set("bia", { presence: "available" });
 * (await store.agents.list({ withRoom: true })).map(({ id }) => id); // → ["ana", "bia"]
 */
export interface AgentStore {
  /** In the order in which they were first set; `withRoom`: those alone who have room for a ticket of some channel that they serve. */
  list(filter?: { readonly withRoom?: boolean | undefined }): Awaitable<readonly Agent[]>;
  /** As they are now. */
  get(id: string): Awaitable<Agent | undefined>;
  /**
   * Changes what is given (a wrap-up as a whole, and so a capacity, but for a total that is left out); a new id adds an agent,
   * as `NEW_AGENT`. It counts as being heard from. Where they are no longer available, their offers wait again at once, told as `lapsed`. Becoming available sets
   * `idleSince`, and so does coming back after having vanished. What they have already stays with them, whatever is changed.
   */
  set(id: string, change: AgentChange): Awaitable<Agent>;
  /**
   * Their offers wait again, as if they had gone; what they are serving stays with them, and is theirs still if they are set
   * anew. False where there is no such agent.
   */
  remove(id: string): Awaitable<boolean>;
  /** They are there, in the presence that was set. `UNKNOWN_AGENT`. */
  heartbeat(id: string): Awaitable<Agent>;
  /** Ends all their wrap-ups, and `idleSince` is now, where there were any. It is no heartbeat. `UNKNOWN_AGENT`. */
  ready(id: string): Awaitable<Agent>;
}
