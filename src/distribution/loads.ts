import { type AgentSet, addAgent, hasAgent, noAgents, removeAgent } from "./agent-set.ts";
import type { Workforce } from "./workforce.ts";

/** The row of the room that nobody has taken: it costs nothing anywhere, and whoever takes room puts some of it out. */
export const ROOM = 0;

/**
 * Who has how many of what.
 *
 * A **row** is a number of tickets that cost the same at every agent; an infinite cost stands for an agent who cannot
 * serve them. Invariant: what an agent has, room included, is always as much as the agent can have at once, so that one
 * more of a row always puts one of another out; and nobody has more of a channel than they can.
 */
export class Loads {
  /** By row, then by agent. */
  readonly costs: Float64Array[];
  readonly room: Int32Array;
  /** By row, then by agent. */
  readonly #roomOn: Int32Array[];
  readonly #channels = new Map<string, Int32Array>();
  /** By agent: the rows other than room that they have some of, and how many of each, in the same places. */
  readonly #held: (number[] | undefined)[];
  readonly #counts: (number[] | undefined)[];
  /** By row: who has some of it, as a list and as a set. */
  readonly #holders: number[][] = [[]];
  readonly #holding: AgentSet[];
  #free = 0;

  constructor(private readonly workforce: Workforce) {
    const { size, room } = workforce;
    this.room = room.slice();
    this.#holding = [workforce.withRoom.slice()];
    for (let agent = 0; agent < size; agent++) {
      if (room[agent] <= 0) continue;
      this.#free += room[agent];
      this.#holders[ROOM].push(agent);
    }
    this.costs = [new Float64Array(size)];
    this.#roomOn = [new Int32Array(size).fill(1)];
    this.#held = new Array(size);
    this.#counts = new Array(size);
  }

  get rows(): number {
    return this.costs.length;
  }

  get agents(): number {
    return this.room.length;
  }

  /** Room of all agents together. */
  get free(): number {
    return this.#free;
  }

  /** @returns the number of the new row. */
  add(channel: string, costs: Float64Array): number {
    let roomOn = this.#channels.get(channel);
    if (roomOn === undefined) {
      roomOn = this.workforce.roomOn(channel).slice();
      this.#channels.set(channel, roomOn);
    }
    this.#holders.push([]);
    this.#holding.push(noAgents(this.room.length));
    this.#roomOn.push(roomOn);
    return this.costs.push(costs) - 1;
  }

  /** The rows, other than room, that an agent has some of. */
  heldBy(agent: number): readonly number[] {
    return this.#held[agent] ?? NOTHING;
  }

  /** The agents who have some of a row. */
  holders(row: number): readonly number[] {
    return this.#holders[row];
  }

  /** The same, as a set. */
  holding(row: number): AgentSet {
    return this.#holding[row];
  }

  holds(agent: number, row: number): boolean {
    return hasAgent(this.#holding[row], agent);
  }

  /** Whether an agent could have one of a row for one of another, if they had that. */
  canTake(agent: number, row: number, out: number): boolean {
    const roomOn = this.#roomOn[row];
    return roomOn[agent] > 0 || roomOn === this.#roomOn[out];
  }

  /** By agent, what room there is on the row's channel, whatever there is in all; the same array for rows of one channel. */
  roomOn(row: number): Int32Array {
    return this.#roomOn[row];
  }

  exchange(agent: number, row: number, out: number): void {
    this.#take(agent, out);
    this.#give(agent, row);
    this.#roomOn[out][agent] += 1;
    this.#roomOn[row][agent] -= 1;
  }

  /** One of a row stays where it is: it can be put out no more. */
  settle(agent: number, row: number): void {
    this.#take(agent, row);
  }

  #give(agent: number, row: number): void {
    if (row === ROOM) {
      if (this.room[agent] === 0) this.#begin(agent, ROOM);
      this.room[agent] += 1;
      this.#free += 1;
      return;
    }
    this.#held[agent] ??= [];
    this.#counts[agent] ??= [];
    const held = this.#held[agent];
    const place = held.indexOf(row);
    if (place >= 0) this.#counts[agent][place] += 1;
    else {
      held.push(row);
      this.#counts[agent].push(1);
      this.#begin(agent, row);
    }
  }

  #take(agent: number, row: number): void {
    if (row === ROOM) {
      this.room[agent] -= 1;
      this.#free -= 1;
      if (this.room[agent] === 0) this.#end(agent, ROOM);
      return;
    }
    const held = this.#held[agent] as number[];
    const counts = this.#counts[agent] as number[];
    const place = held.indexOf(row);
    counts[place] -= 1;
    if (counts[place] > 0) return;
    removeAt(held, place);
    removeAt(counts, place);
    this.#end(agent, row);
  }

  #begin(agent: number, row: number): void {
    this.#holders[row].push(agent);
    addAgent(this.#holding[row], agent);
  }

  #end(agent: number, row: number): void {
    const holders = this.#holders[row];
    removeAt(holders, holders.indexOf(agent));
    removeAgent(this.#holding[row], agent);
  }
}

function removeAt(list: number[], place: number): void {
  list[place] = list[list.length - 1];
  list.pop();
}

const NOTHING: readonly number[] = [];
