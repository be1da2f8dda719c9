import { expectEqual, expectOrder } from "./harness/check.ts";
import { alternate, elapsed, timed } from "./harness/measure.ts";
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

/** The whole decides, since lazy deletion pays while draining; the cancelling alone is shown beside it. */
export async function run({ sizes, rounds }: Options): Promise<void> {
  keepWarm([proximo, ableTinyqueue]);
  const measured = sizes.map((size) => [size, measure(size, rounds(size))] as const);
  const part = (name: "whole" | "cancel") =>
    new Map(
      measured.map(([size, samples]) => [
        size,
        new Map([...samples].map(([subject, values]) => [subject, values.map((value) => value[name])])),
      ]),
    );
  printComparison("the whole, by ticket", part("whole"), targets);
  printComparison("one cancelling", part("cancel"));
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
    let cancel = 0;
    const whole = timed(() => {
      for (const [index, { tickets, ids }] of runs.entries()) {
        for (const ticket of tickets) line.push(ticket);
        cancel += elapsed(() => {
          for (const id of ids) if (line.cancel(id)) found++;
        });
        drained.push(drain(line, batches[index]!.order.length));
      }
    });
    const gone = batches.reduce((sum, { cancelled }) => sum + cancelled.size, 0);
    expectEqual(subject.name, "cancelled", found, gone);
    for (const [index, { order }] of batches.entries()) expectOrder(subject.name, drained[index]!, order);
    expectEqual(subject.name, "left", line.pop(), undefined);
    return { whole: (whole * 1e6) / (size * batches.length), cancel: (cancel * 1e6) / gone };
  });
}
