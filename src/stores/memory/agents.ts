import { type Agent, type AgentChange, roomOf } from "../../model/agent.ts";
import type { AgentStore } from "../agent-store.ts";
import type { MemoryClaims } from "./claims.ts";
import type { MemoryRoster } from "./roster.ts";
import type { Folder, MemoryTickets } from "./tickets.ts";

/** Who serves, and what they have. */
export class MemoryAgents implements AgentStore {
  constructor(
    private readonly tickets: MemoryTickets,
    private readonly claims: MemoryClaims,
    private readonly roster: MemoryRoster,
  ) {}

  list({ withRoom = false }: { readonly withRoom?: boolean | undefined } = {}): readonly Agent[] {
    this.tickets.settle();
    const agents: Agent[] = [];
    for (const id of this.roster.ids()) {
      if (withRoom && this.#isFull(id)) continue;
      const agent = this.#seen(id);
      if (!withRoom || roomOf(agent) > 0) agents.push(agent);
    }
    return agents;
  }

  get(id: string): Agent | undefined {
    this.tickets.settle();
    return this.roster.has(id) ? this.#seen(id) : undefined;
  }

  /** @throws ProximoError `UNKNOWN_AGENT` */
  known(id: string): Agent {
    return this.#seen(id);
  }

  set(id: string, change: AgentChange): Agent {
    this.tickets.settle();
    this.roster.set(id, change);
    const agent = this.#seen(id);
    if (agent.presence !== "available") this.#withdrawOffers(id);
    this.claims.awaitAgain(id);
    return agent.presence === "available" ? agent : this.#seen(id);
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
    return this.#seen(id);
  }

  ready(id: string): Agent {
    this.tickets.settle();
    this.roster.ready(id);
    return this.#seen(id);
  }

  #withdrawOffers(id: string): void {
    const offered = (folder: Folder) => folder.claim?.deadline !== undefined;
    for (const folder of [...this.claims.of(id)].filter(offered)) this.tickets.takeBack(folder);
  }

  /** At a glance, for those who have all they can. */
  #isFull(id: string): boolean {
    return this.claims.of(id).size + this.roster.wrappingUp(id) >= this.roster.capacity(id);
  }

  #seen(id: string): Agent {
    const load: Record<string, number> = {};
    for (const { ticket } of this.claims.of(id)) load[ticket.channel] = (load[ticket.channel] ?? 0) + 1;
    return { ...this.roster.known(id), load };
  }
}
