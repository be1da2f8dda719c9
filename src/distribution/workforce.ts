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
  /** Who has room at all. */
  readonly withRoom: AgentSet;
  readonly #serving = new Map<string, AgentSet>();
  #skilled: ReadonlyMap<string, AgentSet> | undefined;
  /** What is left of a set when those are left out who are not in the other. */
  readonly #common = new Map<AgentSet, Map<AgentSet, AgentSet>>();
  readonly #nobody: AgentSet;
  #places: ReadonlyMap<string, number> | undefined;

  /** @param agents each id once. */
  constructor(readonly agents: readonly Agent[]) {
    this.#nobody = noAgents(agents.length);
    this.room = new Int32Array(agents.length);
    for (let place = 0; place < agents.length; place++) this.room[place] = bounded(agents[place].room);
    this.withRoom = this.#those(this.room);
  }

  /** @throws ProximoError `INVALID_AGENT` where two have the same id. */
  static of<Agent extends FreeAgent>(agents: readonly Agent[]): Workforce<Agent> {
    const ids = new Set<string>();
    for (const { id } of agents)
      if (ids.size === ids.add(id).size)
        throw new ProximoError("INVALID_AGENT", `agents: expected each id once, got ${shown(id)} twice`);
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

  /** Who can serve such tickets: the same set for tickets of the same requirements. */
  able({ channel, skills }: Requirements): AgentSet {
    return this.skilled(this.withRoomOn(channel), skills);
  }

  /** Those of a set who have all these skills: the same set where the same is asked again. */
  skilled(set: AgentSet, skills: readonly string[]): AgentSet {
    let skilled = set;
    for (let skill = 0; skill < skills.length && skilled !== this.#nobody; skill++)
      skilled = this.#both(skilled, this.#have(skills[skill]));
    return skilled;
  }

  /** Who can have one more of a channel. */
  withRoomOn(channel: string): AgentSet {
    let serving = this.#serving.get(channel);
    if (serving === undefined) {
      serving = this.#those(this.roomOn(channel));
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
    this.#skilled ??= this.#bySkill();
    return this.#skilled.get(skill) ?? this.#nobody;
  }

  #bySkill(): ReadonlyMap<string, AgentSet> {
    const skilled = new Map<string, AgentSet>();
    for (let place = 0; place < this.size; place++) {
      for (const skill of this.agents[place].skills ?? NONE) {
        let set = skilled.get(skill);
        if (set === undefined) {
          set = noAgents(this.size);
          skilled.set(skill, set);
        }
        addAgent(set, place);
      }
    }
    return skilled;
  }

  #both(set: AgentSet, other: AgentSet): AgentSet {
    if (other === this.#nobody) return other;
    let common = this.#common.get(set);
    if (common === undefined) {
      common = new Map();
      this.#common.set(set, common);
    }
    let both = common.get(other);
    if (both === undefined) {
      both = noAgents(this.size);
      for (let word = 0; word < both.length; word++) both[word] = set[word] & other[word];
      common.set(other, both);
    }
    return both;
  }

  /** Who has any of this room. */
  #those(room: Int32Array): AgentSet {
    let set = this.#nobody;
    for (let place = 0; place < room.length; place++) {
      if (room[place] <= 0) continue;
      if (set === this.#nobody) set = noAgents(this.size);
      addAgent(set, place);
    }
    return set;
  }
}

function bounded(room: number): number {
  return Math.max(0, Math.min(room, BOUNDLESS));
}

const NONE: readonly string[] = [];
