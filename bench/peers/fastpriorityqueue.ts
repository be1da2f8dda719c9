import FastPriorityQueue from "fastpriorityqueue";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { Peer } from "./line.ts";

export const fastpriorityqueue: Peer = {
  name: "fastpriorityqueue",
  open(channels) {
    const reception = new Reception(channels);
    const queue = new FastPriorityQueue<Entry>(comesBefore);
    return {
      push: (ticket) => queue.add(reception.receive(ticket)),
      pop: () => queue.poll()?.ticket,
    };
  },
};

function comesBefore(a: Entry, b: Entry): boolean {
  return compareEntries(a, b) < 0;
}
