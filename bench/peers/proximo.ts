import { proximo as published } from "../harness/published.ts";
import type { ChannelSetting } from "../harness/traffic.ts";
import type { AbleLine, Peer } from "./line.ts";

export const { ChannelRegistry, TicketQueue } = published;

export function openQueue(settings: readonly ChannelSetting[]) {
  const channels = new ChannelRegistry();
  for (const { id, score, absolute } of settings) channels.set(id, { score, absolute });
  return { channels, queue: new TicketQueue({ channels }) };
}

/** Ours, with validation and the id index. */
export const proximo: Peer<AbleLine> = {
  name: "proximo",
  open(settings) {
    const { channels, queue } = openQueue(settings);
    return {
      push: (ticket) => void queue.enqueue(ticket),
      pop: () => queue.next(),
      peek: () => queue.peek(1)[0],
      cancel: (id) => queue.remove(id),
      rescore: (channel, score) => void channels.set(channel, { score }),
      position: (id) => queue.position(id),
      popFor: (agent) => queue.next(agent),
    };
  },
};
