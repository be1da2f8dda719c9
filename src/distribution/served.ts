import type { Ticket } from "../model/ticket.ts";
import { merged } from "../queue/merge.ts";
import { compareTickets } from "../queue/order.ts";
import type { Waiting, WaitingLane } from "./round.ts";
import { Transport } from "./transport.ts";
import type { Workforce } from "./workforce.ts";

/** Tickets of one lane that are offered to the same agents. */
export interface Group<Kind extends Ticket> {
  readonly lane: WaitingLane<Kind>;
  /** 1 for each agent who can serve them, else 0. */
  readonly able: Uint8Array;
  /** Its number among the rows of the round. */
  readonly row: number;
}

export interface Served<Kind extends Ticket> {
  readonly ticket: Kind;
  readonly group: Group<Kind>;
}

/**
 * Who is served: going down the order, each next ticket that can be served together with all that are included so far.
 *
 * Such sets are those that can be linked into the room of the agents, a gammoid (Mason, "On a class of matroids arising from
 * paths in graphs", 1972); it is a matroid, so going down the order misses nobody that a better choice would have served
 * (Edmonds, "Matroids and the greedy algorithm", 1971), and who cannot be included now cannot be later on: their group is closed.
 *
 * @returns in order. O(tickets served × lanes²) at worst.
 */
export function served<Kind extends Ticket>(
  workforce: Workforce,
  lanes: Iterable<WaitingLane<Kind>>,
): readonly Served<Kind>[] {
  const transport = new Transport(workforce);
  const all: Served<Kind>[] = [];
  if (transport.loads.free === 0) return all;
  const lines = [...lanes].map((lane) => new Line(lane, workforce, transport));
  const sequences = lines.map((line) => line.open());
  for (const { line, waiting } of merged(sequences, (a, b) => compareTickets(a.waiting.standing, b.waiting.standing))) {
    const group = line.groupOf(waiting);
    if (transport.place(group.row)) all.push({ ticket: waiting.ticket, group });
    if (transport.loads.free === 0) break;
  }
  return all;
}

/** A lane and its groups, each opened when its first ticket's turn has come. */
class Line<Kind extends Ticket> {
  #unrestricted: Group<Kind> | undefined;
  /** Those not offered to all that could serve them, by whom they are offered to. */
  readonly #restricted = new Map<string, Group<Kind>>();

  constructor(
    private readonly lane: WaitingLane<Kind>,
    private readonly workforce: Workforce,
    private readonly transport: Transport,
  ) {}

  /** Ends where the lane is closed: who could serve a restricted ticket of it could serve any, so none is left for those. */
  *open(): Iterable<{ readonly line: Line<Kind>; readonly waiting: Waiting<Kind> }> {
    for (const waiting of this.lane.waiting) {
      yield { line: this, waiting };
      if (this.#unrestricted !== undefined && this.transport.isClosed(this.#unrestricted.row)) return;
    }
  }

  groupOf({ reservedFor, refusedBy = [] }: Waiting<Kind>): Group<Kind> {
    this.#unrestricted ??= this.#group(this.workforce.able(this.lane));
    if (reservedFor === undefined && refusedBy.length === 0) return this.#unrestricted;
    const key = JSON.stringify([reservedFor ?? null, ...refusedBy.toSorted()]);
    let group = this.#restricted.get(key);
    if (group === undefined) {
      group = this.#group(this.workforce.offered(this.#unrestricted.able, { reservedFor, refusedBy }));
      this.#restricted.set(key, group);
    }
    return group;
  }

  #group(able: Uint8Array): Group<Kind> {
    const costs = new Float64Array(able.length);
    for (let agent = 0; agent < able.length; agent++) costs[agent] = able[agent] === 1 ? 0 : Number.POSITIVE_INFINITY;
    return { lane: this.lane, able, row: this.transport.add(this.lane.channel, costs) };
  }
}
