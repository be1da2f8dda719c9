import type { ChannelRegistry } from "../../channels/registry.ts";
import type { Agent, AgentChange } from "../../model/agent.ts";
import type { AgentDescription } from "../../model/case.ts";
import type { AgentStore } from "../agent-store.ts";
import { withRoom } from "../room.ts";
import type { MemoryClaims } from "./claims.ts";
import type { MemoryRoster } from "./roster.ts";
import type { Folder, MemoryTickets } from "./tickets.ts";

/** Who serves, and what they have. */
export class MemoryAgents implements AgentStore {
  constructor(
    private readonly tickets: MemoryTickets,
    private readonly claims: MemoryClaims,
    private readonly roster: MemoryRoster,
    private readonly channels: ChannelRegistry,
  ) {}

  list({ withRoom: haveRoom = false }: { readonly withRoom?: boolean | undefined } = {}): readonly Agent[] {
    this.tickets.settle();
    const agents: Agent[] = [];
    for (const { agent, limited } of this.roster.list(haveRoom))
      if (!haveRoom || !limited || this.withRoom(agent.id) !== undefined) agents.push(agent);
    return agents;
  }

  get(id: string): Agent | undefined {
    this.tickets.settle();
    return this.roster.has(id) ? this.roster.known(id) : undefined;
  }

  /** What they can be given now; undefined where that is nothing. @throws ProximoError `UNKNOWN_AGENT` */
  withRoom(id: string): AgentDescription | undefined {
    return withRoom(this.roster.known(id), () => this.channels.list().map((channel) => channel.id));
  }

  set(id: string, change: AgentChange): Agent {
    this.tickets.settle();
    this.roster.set(id, change);
    const agent = this.roster.known(id);
    if (agent.presence !== "available") this.#withdrawOffers(id);
    this.claims.awaitAgain(id);
    return agent.presence === "available" ? agent : this.roster.known(id);
  }

  remove(id: string): boolean {
    this.tickets.settle();
    if (!this.roster.remove(id)) return false;
    this.#withdrawOffers(id);
    this.claims.awaitAgain(id);
    return true;
  }

  heartbeat(id: string): Agent {
    this.tickets.settle();
    this.roster.heard(id);
    this.claims.awaitAgain(id);
    return this.roster.known(id);
  }

  ready(id: string): Agent {
    this.tickets.settle();
    this.roster.ready(id);
    return this.roster.known(id);
  }

  #withdrawOffers(id: string): void {
    const offered = (folder: Folder) => folder.claim?.deadline !== undefined;
    for (const folder of [...this.claims.of(id)].filter(offered)) this.tickets.takeBack(folder);
  }
}
