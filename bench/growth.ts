import { expectEqual, expectOrder } from "./harness/check.ts";
import { alternate, collectGarbage, elapsed, median } from "./harness/measure.ts";
import { scored } from "./harness/mixes.ts";
import { type Filled, type Operation, operations } from "./harness/operations.ts";
import { keepWarm } from "./harness/pilot.ts";
import { linesOf, type Options } from "./harness/question.ts";
import { seeded } from "./harness/random.ts";
import { count, duration, printTable, times } from "./harness/report.ts";
import { inOrder, Traffic, type Work } from "./harness/traffic.ts";
import { openQueue, proximo } from "./peers/proximo.ts";

export const title = "Growth of each operation with the number that waits";

const ENQUEUE = { name: "enqueue" };

export async function run({ sizes, rounds }: Options): Promise<void> {
  keepWarm([proximo]);
  const columns = sizes.map((size) => measure(size, Math.min(rounds(size), 5)));
  const rows = [ENQUEUE, ...operations].map((operation) => {
    const medians = columns.map((samples) => median(samples.get(operation)!));
    return [operation.name, ...medians.map(duration), times(medians.at(-1)! / medians[0]!)];
  });
  printTable("one operation", ["", ...sizes.map(count), "growth"], rows);
}

/** Nanoseconds of one operation, sample by sample; entering is measured on the way. */
function measure(size: number, rounds: number): Map<{ readonly name: string }, number[]> {
  const batches = Array.from({ length: linesOf(size) }, (_, seed) => {
    const traffic = new Traffic(size, scored, seed);
    return { traffic, ordered: inOrder(traffic.arrive(), scored.channels) };
  });
  const samples = alternate(operations, rounds, (operation) => {
    const { channels, queue } = openQueue(scored.channels);
    const arrivals = batches.map(({ traffic }) => traffic.arrive());
    const total = { entering: 0, acting: 0, turns: 0 };
    collectGarbage();
    for (const [index, tickets] of arrivals.entries()) {
      const line: Filled = { channels, queue, ordered: batches[index]!.ordered, chosen: choose(tickets) };
      const answers = new Array<unknown>(line.chosen.length);
      total.entering += elapsed(() => {
        for (const ticket of tickets) queue.enqueue(ticket);
      });
      total.acting += elapsed(() => {
        for (let turn = 0; turn < answers.length; turn++) answers[turn] = operation.act(line, turn);
      });
      total.turns += answers.length;
      check(operation, line, answers);
    }
    return {
      entering: (total.entering * 1e6) / (size * batches.length),
      acting: (total.acting * 1e6) / total.turns,
    };
  });
  const entering = [...samples.values()].flat().map((sample) => sample.entering);
  return new Map<{ readonly name: string }, number[]>([
    [ENQUEUE, entering],
    ...[...samples].map(([operation, taken]): [Operation, number[]] => [operation, taken.map(({ acting }) => acting)]),
  ]);
}

/** Holds the answers to what was expected and, draining it, the line to what the operation must have left. */
function check(operation: Operation, line: Filled, answers: readonly unknown[]): void {
  for (const [turn, answer] of answers.entries()) {
    expectEqual(operation.name, `turn ${turn}`, answer, operation.expected(line, turn));
  }
  const order = leftBy(operation, line).map(({ id }) => id);
  const drained = order.map(() => line.queue.next());
  expectOrder(operation.name, drained, order);
  expectEqual(operation.name, "left", line.queue.size, 0);
}

function leftBy({ leaves, served }: Operation, { ordered, chosen }: Filled): readonly Work[] {
  if (!leaves) return ordered;
  const touched = new Set(served ? ordered.slice(0, chosen.length).map(({ id }) => id) : chosen);
  const left = ordered.flatMap((ticket) => (touched.has(ticket.id) ? (leaves(ticket) ?? []) : ticket));
  return inOrder(
    left.sort((a, b) => a.receivedAt - b.receivedAt),
    scored.channels,
  );
}

/** A tenth of the tickets, 20,000 at the most, drawn without repetition. */
function choose(tickets: readonly Work[]): string[] {
  const random = seeded(tickets.length);
  const lots = tickets.map(({ id }) => ({ id, lot: random() })).sort((a, b) => a.lot - b.lot);
  return lots.slice(0, Math.min(tickets.length / 10, 20_000)).map(({ id }) => id);
}
