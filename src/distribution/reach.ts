import type { Lane } from "../stores/store.ts";
import type { FreeAgent } from "./round.ts";

type Served = Pick<Lane, "channel" | "skills" | "reservedFor">;

/** Agents alike, who can serve the same lanes. */
interface Crew {
  readonly channels: readonly string[] | undefined;
  readonly skills: readonly string[];
  readonly ids: string[];
  room: number;
}

/**
 * How many tickets of a lane the agents could have together at the most: so many need to be looked at. Agents with the
 * same channels and skills are counted once, since a contact center has many agents of few kinds.
 */
export class Reach {
  #crews: readonly Crew[] | undefined;

  constructor(private readonly agents: readonly FreeAgent[]) {}

  depth({ channel, skills, reservedFor }: Served): number {
    this.#crews ??= crewsOf(this.agents);
    let depth = 0;
    for (const crew of this.#crews) {
      if (reservedFor !== undefined && !crew.ids.includes(reservedFor)) continue;
      if (crew.channels?.includes(channel) === false || !skills.every((skill) => crew.skills.includes(skill))) continue;
      depth += crew.room;
    }
    return depth;
  }
}

function crewsOf(agents: readonly FreeAgent[]): readonly Crew[] {
  const crews = new Map<string, Crew>();
  for (const { id, channels, skills = NONE, room } of agents) {
    const key = `${channels === undefined ? "" : textOf(channels)} ${textOf(skills)}`;
    let crew = crews.get(key);
    if (crew === undefined) {
      crew = { channels, skills, ids: [], room: 0 };
      crews.set(key, crew);
    }
    crew.room += Math.max(0, room);
    crew.ids.push(id);
  }
  return [...crews.values()];
}

const NONE: readonly string[] = [];
/** An agent's lists are the same ones in many a round. */
const texts = new WeakMap<readonly string[], string>();

function textOf(names: readonly string[]): string {
  let text = texts.get(names);
  if (text === undefined) {
    text = JSON.stringify(names);
    texts.set(names, text);
  }
  return text;
}
