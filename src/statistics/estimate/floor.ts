import type { Agent } from "../../model/agent.ts";
import type { Case, Holding } from "../../model/case.ts";
import { getOrInsertComputed } from "../../model/map.ts";

/** What decides who can be given a ticket. */
export type Required = Pick<Case, "channel" | "skills" | "preferredAgent">;

/** In seconds: how long the agent has such a ticket, on average. */
export type HandlingTime = (agent: string, channel: string, skills: readonly string[]) => number;

/** Who could serve, by place in `agents`, and how long each takes, in milliseconds. */
export interface Able {
  readonly places: readonly number[];
  readonly means: readonly number[];
}

/** A ticket to be given to somebody. */
export interface Request {
  readonly channel: string;
  /** Whoever has the channel and the skills, with room now or later. */
  readonly able: Able;
  /** For so many milliseconds from now it is for its preferred agent, or for nobody where they are not among the able. */
  readonly reserved: number;
  readonly preferred: Able;
}

/** A ticket that an agent has. */
export interface Busy {
  readonly channel: string;
  /** In milliseconds: how long it takes on average, and for how long they have had it. */
  readonly mean: number;
  readonly elapsed: number;
}

const NOBODY: Able = { places: [], means: [] };

/** The agents who are available, what each of them has, and who of them could serve what. */
export class Floor {
  readonly agents: readonly Agent[];
  /** By place in `agents`. */
  readonly busy: readonly (readonly Busy[])[];
  readonly #able = new Map<string, Able>();

  constructor(
    agents: readonly Agent[],
    claims: Iterable<Pick<Holding, "agent" | "ticket" | "claimedAt">>,
    private readonly handlingTime: HandlingTime,
    readonly now: number,
  ) {
    this.agents = agents.filter(({ presence, capacity }) => presence === "available" && capacity.total > 0);
    const busy = new Map(this.agents.map(({ id }) => [id, [] as Busy[]]));
    for (const { agent, ticket, claimedAt } of claims) {
      const mean = this.#mean(agent, ticket);
      busy.get(agent)?.push({ channel: ticket.channel, mean, elapsed: Math.max(0, now - claimedAt) });
    }
    this.busy = [...busy.values()];
  }

  request(ticket: Required): Request {
    const { channel, preferredAgent } = ticket;
    const able = this.#ableFor(ticket);
    const reserved = Math.max(0, (preferredAgent?.until ?? 0) - this.now);
    const own = reserved > 0 ? able.places.findIndex((place) => this.agents[place]!.id === preferredAgent!.id) : -1;
    const preferred = own < 0 ? NOBODY : { places: [able.places[own]!], means: [able.means[own]!] };
    return { channel, able, reserved, preferred };
  }

  #ableFor({ channel, skills }: Required): Able {
    const lane = JSON.stringify([channel, ...skills]);
    return getOrInsertComputed(this.#able, lane, () => {
      const places = this.agents.flatMap((agent, place) => (serves(agent, channel, skills) ? [place] : []));
      return { places, means: places.map((place) => this.#mean(this.agents[place]!.id, { channel, skills })) };
    });
  }

  #mean(agent: string, { channel, skills }: Required): number {
    return this.handlingTime(agent, channel, skills) * 1_000;
  }
}

function serves(agent: Agent, channel: string, skills: readonly string[]): boolean {
  const { byChannel } = agent.capacity;
  if (Object.hasOwn(byChannel, channel) && byChannel[channel] === 0) return false;
  return (agent.channels?.includes(channel) ?? true) && skills.every((skill) => agent.skills.includes(skill));
}
