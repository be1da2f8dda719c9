import type { AgentInput } from "../agents/inputs.ts";
import { parseAgentInput } from "../agents/parse.ts";
import type { Agent } from "../model/agent.ts";
import type { Awaitable } from "../model/awaitable.ts";
import type { AgentStore } from "../stores/agent-store.ts";
import type { Access } from "./access.ts";
import type { News } from "./events/news.ts";
import { parseAgentId } from "./parse.ts";

/**
 * Who serves what, and who is free. All processes over the same store see the same agents.
 *
 * @example
 * await center.agents.set("ana", { channels: ["webchat"], capacity: 3, wrapUp: 30_000, presence: "available" });
 * await center.agents.heartbeat("ana");
 * (await center.agents.get("ana"))?.load; // { webchat: 2 }
 */
export class Agents {
  /** @internal Use `createCenter`. */
  constructor(
    private readonly store: AgentStore,
    private readonly access: Access,
    private readonly news: News,
  ) {}

  /**
   * Registers an agent, or changes what is given. Whoever is no longer available loses their offers, not what they serve.
   *
   * @throws ProximoError `INVALID_AGENT`
   * @example
   * await center.agents.set("ana", { channels: ["webchat", "whatsapp"], skills: ["billing"], capacity: 3, presence: "available" });
   */
  set(id: string, input: AgentInput): Promise<Agent> {
    return this.#changing(id, (known) => this.store.set(known, parseAgentInput(input)));
  }

  /** As they are now; undefined where nobody has that id. */
  get(id: string): Promise<Agent | undefined> {
    return this.access.reading(() => this.store.get(parseAgentId(id)));
  }

  /** In the order in which they were registered. */
  list(): Promise<readonly Agent[]> {
    return this.access.reading(() => this.store.list());
  }

  /** Their offers wait again; what they serve stays with them. False where nobody has that id. */
  remove(id: string): Promise<boolean> {
    return this.access.changing(async () => {
      const agent = parseAgentId(id);
      const before = await this.store.get(agent);
      const removed = await this.store.remove(agent);
      if (removed && before !== undefined) this.news.tell("departed", { agent, before });
      return removed;
    });
  }

  /**
   * They are there: to be called more often than the agent's `heartbeat`, where they have one.
   *
   * @throws ProximoError `UNKNOWN_AGENT`
   */
  heartbeat(id: string): Promise<Agent> {
    return this.access.changing(async () => {
      const known = parseAgentId(id);
      const before = await this.store.get(known);
      const status = await this.store.heartbeat(known);
      if (before?.vanished) this.#tell(status, before);
      return status;
    });
  }

  /** Their wrap-ups are over. @throws ProximoError `UNKNOWN_AGENT` */
  ready(id: string): Promise<Agent> {
    return this.#changing(id, (known) => this.store.ready(known));
  }

  #changing(id: string, change: (id: string) => Awaitable<Agent>): Promise<Agent> {
    return this.access.changing(async () => {
      const known = parseAgentId(id);
      const before = await this.store.get(known);
      const status = await change(known);
      this.#tell(status, before);
      return status;
    });
  }

  #tell(status: Agent, before: Agent | undefined): void {
    this.news.tell("agent", { agent: status.id, status, before });
  }
}
