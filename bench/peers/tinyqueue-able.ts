import TinyQueue from "tinyqueue";
import { type Agent, canServe } from "../harness/service.ts";
import type { ChannelSetting, Work } from "../harness/traffic.ts";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { AbleLine, Peer } from "./line.ts";

/** tinyqueue with what a contact center needs, as a careful application would add it: the fair comparison. */
export const ableTinyqueue: Peer<AbleLine> = {
  name: "tinyqueue, equal abilities",
  open: (channels) => new AbleTinyqueue(channels),
};

/**
 * A heap beside a `Map` by id. A cancelled ticket leaves the map at once and the heap when it comes up, or when the
 * dead outnumber the living.
 */
class AbleTinyqueue implements AbleLine {
  private readonly reception: Reception;
  private readonly entries = new Map<string, Entry>();
  private queue = new TinyQueue<Entry>([], compareEntries);

  constructor(channels: readonly ChannelSetting[]) {
    this.reception = new Reception(channels);
  }

  push(ticket: Work): void {
    if (this.entries.has(ticket.id)) throw new Error(`duplicate ${ticket.id}`);
    const entry = this.reception.receive(ticket);
    this.entries.set(ticket.id, entry);
    this.queue.push(entry);
  }

  pop(): Work | undefined {
    for (;;) {
      const entry = this.queue.pop();
      if (!entry) return undefined;
      const { ticket } = entry;
      if (ticket) {
        this.entries.delete(ticket.id);
        return ticket;
      }
    }
  }

  peek(): Work | undefined {
    while (this.queue.length > 0 && !this.queue.peek()?.ticket) this.queue.pop();
    return this.queue.peek()?.ticket;
  }

  cancel(id: string): boolean {
    const entry = this.entries.get(id);
    if (!entry) return false;
    this.entries.delete(id);
    this.bury(entry);
    return true;
  }

  /** The channel's score is part of every key: what waits is keyed anew and the heap rebuilt, in linear time. */
  rescore(channel: string, score: number): void {
    this.reception.rescore(channel, score);
    for (const entry of this.queue.data) {
      if (entry.ticket?.channel === channel) entry.channelScore = score;
    }
    this.rebuild();
  }

  position(id: string): number | undefined {
    const entry = this.entries.get(id);
    if (!entry) return undefined;
    let position = 1;
    for (const other of this.queue.data) if (other.ticket && compareEntries(other, entry) < 0) position++;
    return position;
  }

  /** Looks through the heap's array: popping what the agent cannot serve and pushing it back costs more. */
  popFor(agent: Agent | undefined): Work | undefined {
    if (!agent) return this.pop();
    let best: Entry | undefined;
    for (const entry of this.queue.data) {
      if (entry.ticket && (!best || compareEntries(entry, best) < 0) && canServe(agent, entry.ticket)) best = entry;
    }
    const ticket = best?.ticket;
    if (best && ticket) {
      this.entries.delete(ticket.id);
      this.bury(best);
    }
    return ticket;
  }

  private bury(entry: Entry): void {
    entry.ticket = undefined;
    if (this.queue.length > 2 * this.entries.size) this.rebuild();
  }

  private rebuild(): void {
    this.queue = new TinyQueue(
      this.queue.data.filter((entry) => entry.ticket),
      compareEntries,
    );
  }
}
