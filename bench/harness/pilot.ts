import type { Line, Peer } from "../peers/line.ts";
import { scored, skilled } from "./mixes.ts";
import { Traffic } from "./traffic.ts";

const pilots: Line[] = [];

/** Enough for a tree to have inner nodes. */
const TICKETS = 100;

/**
 * Keeps lines of the subjects alive with tickets in them, as lines are in a service, until the process ends. One has been
 * served from each, so that what a line makes for its first Next is there too.
 *
 * Without them the sweep before each sample finds no object of a subject's shapes any more, V8 lets go of the shapes and
 * of all code compiled for them ("weak objects" in --trace-deopt), and each sample measures the compiler warming up
 * again: twice the time for some, little more for others. Two lines each, since V8 compiles for a sole instance as if
 * its fields were constants.
 */
export function keepWarm(subjects: readonly Peer[]): void {
  for (const peer of subjects) {
    for (const mix of [scored, skilled]) {
      const line = peer.open(mix.channels);
      for (const ticket of new Traffic(TICKETS, mix).arrive()) line.push(ticket);
      line.pop();
      pilots.push(line);
    }
  }
}
