import { PriorityQueue } from "@datastructures-js/priority-queue";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { Peer } from "./line.ts";

export const datastructuresJs: Peer = {
  name: "@datastructures-js",
  open(channels) {
    const reception = new Reception(channels);
    const queue = new PriorityQueue<Entry>(compareEntries);
    return {
      push: (ticket) => void queue.push(reception.receive(ticket)),
      pop: () => queue.pop()?.ticket,
    };
  },
};
