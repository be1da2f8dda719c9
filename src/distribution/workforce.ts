import { type AgentSet, addAgent, hasAgent, noAgents, removeAgent } from "./agent-set.ts";
import type { FreeAgent, Requirements, Waiting } from "./round.ts";

/** More than any round has tickets, and few enough for a column of 32-bit integers. */
const BOUNDLESS = 2 ** 30;

/** The agents as far as one channel is concerned. */
interface ChannelColumn {
  readonly rooms: Int32Array;
  readonly withRoom: AgentSet;
  readonly serving: AgentSet;
}

/**
 * The agents as columns, one for each channel and skill that anything asks for: who can serve a lane is found by going
 * through columns, and no agent's own lists are read twice for the same word.
 *
 * Agents are named by their place in `agents`.
 */
export class Workforce<Agent extends FreeAgent = FreeAgent> {
  /** How many tickets more, by agent. */
  readonly room: Int32Array;
  readonly #channels = new Map<string, ChannelColumn>();
  /** Who has room at all. */
  readonly withRoom: AgentSet;
  #skilled: ReadonlyMap<string, AgentSet> | undefined;
  /** What is left of a set when those are left out who are not in the other. */
  readonly #common = new Map<AgentSet, Map<AgentSet, AgentSet>>();
  readonly #nobody: AgentSet;
  #places: ReadonlyMap<string, number> | undefined;

  /** @param agents each id once. */
  constructor(readonly agents: readonly Agent[]) {
    this.#nobody = noAgents(agents.length);
    this.room = new Int32Array(agents.length);
    this.withRoom = noAgents(agents.length);
    for (let place = 0; place < agents.length; place++) {
      this.room[place] = bounded(agents[place].room);
      if (this.room[place] > 0) addAgent(this.withRoom, place);
    }
  }

  get size(): number {
    return this.agents.length;
  }

  /** How many tickets more of a channel, by agent: 0 for whoever does not serve it. */
  roomOn(channel: string): Int32Array {
    return this.#on(channel).rooms;
  }

  /** Who can have one more of a channel. */
  withRoomOn(channel: string): AgentSet {
    return this.#on(channel).withRoom;
  }

  /** Who serves a channel and has room, be it for other channels only. */
  serving(channel: string): AgentSet {
    return this.#on(channel).serving;
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

  #on(channel: string): ChannelColumn {
    let column = this.#channels.get(channel);
    if (column === undefined) {
      column = this.#columnOf(channel);
      this.#channels.set(channel, column);
    }
    return column;
  }

  #columnOf(channel: string): ChannelColumn {
    const rooms = new Int32Array(this.size);
    let [withRoom, serving] = [this.#nobody, this.#nobody];
    for (let place = 0; place < rooms.length; place++) {
      const { channels, roomByChannel } = this.agents[place];
      if (this.room[place] === 0 || (channels !== undefined && !channels.includes(channel))) continue;
      if (serving === this.#nobody) serving = noAgents(this.size);
      addAgent(serving, place);
      const limited = roomByChannel !== undefined && Object.hasOwn(roomByChannel, channel);
      rooms[place] = limited ? Math.min(this.room[place], bounded(roomByChannel[channel])) : this.room[place];
      if (rooms[place] === 0) continue;
      if (withRoom === this.#nobody) withRoom = noAgents(this.size);
      addAgent(withRoom, place);
    }
    return { rooms, withRoom, serving };
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
}

function bounded(room: number): number {
  return Math.max(0, Math.min(room, BOUNDLESS));
}

const NONE: readonly string[] = [];
