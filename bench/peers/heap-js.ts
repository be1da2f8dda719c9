import { Heap } from "heap-js";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { Peer } from "./line.ts";

export const heapJs: Peer = {
  name: "heap-js",
  open(channels) {
    const reception = new Reception(channels);
    const heap = new Heap<Entry>(compareEntries);
    return {
      push: (ticket) => void heap.push(reception.receive(ticket)),
      pop: () => heap.pop()?.ticket,
    };
  },
};
