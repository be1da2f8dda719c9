import type { AbleLine, Peer, Served } from "../peers/line.ts";
import { expectOrder } from "./check.ts";
import { alternate, collectGarbage, elapsed } from "./measure.ts";
import { linesOf } from "./question.ts";
import { type Agent, servedInTurn } from "./service.ts";
import { inOrder, type Mix, Traffic } from "./traffic.ts";

/** A queue, what waits in it, and the agents who press Next on it by turns. */
export interface Pressing {
  readonly name: string;
  readonly peer: Peer<AbleLine>;
  readonly mix: Mix;
  /** Without an agent: the first of all. */
  readonly agents: readonly (Agent | undefined)[];
  /** How often Next is pressed with `size` waiting. */
  presses(size: number): number;
}

/** As often as one in so many waits. */
export const oneIn =
  (share: number) =>
  (size: number): number =>
    Math.floor(size / share);

/** For who looks through all that waits on each Next: enough to tell the time by. */
export const aFew = (size: number): number => Math.min(size / 20, 10_000_000 / size);

/** Nanoseconds of one Next; after the presses the line is emptied and filled anew, until the sample is long enough. */
export function pressNext(subjects: readonly Pressing[], size: number, rounds: number) {
  const prepared = new Map(subjects.map((subject) => [subject, batchesOf(subject, size)]));
  return alternate(subjects, rounds, (subject) => {
    const line = subject.peer.open(subject.mix.channels);
    const agents = asking(subject, size);
    const batches = prepared.get(subject)!;
    const arrivals = batches.map(({ traffic }) => traffic.arrive());
    const served: (readonly Served[])[] = [];
    let milliseconds = 0;
    collectGarbage();
    for (const tickets of arrivals) {
      for (const ticket of tickets) line.push(ticket);
      milliseconds += elapsed(() => {
        served.push(agents.map((agent) => line.popFor(agent)));
      });
      while (line.pop());
    }
    for (const [index, { expected }] of batches.entries()) expectOrder(subject.name, served[index]!, expected);
    return (milliseconds * 1e6) / (agents.length * batches.length);
  });
}

function batchesOf(subject: Pressing, size: number) {
  return Array.from({ length: linesOf(size) }, (_, seed) => {
    const traffic = new Traffic(size, subject.mix, seed);
    const expected = servedInTurn(asking(subject, size), inOrder(traffic.arrive(), subject.mix.channels));
    return { traffic, expected };
  });
}

function asking({ agents, presses }: Pressing, size: number): (Agent | undefined)[] {
  return Array.from({ length: presses(size) }, (_, turn) => agents[turn % agents.length]);
}
