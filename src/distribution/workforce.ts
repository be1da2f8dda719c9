import { ProximoError, shown } from "../model/errors.ts";
import { type AgentSet, addAgent, hasAgent, noAgents, removeAgent } from "./agent-set.ts";
import type { FreeAgent, Requirements, Waiting } from "./round.ts";

/** More than any round has tickets, and few enough for a column of 32-bit integers. */
const BOUNDLESS = 2 ** 30;

/**
 * The agents as columns, one for each channel and skill that anything asks for: who can serve a lane is found by going
 * through columns, and no agent's own lists are read twice for the same word.
 *
 * Agents are named by their place in `agents`.
 */
export class Workforce<Agent extends FreeAgent = FreeAgent> {
  /** How many tickets more, by agent. */
  readonly room: Int32Array;
  readonly #rooms = new Map<string, Int32Array>();
  readonly #serving = new Map<string, AgentSet>();
  readonly #skilled = new Map<string, AgentSet>();
  #places: ReadonlyMap<string, number> | undefined;

  /** @param agents each id once. */
  constructor(readonly agents: readonly Agent[]) {
    this.room = new Int32Array(agents.length);
    for (let place = 0; place < agents.length; place++) this.room[place] = bounded(agents[place].room);
  }

  /** @throws ProximoError `INVALID_AGENT` where two have the same id. */
  static of<Agent extends FreeAgent>(agents: readonly Agent[]): Workforce<Agent> {
    const ids = new Set<string>();
    for (const { id } of agents) {
      if (ids.has(id)) throw new ProximoError("INVALID_AGENT", `agents: expected each id once, got ${shown(id)} twice`);
      ids.add(id);
    }
    return new Workforce(agents);
  }

  get size(): number {
    return this.agents.length;
  }

  /** How many tickets more of a channel, by agent: 0 for whoever does not serve it. */
  roomOn(channel: string): Int32Array {
    let rooms = this.#rooms.get(channel);
    if (rooms === undefined) {
      rooms = this.room.slice();
      for (let place = 0; place < rooms.length; place++) {
        const { channels, roomByChannel } = this.agents[place];
        if (channels !== undefined && !channels.includes(channel)) rooms[place] = 0;
        else if (roomByChannel !== undefined && Object.hasOwn(roomByChannel, channel))
          rooms[place] = Math.min(rooms[place], bounded(roomByChannel[channel]));
      }
      this.#rooms.set(channel, rooms);
    }
    return rooms;
  }

  /** Who can serve such tickets. The same set may be given again. */
  able({ channel, skills }: Requirements): AgentSet {
    const serving = this.withRoomOn(channel);
    if (skills.length === 0) return serving;
    const able = serving.slice();
    for (const skill of skills) {
      const skilled = this.#have(skill);
      for (let word = 0; word < able.length; word++) able[word] &= skilled[word];
    }
    return able;
  }

  /** Who can have one more of a channel. */
  withRoomOn(channel: string): AgentSet {
    let serving = this.#serving.get(channel);
    if (serving === undefined) {
      const rooms = this.roomOn(channel);
      serving = this.#those((place) => rooms[place] > 0);
      this.#serving.set(channel, serving);
    }
    return serving;
  }

  /** `able` without those to whom this ticket is not offered. */
  offered(able: AgentSet, { reservedFor, refusedBy = [] }: Omit<Waiting, "ticket" | "standing">): AgentSet {
    const offered = reservedFor === undefined ? able.slice() : noAgents(this.size);
    const one = reservedFor === undefined ? undefined : this.#place(reservedFor);
    if (one !== undefined && hasAgent(able, one)) addAgent(offered, one);
    for (const id of refusedBy) {
      const place = this.#place(id);
      if (place !== undefined) removeAgent(offered, place);
    }
    return offered;
  }

  #place(id: string): number | undefined {
    this.#places ??= new Map(this.agents.map((agent, place) => [agent.id, place]));
    return this.#places.get(id);
  }

  #have(skill: string): AgentSet {
    let skilled = this.#skilled.get(skill);
    if (skilled === undefined) {
      skilled = this.#those((place) => this.agents[place].skills?.includes(skill) === true);
      this.#skilled.set(skill, skilled);
    }
    return skilled;
  }

  #those(are: (place: number) => boolean): AgentSet {
    const set = noAgents(this.size);
    for (let place = 0; place < this.size; place++) if (are(place)) addAgent(set, place);
    return set;
  }
}

function bounded(room: number): number {
  return Math.max(0, Math.min(room, BOUNDLESS));
}
