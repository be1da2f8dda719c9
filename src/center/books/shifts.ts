import { type Agent, type AgentProfile, wrapUpOn } from "../../model/agent.ts";
import type { Happening } from "../../statistics/happening.ts";
import type { AgentStore } from "../../stores/agent-store.ts";

interface Shift {
  readonly agent: Agent;
  /** Until when their time was counted; from then on they were available with as many places as `agent` says. */
  readonly since: number;
}

/** How long agents are available, and with how many places: what occupancy is a part of. */
export class Shifts {
  readonly #shifts = new Map<string, Shift>();

  constructor(private readonly store: AgentStore) {}

  /** Reads who is there; each is counted from when they came. */
  async begin(): Promise<void> {
    for (const agent of await this.store.list()) this.#begin(agent, agent.presenceSince);
  }

  /** Another center has changed an agent, and has counted. */
  async changedElsewhere(id: string): Promise<void> {
    const agent = await this.store.get(id);
    if (agent === undefined) this.#shifts.delete(id);
    else this.#begin(agent, Math.max(agent.presenceSince, this.#shifts.get(id)?.since ?? 0));
  }

  profile(id: string): AgentProfile | undefined {
    return this.#shifts.get(id)?.agent;
  }

  /** What of an agent's time ends with a change. */
  changed(before: Agent | undefined, agent: Agent, now: number): readonly Happening[] {
    const shift = this.#shifts.get(agent.id);
    const places = agent.capacity.total;
    const goesOn = before?.presence === agent.presence && before.capacity.total === places;
    if (!goesOn || shift === undefined) this.#begin(agent, now);
    else this.#begin(agent, shift.since);
    const counted =
      before === undefined || goesOn ? [] : this.#counted(before, shift?.since ?? before.presenceSince, now);
    return [...counted, ...readied(before, agent, now)];
  }

  /** What of an agent's time ends with their being removed. */
  departed(before: Agent, now: number): readonly Happening[] {
    const since = this.#shifts.get(before.id)?.since ?? before.presenceSince;
    this.#shifts.delete(before.id);
    return this.#counted(before, since, now);
  }

  /** What of an agent's time has ended with their vanishing. */
  async vanished(id: string): Promise<readonly Happening[]> {
    const shift = this.#shifts.get(id);
    const agent = await this.store.get(id);
    if (agent === undefined || shift === undefined) return [];
    this.#begin(agent, agent.presenceSince);
    return this.#counted(shift.agent, shift.since, agent.presenceSince);
  }

  /** What of the time of those who are there was not counted yet. */
  running(now: number): readonly Happening[] {
    return [...this.#shifts.values()].flatMap(({ agent, since }) => this.#counted(agent, since, now));
  }

  #begin(agent: Agent, since: number): void {
    this.#shifts.set(agent.id, { agent, since });
  }

  #counted({ id, presence, capacity }: Agent, since: number, at: number): readonly Happening[] {
    return presence === "available" ? [{ what: "available", agent: id, at, since, places: capacity.total }] : [];
  }
}

/** Wrap-ups that were ended before they were over. */
function readied(before: Agent | undefined, agent: Agent, at: number): readonly Happening[] {
  if (before === undefined || agent.wrappingUp.length > 0) return [];
  return before.wrappingUp
    .filter(({ until }) => until > at)
    .map(({ channel, until }) => {
      const since = until - wrapUpOn(channel, before);
      return { what: "ready", at, agent: agent.id, channel, since, until } as const;
    });
}
