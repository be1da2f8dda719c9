import type { Lane } from "../stores/store.ts";
import type { FreeAgent } from "./round.ts";

type Served = Pick<Lane, "channel" | "skills" | "reservedFor">;

/** Agents alike, who can serve the same lanes. */
interface Crew {
  readonly channels: readonly string[] | undefined;
  readonly skills: ReadonlySet<string>;
  readonly ids: Set<string>;
  room: number;
}

/**
 * How many tickets of a lane the agents could have together at the most: so many need to be looked at. Agents with the
 * same channels and skills are counted once, since a contact center has many agents of few kinds.
 */
export class Reach {
  readonly #crews = new Map<string, Crew>();

  constructor(agents: readonly FreeAgent[]) {
    for (const { id, channels, skills = [], room } of agents) {
      const key = JSON.stringify([channels ?? null, skills]);
      const crew = this.#crews.get(key) ?? { channels, skills: new Set(skills), ids: new Set(), room: 0 };
      crew.room += Math.max(0, room);
      crew.ids.add(id);
      this.#crews.set(key, crew);
    }
  }

  depth({ channel, skills, reservedFor }: Served): number {
    let depth = 0;
    for (const crew of this.#crews.values()) {
      if (reservedFor !== undefined && !crew.ids.has(reservedFor)) continue;
      if (crew.channels?.includes(channel) === false || !skills.every((skill) => crew.skills.has(skill))) continue;
      depth += crew.room;
    }
    return depth;
  }
}
