import type { ChannelRegistry } from "../../channels/registry.ts";
import type { Agent, AgentChange } from "../../model/agent.ts";
import type { AgentDescription } from "../../model/case.ts";
import { agentOf } from "../agent-sheet.ts";
import type { AgentStore } from "../agent-store.ts";
import { hasRoom, withRoom } from "../room.ts";
import type { Folder } from "./cabinet.ts";
import type { MemoryClaims } from "./claims.ts";
import type { MemoryRoster } from "./roster.ts";
import type { MemoryTickets } from "./tickets.ts";

/** Who serves, and what they have. */
export class MemoryAgents implements AgentStore {
  readonly #channels = () => this.channels.list().map(({ id }) => id);

  /** @param sightings agents as they were last seen, until something of them changes: they are asked about more often. */
  constructor(
    private readonly sightings: Map<string, Agent>,
    private readonly tickets: MemoryTickets,
    private readonly claims: MemoryClaims,
    private readonly roster: MemoryRoster,
    private readonly channels: ChannelRegistry,
  ) {}

  list({ withRoom: haveRoom = false }: { readonly withRoom?: boolean | undefined } = {}): readonly Agent[] {
    this.tickets.settle();
    const agents: Agent[] = [];
    for (const id of this.roster.ids()) {
      if (haveRoom && this.#isFull(id)) continue;
      const agent = this.#seen(id);
      if (!haveRoom || hasRoom(agent, this.#channels)) agents.push(agent);
    }
    return agents;
  }

  get(id: string): Agent | undefined {
    this.tickets.settle();
    return this.roster.has(id) ? this.#seen(id) : undefined;
  }

  /** What they can be given now; undefined where that is nothing. @throws ProximoError `UNKNOWN_AGENT` */
  withRoom(id: string): AgentDescription | undefined {
    return withRoom(this.#seen(id), this.#channels);
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
    return this.claims.of(id).size >= this.roster.places(id);
  }

  #seen(id: string): Agent {
    let agent = this.sightings.get(id);
    if (agent === undefined) {
      const load = new Map<string, number>();
      for (const { ticket } of this.claims.of(id)) load.set(ticket.channel, (load.get(ticket.channel) ?? 0) + 1);
      agent = Object.freeze(agentOf(this.roster.known(id), Object.freeze(Object.fromEntries(load))));
      this.sightings.set(id, agent);
    }
    return agent;
  }
}
