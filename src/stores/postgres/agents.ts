import type { Agent, AgentChange } from "../../model/agent.ts";
import type { AgentStore } from "../port/agent-store.ts";
import type { Parameter } from "./database.ts";
import { arrayOf } from "./quoting.ts";
import { type ShownRefusal, unlessRefused } from "./refusals.ts";
import type { Session } from "./session.ts";

type ShownAgent = { readonly [Key in keyof Agent]: undefined extends Agent[Key] ? Agent[Key] | null : Agent[Key] };

/** Who serves: one row each, locked by whoever gives them something by their id. */
export class PostgresAgents implements AgentStore {
  constructor(private readonly session: Session) {}

  async list({ withRoom = false }: { readonly withRoom?: boolean | undefined } = {}): Promise<readonly Agent[]> {
    const found = await this.session.call<readonly ShownAgent[]>("agents", ["boolean", withRoom], this.session.now);
    return found.map(asAgent);
  }

  async get(id: string): Promise<Agent | undefined> {
    const found = await this.session.call<ShownAgent | null>("agent", ["text", id], this.session.now);
    return found ? asAgent(found) : undefined;
  }

  async set(id: string, change: AgentChange): Promise<Agent> {
    const { channels, skills, capacity, wrapUp, presence, heartbeat, releaseAfter } = change;
    const set = await this.session.call<ShownAgent>(
      "set_agent",
      ["text", id],
      ["boolean", channels !== undefined],
      ["text[]", channels && arrayOf(channels)],
      ["text[]", skills && arrayOf(skills)],
      ["bigint", capacity?.total],
      ["json", capacity && JSON.stringify(capacity.byChannel)],
      ["bigint", wrapUp?.otherwise],
      ["json", wrapUp && JSON.stringify(wrapUp.byChannel)],
      ["text", presence],
      ["boolean", heartbeat !== undefined],
      ["bigint", heartbeat],
      ["boolean", releaseAfter !== undefined],
      ["bigint", releaseAfter],
      ...this.session.time,
    );
    return asAgent(set);
  }

  remove(id: string): Promise<boolean> {
    return this.session.call("remove_agent", ["text", id], ...this.session.time);
  }

  heartbeat(id: string): Promise<Agent> {
    return this.#known("heartbeat", id, this.session.now);
  }

  ready(id: string): Promise<Agent> {
    return this.#known("ready", id, this.session.now);
  }

  async #known(name: string, id: string, now: Parameter): Promise<Agent> {
    return asAgent(unlessRefused(await this.session.call<ShownAgent | ShownRefusal>(name, ["text", id], now), id));
  }
}

function asAgent({ channels, heartbeat, releaseAfter, ...agent }: ShownAgent): Agent {
  return {
    ...agent,
    ...(channels === null ? {} : { channels }),
    ...(heartbeat === null ? {} : { heartbeat }),
    ...(releaseAfter === null ? {} : { releaseAfter }),
  };
}
