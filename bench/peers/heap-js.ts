import { Heap } from "heap-js";
import type { Work } from "../harness/traffic.ts";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { Line, Peer, Served } from "./line.ts";

export const heapJs: Peer = {
  name: "heap-js",
  open: (channels) => new HeapJs(new Reception(channels)),
};

class HeapJs implements Line {
  private readonly heap = new Heap<Entry>(compareEntries);

  constructor(private readonly reception: Reception) {}

  push(ticket: Work): void {
    this.heap.push(this.reception.receive(ticket));
  }

  pop(): Served {
    return this.heap.pop()?.ticket;
  }
}
