import type { FreeAgent, Waiting, WaitingLane } from "../../src/distribution/round.ts";
import { compareTickets, type Standing, type Ticket } from "../../src/index.ts";
import { scored } from "./mixes.ts";
import { seeded } from "./random.ts";

/** A center in the middle of a day: who is free, and who waits in which lane. */
export interface Scene {
  readonly agents: readonly FreeAgent[];
  readonly lanes: readonly WaitingLane[];
  readonly waiting: number;
}

export interface Shape {
  readonly agents: number;
  readonly waiting: number;
  /** How many skills there are; half of the tickets require one of them, and an agent has a third of them. */
  readonly skills: number;
}

/** Agents serve half of the channels, two tickets at once on average, of one of the channels no more than one. */
export function sceneOf({ agents, waiting, skills }: Shape, seed = 1): Scene {
  const random = seeded(seed);
  const names = Array.from({ length: skills }, (_, index) => `skill-${index}`);
  const some = <T>(all: readonly T[], share: number) => all.filter(() => random() < share);
  const any = <T>(all: readonly T[]) => all[Math.floor(random() * all.length)]!;
  const channels = scored.channels.map(({ id }) => id);
  const free = Array.from({ length: agents }, (_, index): FreeAgent => {
    const own = [any(channels), ...some(channels, 0.5)];
    const room = 1 + Math.floor(random() * 3);
    return { id: `agent-${index}`, channels: own, skills: some(names, 1 / 3), room, roomByChannel: { [any(own)]: 1 } };
  });
  const lanes = new Map<string, WaitingLane & { readonly waiting: Waiting[] }>();
  for (let arrival = 0; arrival < waiting; arrival++) {
    const { id: channel, score, absolute } = any(scored.channels);
    const promoted = random() < 0.1;
    const required = skills > 0 && random() < 0.5 ? [any(names)] : [];
    const key = `${channel} ${promoted} ${required}`;
    const lane = lanes.get(key) ?? { channel, promoted, skills: required, waiting: [] };
    lanes.set(key, lane);
    const ticket: Ticket = { id: `ticket-${arrival}`, channel, skills: required, receivedAt: arrival };
    const tier: Standing["tier"] = absolute ? "absolute" : promoted ? "promoted" : "standard";
    const standing = {
      tier,
      channelScore: score,
      contactScore: scored.contactScore(random),
      waitingSince: arrival,
      arrival,
    };
    lane.waiting.push({ ticket, standing });
  }
  for (const lane of lanes.values()) lane.waiting.sort((a, b) => compareTickets(a.standing, b.standing));
  return { agents: free, lanes: [...lanes.values()], waiting };
}

/**
 * Values by agent and whatever else, drawn once: multiples of 2⁻²⁰ below 1, hardly any two of them equal. Asked of one thing
 * for all agents, they cost little beside what is measured.
 */
export function drawn(): (agent: FreeAgent, of: object) => number {
  const random = seeded(7);
  const places = new Map<FreeAgent, number>();
  const known = new Map<object, number[]>();
  let last: object | undefined;
  let values: number[] = [];
  return (agent, of) => {
    if (of !== last) {
      values = known.get(of) ?? [];
      known.set(of, values);
      last = of;
    }
    let place = places.get(agent);
    if (place === undefined) {
      place = places.size;
      places.set(agent, place);
    }
    values[place] ??= Math.floor(random() * 2 ** 20) / 2 ** 20;
    return values[place]!;
  };
}
