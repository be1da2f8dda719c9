import { ProximoError, shown } from "../model/errors.ts";
import type { FreeAgent, Requirements, Waiting } from "./round.ts";

/** More than any round has tickets, and few enough for a column of 32-bit integers. */
const BOUNDLESS = 2 ** 30;

/**
 * The agents as columns of numbers, one for each channel and skill that anything asks for: who can serve a lane is
 * found by going through columns, and no agent's own lists are read twice for the same word.
 *
 * Agents are named by their place in `agents`.
 */
export class Workforce {
  /** How many tickets more, by agent. */
  readonly room: Int32Array;
  readonly #places = new Map<string, number>();
  readonly #rooms = new Map<string, Int32Array>();
  readonly #skilled = new Map<string, Uint8Array>();

  /** @throws ProximoError `INVALID_AGENT` where two have the same id. */
  constructor(private readonly agents: readonly FreeAgent[]) {
    this.room = new Int32Array(agents.length);
    for (let place = 0; place < agents.length; place++) {
      const { id, room } = agents[place];
      this.room[place] = bounded(room);
      this.#places.set(id, place);
    }
    if (this.#places.size < agents.length) throw this.#repeated();
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

  /** 1 for each agent who can serve such tickets, else 0. */
  able({ channel, skills }: Requirements): Uint8Array {
    const rooms = this.roomOn(channel);
    const able = new Uint8Array(rooms.length);
    for (let place = 0; place < able.length; place++) able[place] = rooms[place] > 0 ? 1 : 0;
    for (const skill of skills) {
      const skilled = this.#have(skill);
      for (let place = 0; place < able.length; place++) able[place] &= skilled[place];
    }
    return able;
  }

  /** `able` without those to whom this ticket is not offered. */
  offered(able: Uint8Array, { reservedFor, refusedBy = [] }: Omit<Waiting, "ticket" | "standing">): Uint8Array {
    const offered = reservedFor === undefined ? able.slice() : new Uint8Array(able.length);
    const one = reservedFor === undefined ? undefined : this.#places.get(reservedFor);
    if (one !== undefined) offered[one] = able[one];
    for (const id of refusedBy) {
      const place = this.#places.get(id);
      if (place !== undefined) offered[place] = 0;
    }
    return offered;
  }

  #have(skill: string): Uint8Array {
    let skilled = this.#skilled.get(skill);
    if (skilled === undefined) {
      skilled = new Uint8Array(this.size);
      for (let place = 0; place < skilled.length; place++)
        skilled[place] = this.agents[place].skills?.includes(skill) ? 1 : 0;
      this.#skilled.set(skill, skilled);
    }
    return skilled;
  }

  #repeated(): ProximoError {
    const { id } = this.agents.find((agent, place) => this.#places.get(agent.id) !== place)!;
    return new ProximoError("INVALID_AGENT", `agents: expected each id once, got ${shown(id)} twice`);
  }
}

function bounded(room: number): number {
  return Math.max(0, Math.min(room, BOUNDLESS));
}
