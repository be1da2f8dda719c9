import TinyQueue from "tinyqueue";
import { compareEntries, type Entry, Reception } from "./entry.ts";
import type { Peer } from "./line.ts";

/**
 * tinyqueue with the full comparator: no ids, no cancelling.
 *
 * Proximo bundles a copy of tinyqueue, so the compiler's notes on that copy and on this one stay apart.
 */
export const bareTinyqueue: Peer = {
  name: "tinyqueue, bare",
  open(channels) {
    const reception = new Reception(channels);
    const queue = new TinyQueue<Entry>([], compareEntries);
    return {
      push: (ticket) => queue.push(reception.receive(ticket)),
      pop: () => queue.pop()?.ticket,
    };
  },
};
