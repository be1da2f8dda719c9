import type { ChannelRegistry } from "../../channels/registry.ts";
import type { Agent, AgentChange } from "../../model/agent.ts";
import type { AgentDescription } from "../../model/case.ts";
import type { AgentStore } from "../port/agent-store.ts";
import { agentOf } from "../rules/agent-sheet.ts";
import { hasRoom, withRoom, withRoomOn } from "../rules/room.ts";
import type { Claimant } from "../store.ts";
import type { MemoryAgentViews } from "./agent-views.ts";
import { AgentsWithRoom } from "./agents-with-room.ts";
import type { MemoryClaimTable } from "./claim-table.ts";
import type { MemoryDueWork } from "./due-work.ts";
import type { MemoryRoster } from "./roster.ts";
import type { TicketRecord } from "./ticket-table.ts";

const NOTHING: Agent["load"] = Object.freeze({});

/** Who serves, and what they have. */
export class MemoryAgents implements AgentStore {
  readonly #channels = () => this.channels.list().map(({ id }) => id);
  /** As things were when it was last asked for: with so many channels, but for whoever has changed since. */
  readonly #withRoom = new AgentsWithRoom();
  readonly #numbers = new Map<string, number>();
  #channelsThen = 0;

  constructor(
    private readonly views: MemoryAgentViews,
    private readonly dueWork: MemoryDueWork,
    private readonly claimTable: MemoryClaimTable,
    private readonly roster: MemoryRoster,
    private readonly channels: ChannelRegistry,
  ) {}

  list({ withRoom: haveRoom = false }: { readonly withRoom?: boolean | undefined } = {}): readonly Agent[] {
    this.dueWork.catchUp();
    if (!haveRoom) return Array.from(this.roster.ids(), (id) => this.#seen(id));
    // Whoever serves every channel may have room on a new one.
    const channels = this.channels.list().length;
    const changed = this.views.takeChanged();
    for (const id of channels === this.#channelsThen ? changed : this.roster.ids()) this.#review(id);
    this.#channelsThen = channels;
    return this.#withRoom.list();
  }

  get(id: string): Agent | undefined {
    this.dueWork.catchUp();
    return this.roster.has(id) ? this.#seen(id) : undefined;
  }

  /**
   * What whoever asks can be given now, of that channel alone where one is named; undefined where that is nothing. Whoever
   * is described on the spot has room.
   *
   * @throws ProximoError `UNKNOWN_AGENT`
   */
  able(claimant: Claimant, channel?: string): AgentDescription | undefined {
    if (typeof claimant !== "string") return claimant;
    const agent = this.#seen(claimant);
    return channel === undefined ? withRoom(agent, this.#channels) : withRoomOn(channel, agent);
  }

  set(id: string, change: AgentChange): Agent {
    this.dueWork.catchUp();
    this.roster.set(id, change);
    const agent = this.#seen(id);
    if (agent.presence !== "available") this.#withdrawOffers(id);
    this.claimTable.awaitAgain(id);
    return agent.presence === "available" ? agent : this.#seen(id);
  }

  remove(id: string): boolean {
    this.dueWork.catchUp();
    if (!this.roster.remove(id)) return false;
    this.#withdrawOffers(id);
    this.claimTable.awaitAgain(id);
    this.#review(id);
    this.views.drop(id);
    return true;
  }

  heartbeat(id: string): Agent {
    this.dueWork.catchUp();
    this.roster.heard(id);
    this.claimTable.awaitAgain(id);
    return this.#seen(id);
  }

  ready(id: string): Agent {
    this.dueWork.catchUp();
    this.roster.ready(id);
    return this.#seen(id);
  }

  #withdrawOffers(id: string): void {
    const offered = (record: TicketRecord) => record.claim?.deadline !== undefined;
    for (const record of [...this.claimTable.of(id)].filter(offered)) this.dueWork.takeBack(record);
  }

  #review(id: string): void {
    const [before, number] = [this.#numbers.get(id), this.roster.number(id)];
    if (before !== undefined && before !== number) this.#withRoom.put(before, undefined);
    if (number === undefined) this.#numbers.delete(id);
    else {
      this.#numbers.set(id, number);
      this.#withRoom.put(number, this.#isFull(id) ? undefined : this.#seenWithRoom(id));
    }
  }

  /** At a glance, for those who have all they can. */
  #isFull(id: string): boolean {
    return this.claimTable.of(id).size >= this.roster.places(id);
  }

  #seenWithRoom(id: string): Agent | undefined {
    const agent = this.#seen(id);
    return hasRoom(agent, this.#channels) ? agent : undefined;
  }

  #seen(id: string): Agent {
    return this.views.of(id, () => Object.freeze(agentOf(this.roster.known(id), this.#load(id))));
  }

  #load(id: string): Agent["load"] {
    const load = this.claimTable.load(id);
    return load === undefined ? NOTHING : Object.freeze(Object.fromEntries(load));
  }
}
