import { type AgentSet, addAgent, hasAgent, lowestIn, noAgents, removeAgent } from "../agent-set.ts";
import { Loads, ROOM } from "../loads.ts";
import type { Workforce } from "../workforce.ts";

/** Tickets of a channel that the same agents can serve. */
interface Row {
  readonly able: AgentSet;
  readonly places: ChannelPlaces;
}

/** Agents, as far as a channel is concerned. */
interface ChannelPlaces {
  readonly rows: Map<AgentSet, number>;
  /** Who can have one more of it, whatever room they have in all. */
  readonly below: AgentSet;
  /** Who leads nowhere by what they have of it, being able to have no more. */
  readonly spent: AgentSet;
  /** `spent`, and whoever this search has come to. */
  readonly seen: AgentSet;
}

/** An agent takes one of the row that was come from, and puts out one of the row that is come to. */
interface Exchange {
  readonly agent: number;
  readonly row: number;
}

/**
 * Links tickets into the room of agents, one by one, whatever it costs: who has one already may change, so that all that
 * were linked before still are. A ticket is linked where exchanges lead from its row to room.
 *
 * Invariant: of whoever is spent, nothing that they could put out leads to room, now or later; so no search enters there
 * again, and all searches that fail take no longer together than one that looks at everything.
 */
export class Linkage {
  /** Who has what of all that is linked. Its rows have no costs. */
  readonly loads: Loads;
  readonly #rows: (Row | undefined)[] = [undefined];
  readonly #channels = new Map<string, ChannelPlaces>();
  readonly #withRoom: AgentSet;
  readonly #spent: AgentSet;
  readonly #seen: AgentSet;
  /** By row: by which exchange the search came there. */
  readonly #by: (Exchange | undefined)[] = [undefined];

  constructor(private readonly workforce: Workforce) {
    this.loads = new Loads(workforce);
    this.#withRoom = workforce.withRoom.slice();
    this.#spent = noAgents(workforce.size);
    this.#seen = noAgents(workforce.size);
  }

  /** Room of all agents together. */
  get free(): number {
    return this.loads.free;
  }

  /** @returns the number of the row: the same for the same channel and the same set. */
  add(channel: string, able: AgentSet): number {
    const places = this.#on(channel);
    const known = places.rows.get(able);
    if (known !== undefined) return known;
    const row = this.loads.add(channel, COSTLESS);
    places.rows.set(able, row);
    this.#rows.push({ able, places });
    this.#by.push(undefined);
    return row;
  }

  /** No ticket of a channel that these alone can serve can be linked any more. */
  isClosed(channel: string, able: AgentSet): boolean {
    return this.#isSpent(able, this.#on(channel));
  }

  /** Links one more of a row, or says that it cannot be done. */
  link(row: number): boolean {
    const agent = this.#withRoomFor(row);
    if (agent >= 0) {
      this.#exchange(agent, row, ROOM);
      return true;
    }
    const { able, places } = this.#rows[row] as Row;
    if (this.#isSpent(able, places)) return false;
    this.#seen.set(this.#spent);
    for (const { seen, spent } of this.#channels.values()) seen.set(spent);
    const reached: number[] = [row];
    const found = this.#search(reached);
    if (!found) {
      this.#spent.set(this.#seen);
      for (const { seen, spent } of this.#channels.values()) spent.set(seen);
    }
    for (const each of reached) this.#by[each] = undefined;
    return found;
  }

  /** Goes breadth first, so that the way found has the fewest exchanges: none on it comes in the way of another. */
  #search(reached: number[]): boolean {
    for (let next = 0; next < reached.length; next++) {
      const row = reached[next];
      const agent = this.#withRoomFor(row);
      if (agent >= 0) {
        this.#follow(reached[0], row, agent);
        return true;
      }
      this.#leave(row, reached);
    }
    return false;
  }

  /** Comes to all that whoever can take one of a row could put out for it. */
  #leave(row: number, reached: number[]): void {
    const { able, places } = this.#rows[row] as Row;
    for (let word = 0; word < able.length; word++) {
      let agents = able[word] & ~this.#seen[word] & ~places.seen[word];
      this.#seen[word] |= agents & places.below[word];
      places.seen[word] |= agents & ~places.below[word];
      for (; agents !== 0; agents &= agents - 1) {
        const agent = (word << 5) + lowestIn(agents);
        const anything = hasAgent(places.below, agent);
        for (const out of this.loads.heldBy(agent)) {
          if (out === reached[0] || this.#by[out] !== undefined) continue;
          if (!anything && this.#rows[out]?.places !== places) continue;
          this.#by[out] = { agent, row };
          reached.push(out);
        }
      }
    }
  }

  #follow(start: number, last: number, withRoom: number): void {
    let [row, agent, out] = [last, withRoom, ROOM];
    for (;;) {
      this.#exchange(agent, row, out);
      if (row === start) return;
      const by = this.#by[row] as Exchange;
      [row, agent, out] = [by.row, by.agent, row];
    }
  }

  /** Who has room for one of a row as things are; -1 where nobody has. */
  #withRoomFor(row: number): number {
    const { able, places } = this.#rows[row] as Row;
    for (let word = 0; word < able.length; word++) {
      const agents = able[word] & this.#withRoom[word] & places.below[word];
      if (agents !== 0) return (word << 5) + lowestIn(agents);
    }
    return -1;
  }

  #exchange(agent: number, row: number, out: number): void {
    this.loads.exchange(agent, row, out);
    if (out === ROOM && this.loads.room[agent] === 0) removeAgent(this.#withRoom, agent);
    this.#note(agent, row);
    if (out !== ROOM) this.#note(agent, out);
  }

  /** What room an agent has on the channel of a row may have changed. */
  #note(agent: number, row: number): void {
    const { below } = (this.#rows[row] as Row).places;
    if (this.loads.roomOn(row)[agent] > 0) addAgent(below, agent);
    else removeAgent(below, agent);
  }

  #isSpent(able: AgentSet, { spent }: ChannelPlaces): boolean {
    for (let word = 0; word < able.length; word++)
      if ((able[word] & ~this.#spent[word] & ~spent[word]) !== 0) return false;
    return true;
  }

  #on(channel: string): ChannelPlaces {
    let places = this.#channels.get(channel);
    if (places === undefined) {
      const none = () => noAgents(this.workforce.size);
      places = { rows: new Map(), below: this.workforce.withRoomOn(channel).slice(), spent: none(), seen: none() };
      this.#channels.set(channel, places);
    }
    return places;
  }
}

const COSTLESS = new Float64Array();
