import { expectEqual, expectOrder } from "./harness/check.ts";
import { alternate, elapsed, median, timed } from "./harness/measure.ts";
import { type Filled, type Operation, operations } from "./harness/operations.ts";
import { linesOf, type Options } from "./harness/question.ts";
import { seeded } from "./harness/random.ts";
import { count, duration, printTable, times } from "./harness/report.ts";
import { inOrder, scored, Traffic, type Work } from "./harness/traffic.ts";
import { openQueue } from "./peers/proximo.ts";

export const title = "Growth of each operation with the number that waits";

const ENQUEUE = { name: "enqueue" };

export async function run({ sizes, rounds }: Options): Promise<void> {
  const columns = sizes.map((size) => measure(size, Math.min(rounds(size), 5)));
  const rows = [ENQUEUE, ...operations].map((operation) => {
    const medians = columns.map((samples) => median(samples.get(operation)!));
    return [operation.name, ...medians.map(duration), times(medians.at(-1)! / medians[0]!)];
  });
  printTable("one operation", ["", ...sizes.map(count), "growth"], rows);
}

/** Nanoseconds of one operation, sample by sample; entering is measured on the way. */
function measure(size: number, rounds: number): Map<{ readonly name: string }, number[]> {
  const batches = Array.from({ length: linesOf(size) }, (_, seed) => new Traffic(size, scored, seed));
  const ordered = batches.map((traffic) => inOrder(traffic.arrive(), scored.channels));
  const samples = alternate(operations, rounds, (operation) => {
    const fills: number[] = [];
    const lines = batches.map((traffic, index): Filled => {
      const { channels, queue } = openQueue(scored.channels);
      const tickets = traffic.arrive();
      const fill = () => tickets.forEach((ticket) => void queue.enqueue(ticket));
      fills.push(index === 0 ? timed(fill) : elapsed(fill));
      return { channels, queue, ordered: ordered[index]!, chosen: choose(tickets) };
    });
    return { enqueue: (fills.reduce((a, b) => a + b) * 1e6) / (size * lines.length), ...once(operation, lines) };
  });
  const entering = [...samples.values()].flat().map(({ enqueue }) => enqueue);
  return new Map<{ readonly name: string }, number[]>([
    [ENQUEUE, entering],
    ...[...samples].map(([operation, taken]): [Operation, number[]] => [operation, taken.map(({ one }) => one)]),
  ]);
}

/** Does the operation to all that is chosen, then drains the lines and compares with what must be left. */
function once(operation: Operation, lines: readonly Filled[]): { one: number } {
  const turns = lines[0]!.chosen.length;
  const answers = lines.map(() => new Array<unknown>(turns));
  const milliseconds = timed(() => {
    for (const [index, line] of lines.entries()) {
      for (let turn = 0; turn < turns; turn++) answers[index]![turn] = operation.act(line, turn);
    }
  });
  for (const [index, line] of lines.entries()) {
    answers[index]!.forEach((answer, turn) => {
      expectEqual(operation.name, `turn ${turn}`, answer, operation.expected(line, turn));
    });
    const order = leftBy(operation, line).map(({ id }) => id);
    expectOrder(
      operation.name,
      order.map(() => line.queue.next()),
      order,
    );
  }
  return { one: (milliseconds * 1e6) / (turns * lines.length) };
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
