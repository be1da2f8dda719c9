import { PriorityQueue } from "@datastructures-js/priority-queue";
import type { Work } from "../harness/traffic.ts";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { Line, Peer, Served } from "./line.ts";

export const datastructuresJs: Peer = {
  name: "@datastructures-js",
  open: (channels) => new DatastructuresJs(new Reception(channels)),
};

class DatastructuresJs implements Line {
  private readonly queue = new PriorityQueue<Entry>(compareEntries);

  constructor(private readonly reception: Reception) {}

  push(ticket: Work): void {
    this.queue.push(this.reception.receive(ticket));
  }

  pop(): Served {
    return this.queue.pop()?.ticket;
  }
}
