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
  /** How many of each row, by agent; nothing for whoever has none. */
  readonly #held: (Map<number, number> | undefined)[];
  readonly #holders: number[][] = [[]];
  #free = 0;

  constructor(private readonly workforce: Workforce) {
    const { size, room } = workforce;
    this.room = room.slice();
    for (let agent = 0; agent < size; agent++) {
      this.#free += room[agent];
      if (room[agent] > 0) this.#holders[ROOM].push(agent);
    }
    this.costs = [new Float64Array(size)];
    this.#roomOn = [new Int32Array(size).fill(1)];
    this.#held = new Array(size).fill(undefined);
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
    this.#roomOn.push(roomOn);
    return this.costs.push(costs) - 1;
  }

  /** The rows, other than room, that an agent has some of. */
  heldBy(agent: number): Iterable<number> {
    return this.#held[agent]?.keys() ?? NOTHING;
  }

  /** The agents who have some of a row. */
  holders(row: number): readonly number[] {
    return this.#holders[row];
  }

  holds(agent: number, row: number): boolean {
    return row === ROOM ? this.room[agent] > 0 : this.#held[agent]?.has(row) === true;
  }

  /** By agent, what room there is on the row's channel, whatever there is in all; the same array for rows of one channel. */
  roomOn(row: number): Int32Array {
    return this.#roomOn[row];
  }

  /** What it costs that an agent has one of `row` more and one of `out`, which they have, less; it may be below 0. */
  exchangeCost(agent: number, row: number, out: number): number {
    const roomOn = this.#roomOn[row];
    if (roomOn[agent] <= 0 && roomOn !== this.#roomOn[out]) return Number.POSITIVE_INFINITY;
    return this.costs[row][agent] - this.costs[out][agent];
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
      if (this.room[agent] === 0) this.#holders[ROOM].push(agent);
      this.room[agent] += 1;
      this.#free += 1;
      return;
    }
    this.#held[agent] ??= new Map();
    const count = this.#held[agent].get(row) ?? 0;
    this.#held[agent].set(row, count + 1);
    if (count === 0) this.#holders[row].push(agent);
  }

  #take(agent: number, row: number): void {
    if (row === ROOM) {
      this.room[agent] -= 1;
      this.#free -= 1;
      if (this.room[agent] === 0) this.#forget(agent, ROOM);
      return;
    }
    const held = this.#held[agent] as Map<number, number>;
    const count = held.get(row) as number;
    if (count > 1) held.set(row, count - 1);
    else {
      held.delete(row);
      this.#forget(agent, row);
    }
  }

  #forget(agent: number, row: number): void {
    const holders = this.#holders[row];
    holders[holders.indexOf(agent)] = holders[holders.length - 1];
    holders.pop();
  }
}

const NOTHING: readonly number[] = [];
