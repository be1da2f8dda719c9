import { proximo as published } from "../harness/published.ts";
import type { Agent } from "../harness/service.ts";
import type { ChannelSetting, Work } from "../harness/traffic.ts";
import type { AbleLine, Peer, Served } from "./line.ts";

export const { ChannelRegistry, TicketQueue } = published;

export function openQueue(settings: readonly ChannelSetting[]) {
  const channels = new ChannelRegistry();
  for (const { id, score, absolute } of settings) channels.set(id, { score, absolute });
  return { channels, queue: new TicketQueue({ channels }) };
}

/** Ours, with validation and the id index. */
export const proximo: Peer<AbleLine> = {
  name: "proximo",
  open: (settings) => new Proximo(openQueue(settings)),
};

class Proximo implements AbleLine {
  private readonly channels;
  private readonly queue;

  constructor({ channels, queue }: ReturnType<typeof openQueue>) {
    this.channels = channels;
    this.queue = queue;
  }

  push(ticket: Work): void {
    this.queue.enqueue(ticket);
  }

  pop(): Served {
    return this.queue.next();
  }

  peek(): Served {
    return this.queue.peek(1)[0];
  }

  cancel(id: string): boolean {
    return this.queue.remove(id);
  }

  rescore(channel: string, score: number): void {
    this.channels.set(channel, { score });
  }

  position(id: string): number | undefined {
    return this.queue.position(id);
  }

  popFor(agent: Agent | undefined): Served {
    return this.queue.next(agent);
  }
}
