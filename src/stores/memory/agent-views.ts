import type { Agent } from "../../model/agent.ts";

/** Agents as they were last seen, until something of them changes: they are asked about more often. */
export class MemoryAgentViews {
  readonly #agents = new Map<string, Agent>();
  readonly #changed = new Set<string>();

  /** Something of an agent who is registered has changed. */
  readonly forget = (id: string): void => {
    this.#agents.delete(id);
    this.#changed.add(id);
  };

  /** They are gone. */
  drop(id: string): void {
    this.#agents.delete(id);
    this.#changed.delete(id);
  }

  of(id: string, look: () => Agent): Agent {
    let agent = this.#agents.get(id);
    if (agent === undefined) {
      agent = look();
      this.#agents.set(id, agent);
    }
    return agent;
  }

  /** The ids of those who have changed since this was last asked. */
  takeChanged(): Iterable<string> {
    const changed = [...this.#changed];
    this.#changed.clear();
    return changed;
  }
}
