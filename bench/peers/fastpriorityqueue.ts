import FastPriorityQueue from "fastpriorityqueue";
import type { Work } from "../harness/traffic.ts";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { Line, Peer, Served } from "./line.ts";

export const fastpriorityqueue: Peer = {
  name: "fastpriorityqueue",
  open: (channels) => new Fastpriorityqueue(new Reception(channels)),
};

class Fastpriorityqueue implements Line {
  private readonly queue = new FastPriorityQueue<Entry>(comesBefore);

  constructor(private readonly reception: Reception) {}

  push(ticket: Work): void {
    this.queue.add(this.reception.receive(ticket));
  }

  pop(): Served {
    return this.queue.poll()?.ticket;
  }
}

function comesBefore(a: Entry, b: Entry): boolean {
  return compareEntries(a, b) < 0;
}
