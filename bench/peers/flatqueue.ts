import FlatQueue from "flatqueue";
import type { ChannelSetting, Work } from "../harness/traffic.ts";
import { ABSOLUTE, STANDARD } from "./entry.ts";
import type { Line, Peer, Served } from "./line.ts";

/** 53 bits hold tier and scores in 15 and leave 38 for milliseconds: 8.7 years, and no arrival number. */
const MILLISECONDS = 2 ** 38;

/** flatqueue with the order packed into one number: the fastest heap, at the price of key 5 and of any abilities. */
export const flatqueue: Peer = {
  name: "flatqueue, packed key",
  open: (channels) => new PackedFlatqueue(channels),
};

class PackedFlatqueue implements Line {
  private readonly ranks: ReadonlyMap<string, number>;
  private readonly queue = new FlatQueue<Work>();
  private epoch: number | undefined;

  constructor(channels: readonly ChannelSetting[]) {
    this.ranks = new Map(
      channels.map(({ id, absolute, score }) => [id, (absolute ? ABSOLUTE : STANDARD) * 100 + (100 - score)]),
    );
  }

  push(ticket: Work): void {
    this.epoch ??= ticket.receivedAt;
    const rank = this.ranks.get(ticket.channel)! * 100 + (100 - ticket.contactScore);
    this.queue.push(ticket, rank * MILLISECONDS + (ticket.receivedAt - this.epoch));
  }

  pop(): Served {
    return this.queue.pop();
  }
}
