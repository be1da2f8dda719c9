import type { Agent, AgentProfile } from "../../model/agent.ts";
import type { Happening } from "../../statistics/happening.ts";
import type { AgentStore } from "../../stores/port/agent-store.ts";

/**
 * How long agents are available, and with how many places: the time that occupancy is a part of.
 *
 * A stretch of availability is counted when it ends, all of it with the places that the agent has then. Where the places
 * change in between, what that will count too little or too much of the time before is made up for at once. So a center that
 * ends a stretch needs to know nothing of what other centers have counted.
 */
export class Shifts {
  /** As they were last seen here. */
  readonly #agents = new Map<string, Agent>();

  constructor(private readonly store: AgentStore) {}

  /** Reads who is there. */
  async begin(): Promise<void> {
    for (const agent of await this.store.list()) this.#agents.set(agent.id, agent);
  }

  /** Another center has changed an agent, and has counted. @returns the agent as they are now. */
  async changedElsewhere(id: string): Promise<Agent | undefined> {
    const agent = await this.store.get(id);
    if (agent === undefined) this.#agents.delete(id);
    else this.#agents.set(id, agent);
    return agent;
  }

  profile(id: string): AgentProfile | undefined {
    return this.#agents.get(id);
  }

  /** What of an agent's time ends with a change, or is corrected by it. */
  changed(before: Agent | undefined, agent: Agent, now: number): readonly Happening[] {
    const untilVanished = this.#untilVanished(before);
    this.#agents.set(agent.id, agent);
    if (before === undefined || before.vanished) return untilVanished;
    const goesOn = before.presence === agent.presence;
    return counted(before, now, before.capacity.total - (goesOn ? agent.capacity.total : 0));
  }

  /** What of an agent's time ends with their being removed. */
  departed(before: Agent, now: number): readonly Happening[] {
    const ended = before.vanished ? this.#untilVanished(before) : counted(before, now);
    this.#agents.delete(before.id);
    return ended;
  }

  /** What of an agent's time has ended with their vanishing. Where they are back, or removed, it was counted with that. */
  async vanished(id: string): Promise<readonly Happening[]> {
    const agent = await this.store.get(id);
    if (agent?.vanished !== true) return [];
    const ended = this.#untilVanished(agent);
    this.#agents.set(id, agent);
    return ended;
  }

  /** What of the time of those who are there was not counted yet. */
  running(now: number): readonly Happening[] {
    return [...this.#agents.values()].flatMap((agent) => counted(agent, now));
  }

  /** Of one who has vanished, unless they were seen so. */
  #untilVanished(agent: Agent | undefined): readonly Happening[] {
    const known = agent?.vanished === true ? this.#agents.get(agent.id) : undefined;
    return agent === undefined || known === undefined ? [] : counted(known, agent.presenceSince);
  }
}

function counted({ id, presence, presenceSince, capacity }: Agent, at: number, places = capacity.total): Happening[] {
  if (presence !== "available" || places === 0) return [];
  return [{ what: "available", agent: id, at, since: presenceSince, places }];
}
