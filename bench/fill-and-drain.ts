import { expectOrder } from "./harness/check.ts";
import { alternate, timed } from "./harness/measure.ts";
import { reversed, scored, unconfigured } from "./harness/mixes.ts";
import { keepWarm } from "./harness/pilot.ts";
import { linesOf, type Options } from "./harness/question.ts";
import { printComparison, type Target } from "./harness/report.ts";
import { type Mix, Traffic, type Work } from "./harness/traffic.ts";
import { peers } from "./peers/index.ts";
import { drain, type Line, type Peer, type Served } from "./peers/line.ts";
import { proximo } from "./peers/proximo.ts";

export const title = "Fill and drain: n tickets in, then all of them out";

const targets = [
  { against: "tinyqueue, equal abilities", least: { 1000: 1.3, 100000: 1.8, 1000000: 3 } },
  { against: "tinyqueue, bare", least: { 1000: 0.9, 100000: 1, 1000000: 1.8 } },
];

export async function run({ sizes, rounds }: Options): Promise<void> {
  keepWarm([proximo, ...peers]);
  const compare = (mix: Mix, upTo: number, targets: readonly Target[] = []) => {
    const measured = sizes
      .filter((size) => size <= upTo)
      .map((size) => [size, measure(size, mix, rounds(size))] as const);
    printComparison(`one ticket in and out, ${mix.name}`, new Map(measured), targets);
  };
  compare(scored, Number.POSITIVE_INFINITY, targets);
  compare(unconfigured, 100_000);
  compare(reversed, 100_000);
}

/** One line for all batches of a sample: as in a service, it lives on and keeps what it has grown to. */
function measure(size: number, mix: Mix, rounds: number) {
  const batches = Array.from({ length: linesOf(size) }, (_, seed) => new Traffic(size, mix, seed));
  return alternate<Peer, number>([proximo, ...peers], rounds, (subject) => {
    const line = subject.open(mix.channels);
    const arrivals = batches.map((traffic) => traffic.arrive());
    const drained: (readonly Served[])[] = [];
    const milliseconds = timed(() => {
      for (const tickets of arrivals) drained.push(fillAndDrain(line, tickets));
    });
    for (const [index, { order }] of batches.entries()) expectOrder(subject.name, drained[index]!, order);
    return (milliseconds * 1e6) / (size * batches.length);
  });
}

function fillAndDrain(line: Line, tickets: readonly Work[]) {
  for (const ticket of tickets) line.push(ticket);
  return drain(line, tickets.length);
}
