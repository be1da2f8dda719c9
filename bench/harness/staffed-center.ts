import type { Center } from "proximo";
import { scored } from "./mixes.ts";
import { proximo, testing } from "./published.ts";
import type { Scene } from "./rounds.ts";

const NOW = 1_700_000_000_000;

type Strategy = NonNullable<Parameters<Center["distribute"]>[0]>["strategy"];

/** A center in the memory of this process, in the middle of a day: the agents and the tickets of a scene, nothing offered yet. */
export async function staffed({ agents, lanes }: Scene): Promise<Center> {
  const center = await proximo.createCenter({ clock: testing.manualClock(NOW), statistics: false });
  for (const { id, score, absolute } of scored.channels) await center.channels.set(id, { score, absolute });
  for (const { id, channels = null, skills = [], room, roomByChannel = {} } of agents)
    await center.agents.set(id, {
      channels,
      skills,
      capacity: { ...roomByChannel, total: room },
      presence: "available",
    });
  for (const { promoted, waiting } of lanes)
    for (const { ticket, standing } of waiting) {
      const { id, channel, skills, receivedAt } = ticket;
      const scheduledFor = promoted ? receivedAt : undefined;
      await center.enqueue({ id, channel, skills, receivedAt, contactScore: standing.contactScore, scheduledFor });
    }
  return center;
}

/** Milliseconds of `center.distribute`, its offers taken back afterwards; and how many there were. */
export async function distribution(center: Center, strategy: Strategy): Promise<{ taken: number; offers: number }> {
  const start = performance.now();
  const offers = await center.distribute({ strategy });
  const taken = performance.now() - start;
  for (const offer of offers) await offer.withdraw();
  return { taken, offers: offers.length };
}
