import TinyQueue from "tinyqueue";
import type { Ticket } from "../../model/ticket.ts";
import { compareOwn, type Standing } from "../../queue/order.ts";
import type { AgentSet } from "../agent-set.ts";
import type { Loads } from "../loads.ts";
import type { Waiting, WaitingLane } from "../round.ts";
import type { Workforce } from "../workforce.ts";
import { Linkage } from "./linkage.ts";
import { ranks } from "./ranks.ts";

/** Tickets of one lane that are offered to the same agents. */
export interface Group<Kind extends Ticket> {
  readonly lane: WaitingLane<Kind>;
  readonly able: AgentSet;
  /** Its number among the rows of the linkage, where groups of the same channel and the same agents are one. */
  readonly row: number;
}

export interface Served<Kind extends Ticket> {
  readonly ticket: Kind;
  readonly group: Group<Kind>;
}

export interface Service<Kind extends Ticket> {
  /** In order. */
  readonly tickets: readonly Served<Kind>[];
  /** Each with somebody, all at once: what shows that they can be served. */
  readonly loads: Loads;
}

/**
 * Who is served: going down the order, each next ticket that can be served together with all that are included so far.
 *
 * Such sets are those that can be linked into the room of the agents, a gammoid (Mason, "On a class of matroids arising from
 * paths in graphs", 1972); it is a matroid, so going down the order misses nobody that a better choice would have served
 * (Edmonds, "Matroids and the greedy algorithm", 1971), and who cannot be included now cannot be later on: their group is closed.
 *
 * O(tickets served × lanes × agents ÷ 32) at worst.
 */
export function served<Kind extends Ticket>(workforce: Workforce, lanes: Iterable<WaitingLane<Kind>>): Service<Kind> {
  const linkage = new Linkage(workforce);
  const all: Served<Kind>[] = [];
  const service = { tickets: all, loads: linkage.loads };
  if (linkage.free === 0) return service;
  const open = (lane: WaitingLane<Kind>) => {
    const able = workforce.able(lane);
    if (linkage.isClosed(lane.channel, able)) return undefined;
    const line = new LaneReader(lane, able, workforce, linkage);
    return line.advance() ? line : undefined;
  };
  for (const lines of ranks(lanes, open)) {
    const queue = new TinyQueue(lines, (a, b) => compareOwn(a.standing, b.standing));
    for (let line = queue.pop(); line !== undefined; line = queue.pop()) {
      if (line.isClosed()) continue;
      const { first } = line;
      const group = line.groupOf(first);
      if (linkage.link(group.row)) all.push({ ticket: first.ticket, group });
      if (linkage.free === 0) return service;
      if (!line.isClosed() && line.advance()) queue.push(line);
    }
  }
  return service;
}

/** A lane and its groups, each opened when its first ticket's turn has come. */
class LaneReader<Kind extends Ticket> {
  /** Who is first of those not looked at yet. */
  first!: Waiting<Kind>;
  standing!: Standing;
  readonly #rest: Iterator<Waiting<Kind>>;
  #unrestricted: Group<Kind> | undefined;
  /** Those not offered to all that could serve them, by whom they are offered to. */
  #restricted: Map<string, Group<Kind>> | undefined;

  constructor(
    private readonly lane: WaitingLane<Kind>,
    private readonly able: AgentSet,
    private readonly workforce: Workforce,
    private readonly linkage: Linkage,
  ) {
    this.#rest = lane.waiting[Symbol.iterator]();
  }

  /** Goes on to the next; false where there is none. */
  advance(): boolean {
    const { done, value } = this.#rest.next();
    if (done) return false;
    this.first = value;
    this.standing = value.standing;
    return true;
  }

  /** Nobody is left for any of it: whoever could serve a restricted ticket could serve the others. */
  isClosed(): boolean {
    return this.linkage.isClosed(this.lane.channel, this.able);
  }

  groupOf({ reservedFor, refusedBy = [] }: Waiting<Kind>): Group<Kind> {
    if (reservedFor === undefined && refusedBy.length === 0) {
      this.#unrestricted ??= this.#group(this.able);
      return this.#unrestricted;
    }
    this.#restricted ??= new Map();
    const key = JSON.stringify([reservedFor ?? null, ...refusedBy.toSorted()]);
    let group = this.#restricted.get(key);
    if (group === undefined) {
      group = this.#group(this.workforce.offered(this.able, { reservedFor, refusedBy }));
      this.#restricted.set(key, group);
    }
    return group;
  }

  #group(able: AgentSet): Group<Kind> {
    return { lane: this.lane, able, row: this.linkage.add(this.lane.channel, able) };
  }
}
