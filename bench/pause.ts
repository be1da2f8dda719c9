import { expectOrder } from "./harness/check.ts";
import { alternate, elapsed, median, timed } from "./harness/measure.ts";
import { scored } from "./harness/mixes.ts";
import { keepWarm } from "./harness/pilot.ts";
import type { Options } from "./harness/question.ts";
import { count, duration, printTable } from "./harness/report.ts";
import { Traffic } from "./harness/traffic.ts";
import { peers } from "./peers/index.ts";
import { drain, type Peer } from "./peers/line.ts";
import { proximo } from "./peers/proximo.ts";

export const title = "The longest pause while filling: growth of arrays and tables, and the garbage collector";

export async function run({ sizes, rounds }: Options): Promise<void> {
  keepWarm([proximo, ...peers]);
  const size = sizes.at(-1)!;
  const traffic = new Traffic(size, scored);
  const samples = alternate<Peer, number>([proximo, ...peers], rounds(size), (subject) => measure(subject, traffic));
  const rows = [...samples].map(([{ name }, pauses]) => [
    name,
    duration(median(pauses) * 1e6),
    duration(Math.max(...pauses) * 1e6),
  ]);
  printTable(`filling with ${count(size)}`, ["", "longest, median of runs", "longest of all"], rows);
}

/** Milliseconds of the slowest single entry. */
function measure(subject: Peer, traffic: Traffic): number {
  const line = subject.open(scored.channels);
  const tickets = traffic.arrive();
  let longest = 0;
  timed(() => {
    for (const ticket of tickets)
      longest = Math.max(
        longest,
        elapsed(() => line.push(ticket)),
      );
  });
  expectOrder(subject.name, drain(line, traffic.count), traffic.order);
  return longest;
}
