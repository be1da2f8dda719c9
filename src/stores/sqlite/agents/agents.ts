import type { Agent, AgentChange } from "../../../model/agent.ts";
import type { AgentDescription } from "../../../model/case.ts";
import { type AgentSheet, agentOf } from "../../rules/agent-sheet.ts";
import { withRoom, withRoomOn } from "../../rules/room.ts";
import type { Claimant } from "../../store.ts";
import type { ClaimTable } from "../claims/claim-table.ts";
import type { DueWork } from "../line/due-work.ts";
import type { Tickets } from "../line/tickets.ts";
import type { Settings } from "../settings.ts";
import type { Roster } from "./roster.ts";

const NOTHING: Agent["load"] = Object.freeze({});

/** Who serves, and what they have. */
export class Agents {
  constructor(
    private readonly claims: ClaimTable,
    private readonly tickets: Tickets,
    private readonly dueWork: DueWork,
    private readonly roster: Roster,
    private readonly settings: Settings,
  ) {}

  list({ withRoom: haveRoom = false }: { readonly withRoom?: boolean | undefined } = {}): readonly Agent[] {
    this.dueWork.catchUp();
    const loads = this.claims.loads();
    const agents = this.roster.all().map((sheet) => agentOf(sheet, loads.get(sheet.profile.id) ?? NOTHING));
    return haveRoom ? agents.filter((agent) => this.#withRoom(agent) !== undefined) : agents;
  }

  get(id: string): Agent | undefined {
    this.dueWork.catchUp();
    const sheet = this.roster.find(id);
    return sheet && this.#seen(sheet);
  }

  /**
   * What whoever asks can be given now, of that channel alone where one is named; undefined where that is nothing. Whoever
   * is described on the spot has room.
   *
   * @throws ProximoError `UNKNOWN_AGENT`
   */
  able(claimant: Claimant, channel?: string): AgentDescription | undefined {
    if (typeof claimant !== "string") return claimant;
    const agent = this.#seen(this.roster.known(claimant));
    return channel === undefined ? this.#withRoom(agent) : withRoomOn(channel, agent);
  }

  set(id: string, change: AgentChange): Agent {
    this.dueWork.catchUp();
    const sheet = this.roster.set(id, change);
    if (sheet.profile.presence !== "available") this.#withdrawOffers(id);
    this.#awaitAgain(id);
    return this.#seen(sheet);
  }

  remove(id: string): boolean {
    this.dueWork.catchUp();
    if (!this.roster.remove(id)) return false;
    this.#withdrawOffers(id);
    this.#awaitAgain(id);
    return true;
  }

  heartbeat(id: string): Agent {
    this.dueWork.catchUp();
    const sheet = this.roster.heard(id);
    this.#awaitAgain(id);
    return this.#seen(sheet);
  }

  ready(id: string): Agent {
    this.dueWork.catchUp();
    return this.#seen(this.roster.ready(id));
  }

  #withRoom(agent: Agent): AgentDescription | undefined {
    return withRoom(agent, () => this.settings.channels.list().map(({ id }) => id));
  }

  #withdrawOffers(id: string): void {
    for (const record of this.claims.claimed(id)) if (record.state === "offered") this.dueWork.takeBack(record);
  }

  /** What they have is awaited for as long as they are heard from. */
  #awaitAgain(id: string): void {
    this.claims.awaitUntil(id, this.roster.takenBackAt(id));
    this.tickets.lookAgain();
  }

  #seen(sheet: AgentSheet): Agent {
    return agentOf(sheet, this.claims.load(sheet.profile.id));
  }
}
