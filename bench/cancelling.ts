import { expectEqual, expectOrder } from "./harness/check.ts";
import { alternate, timed } from "./harness/measure.ts";
import { scored } from "./harness/mixes.ts";
import { keepWarm } from "./harness/pilot.ts";
import { linesOf, type Options } from "./harness/question.ts";
import { printComparison } from "./harness/report.ts";
import { Traffic } from "./harness/traffic.ts";
import { drain, type Served } from "./peers/line.ts";
import { proximo } from "./peers/proximo.ts";
import { ableTinyqueue } from "./peers/tinyqueue-able.ts";

export const title = "Cancelling: n tickets in, a tenth of them cancelled by id, the rest out";

const targets = [{ against: "tinyqueue, equal abilities", least: { 1000: 1.3, 100000: 2, 1000000: 3 } }];

/** All of it counts, since lazy deletion pays while draining; for one removal alone see growth.ts. */
export async function run({ sizes, rounds }: Options): Promise<void> {
  keepWarm([proximo, ableTinyqueue]);
  const measured = new Map(sizes.map((size) => [size, measure(size, rounds(size))]));
  printComparison("one ticket in, and cancelled or out", measured, targets);
}

function measure(size: number, rounds: number) {
  const batches = Array.from({ length: linesOf(size) }, (_, seed) => {
    const traffic = new Traffic(size, scored, seed);
    const cancelled = new Set(traffic.order.filter((_id, index) => index % 10 === 3));
    return { traffic, cancelled, order: traffic.order.filter((id) => !cancelled.has(id)) };
  });
  return alternate([proximo, ableTinyqueue], rounds, (subject) => {
    const line = subject.open(scored.channels);
    const runs = batches.map(({ traffic, cancelled }) => ({
      tickets: traffic.arrive(),
      // In the order of arrival, and as another request would bring them: equal strings, not the same ones.
      ids: traffic
        .arrive()
        .map((ticket) => ticket.id)
        .filter((id) => cancelled.has(id)),
    }));
    const drained: (readonly Served[])[] = [];
    let found = 0;
    const milliseconds = timed(() => {
      for (const [index, { tickets, ids }] of runs.entries()) {
        for (const ticket of tickets) line.push(ticket);
        for (const id of ids) if (line.cancel(id)) found++;
        drained.push(drain(line, batches[index]!.order.length));
      }
    });
    const gone = batches.reduce((sum, { cancelled }) => sum + cancelled.size, 0);
    expectEqual(subject.name, "cancelled", found, gone);
    for (const [index, { order }] of batches.entries()) expectOrder(subject.name, drained[index]!, order);
    expectEqual(subject.name, "left", line.pop(), undefined);
    return (milliseconds * 1e6) / (size * batches.length);
  });
}
