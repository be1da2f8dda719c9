import type { AgentInput } from "../agents/inputs.ts";
import { parseAgentInput } from "../agents/parse.ts";
import type { Agent } from "../model/agent.ts";
import { type Awaitable, followed } from "../model/awaitable.ts";
import type { AgentStore } from "../stores/port/agent-store.ts";
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
    return this.#changing(id, (known) => this.store.set(known, parseAgentInput(input)), this.#tell);
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
    return this.#changing(
      id,
      (agent) => this.store.remove(agent),
      (removed, before) => {
        if (removed && before !== undefined) this.news.tell("departed", { agent: before.id, before });
      },
    );
  }

  /**
   * They are there: to be called more often than the agent's `heartbeat`, where they have one.
   *
   * @throws ProximoError `UNKNOWN_AGENT`
   */
  heartbeat(id: string): Promise<Agent> {
    return this.#changing(
      id,
      (known) => this.store.heartbeat(known),
      (status, before) => {
        if (before?.vanished) this.#tell(status, before);
      },
    );
  }

  /** Their wrap-ups are over. @throws ProximoError `UNKNOWN_AGENT` */
  ready(id: string): Promise<Agent> {
    return this.#changing(id, (known) => this.store.ready(known), this.#tell);
  }

  /** What was before is read in the same step, where the store answers at once: no other change comes in between. */
  #changing<Result>(
    id: string,
    change: (id: string) => Awaitable<Result>,
    tell: (result: Result, before: Agent | undefined) => void,
  ): Promise<Result> {
    return this.access.changing(() => {
      const known = parseAgentId(id);
      return followed(this.store.get(known), (before) =>
        followed(change(known), (result) => {
          tell(result, before);
          return result;
        }),
      );
    });
  }

  readonly #tell = (status: Agent, before: Agent | undefined): void => {
    this.news.tell("agent", { agent: status.id, status, before });
  };
}
