import TinyQueue from "tinyqueue";
import type { Work } from "../harness/traffic.ts";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { Line, Peer, Served } from "./line.ts";

/**
 * tinyqueue with the full comparator: no ids, no cancelling.
 *
 * Proximo bundles a copy of tinyqueue, so the compiler's notes on that copy and on this one stay apart.
 */
export const bareTinyqueue: Peer = {
  name: "tinyqueue, bare",
  open: (channels) => new BareTinyqueue(new Reception(channels)),
};

class BareTinyqueue implements Line {
  private readonly queue = new TinyQueue<Entry>([], compareEntries);

  constructor(private readonly reception: Reception) {}

  push(ticket: Work): void {
    this.queue.push(this.reception.receive(ticket));
  }

  pop(): Served {
    return this.queue.pop()?.ticket;
  }
}
