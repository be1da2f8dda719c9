import FlatQueue from "flatqueue";
import type { Work } from "../harness/traffic.ts";
import { ABSOLUTE, STANDARD } from "./entry.ts";
import type { Peer } from "./line.ts";

/** 53 bits hold tier and scores in 15 and leave 38 for milliseconds: 8.7 years, and no arrival number. */
const MILLISECONDS = 2 ** 38;

/** flatqueue with the order packed into one number: the fastest heap, at the price of key 5 and of any abilities. */
export const flatqueue: Peer = {
  name: "flatqueue, packed key",
  open(channels) {
    const ranks = new Map(
      channels.map(({ id, absolute, score }) => [id, (absolute ? ABSOLUTE : STANDARD) * 100 + (100 - score)]),
    );
    const queue = new FlatQueue<Work>();
    let epoch: number | undefined;
    return {
      push(ticket) {
        epoch ??= ticket.receivedAt;
        const rank = ranks.get(ticket.channel)! * 100 + (100 - ticket.contactScore);
        queue.push(ticket, rank * MILLISECONDS + (ticket.receivedAt - epoch));
      },
      pop: () => queue.pop(),
    };
  },
};
