import { type Agent, wrapUpOn } from "../../model/agent.ts";
import type { Remaining } from "./chance.ts";
import type { Able, Busy, Floor, Request } from "./floor.ts";

/**
 * One way in which it may go on: when each place of each agent will be free, in milliseconds from now. Tickets are given in
 * order, each to whoever of those able is free first (list scheduling: Graham 1966); nobody comes in between.
 */
export class Future {
  readonly #agents: readonly Places[];
  /** By agent: when their first place is free. */
  readonly #soonest: Float64Array;

  /** @param most how many tickets will be given: no agent needs more places than that. */
  constructor(
    private readonly floor: Floor,
    private readonly remaining: Remaining,
    most: number,
  ) {
    this.#agents = floor.agents.map((agent, place) => {
      const ends = floor.busy[place]!.map((busy) => ({ channel: busy.channel, at: this.#end(agent, busy) }));
      const wraps = agent.wrappingUp.map(({ channel, until }) => ({ channel, at: Math.max(0, until - floor.now) }));
      return new Places(agent, [...ends, ...wraps], most);
    });
    this.#soonest = Float64Array.from(this.#agents, (places) => places.soonest());
  }

  /** When such a ticket would be given to an agent; Infinity: never. */
  turn(request: Request): number {
    return this.#first(request).at;
  }

  /** Gives the ticket to an agent; one that nobody can serve stops nobody. */
  give(request: Request): void {
    const { agent, at, mean } = this.#first(request);
    if (agent === undefined) return;
    const { channel } = request;
    const places = this.#agents[agent]!;
    places.take(channel, at, at + this.#end(this.floor.agents[agent]!, { channel, mean, elapsed: 0 }));
    this.#soonest[agent] = places.soonest();
  }

  /** How long until what an agent has is done, its wrap-up included. */
  #end(agent: Agent, { channel, mean, elapsed }: Busy): number {
    return this.remaining(mean, elapsed) + wrapUpOn(channel, agent);
  }

  #first({ channel, able, reserved, preferred }: Request): Turn {
    if (reserved === 0) return this.#among(able, channel);
    const own = this.#among(preferred, channel);
    if (own.at < reserved) return own;
    const any = this.#among(able, channel);
    return { ...any, at: Math.max(any.at, reserved) };
  }

  #among({ places, means }: Able, channel: string): Turn {
    let first = -1;
    let at = Number.POSITIVE_INFINITY;
    for (let index = 0; index < places.length; index++) {
      const place = places[index]!;
      if (this.#soonest[place]! >= at) continue;
      const free = this.#agents[place]!.free(channel);
      if (free < at) [first, at] = [index, free];
    }
    return { agent: places[first], at, mean: means[first] ?? 0 };
  }
}

/** Who would be given a ticket, when, and how long they take on average. */
interface Turn {
  readonly agent: number | undefined;
  readonly at: number;
  readonly mean: number;
}

interface End {
  readonly channel: string;
  readonly at: number;
}

/** When the places of one agent are free: of all, and of those of a channel with a limit of its own. */
class Places {
  readonly #all: number[];
  readonly #limited = new Map<string, number[]>();

  constructor({ capacity }: Agent, ends: readonly End[], most: number) {
    this.#all = freedIn(capacity.total, ends, most);
    for (const channel of Object.keys(capacity.byChannel)) {
      const own = ends.filter((end) => end.channel === channel);
      this.#limited.set(channel, freedIn(capacity.byChannel[channel]!, own, most));
    }
  }

  soonest(): number {
    return leastOf(this.#all);
  }

  free(channel: string): number {
    const limited = this.#limited.get(channel);
    return limited === undefined ? this.soonest() : Math.max(this.soonest(), leastOf(limited));
  }

  /** Takes a place from then until then: of those free by then, the one that was free last, lest another stay empty for it. */
  take(channel: string, at: number, until: number): void {
    for (const places of [this.#all, this.#limited.get(channel)]) {
      if (places === undefined) continue;
      let last = -1;
      for (let index = 0; index < places.length; index++)
        if (places[index]! <= at && (last < 0 || places[index]! > places[last]!)) last = index;
      places[last] = until;
    }
  }
}

/** Whoever has more than their limit has no place before enough has ended. */
function freedIn(limit: number, ends: readonly End[], most: number): number[] {
  const ordered = ends.map(({ at }) => at).sort((a, b) => a - b);
  const free = Math.min(limit - ordered.length, most);
  return free >= 0 ? [...ordered, ...new Array<number>(free).fill(0)] : ordered.slice(ordered.length - limit);
}

function leastOf(moments: readonly number[]): number {
  let least = Number.POSITIVE_INFINITY;
  for (const moment of moments) if (moment < least) least = moment;
  return least;
}
