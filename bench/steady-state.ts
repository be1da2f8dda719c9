import { expectOrder } from "./harness/check.ts";
import { alternate, timed } from "./harness/measure.ts";
import { scored } from "./harness/mixes.ts";
import { keepWarm } from "./harness/pilot.ts";
import type { Options } from "./harness/question.ts";
import { printComparison } from "./harness/report.ts";
import { Traffic } from "./harness/traffic.ts";
import { peers } from "./peers/index.ts";
import type { Peer, Served } from "./peers/line.ts";
import { proximo } from "./peers/proximo.ts";

export const title = "Steady state: n waiting, one in, one out";

const targets = [
  { against: "tinyqueue, equal abilities", least: { 1000: 1.2, 100000: 3, 1000000: 3 } },
  { against: "tinyqueue, bare", least: { 1000: 0.8, 100000: 1.5, 1000000: 1.8 } },
];

const TURNS = 100_000;

export async function run({ sizes, rounds }: Options): Promise<void> {
  keepWarm([proximo, ...peers]);
  printComparison("one in, one out", new Map(sizes.map((size) => [size, measure(size, rounds(size))])), targets);
}

/** Always new tickets, with later times: an id that goes in and out again and again is not what a line sees. */
function measure(size: number, rounds: number) {
  const traffic = new Traffic(size + TURNS, scored);
  const expected = expectedTurns(traffic, size);
  return alternate<Peer, number>([proximo, ...peers], rounds, (subject) => {
    const line = subject.open(scored.channels);
    const tickets = traffic.arrive();
    for (let index = 0; index < size; index++) line.push(tickets[index]!);
    const served: Served[] = [];
    const milliseconds = timed(() => {
      for (let index = size; index < tickets.length; index++) {
        line.push(tickets[index]!);
        served.push(line.pop());
      }
    });
    expectOrder(subject.name, served, expected);
    return (milliseconds * 1e6) / TURNS;
  });
}

/** Two sorted arrays, what waited at first and what came later (last first): each turn takes the better of their heads. */
function expectedTurns(traffic: Traffic, size: number): string[] {
  const rank = new Map(traffic.order.map((id, index) => [id, index]));
  const ranks = traffic.arrive().map((ticket) => rank.get(ticket.id)!);
  const early = ranks.slice(0, size).sort((a, b) => b - a);
  const late: number[] = [];
  return ranks.slice(size).map((newcomer) => {
    late.splice(countAbove(late, newcomer), 0, newcomer);
    const first = (late.at(-1) ?? Infinity) < (early.at(-1) ?? Infinity) ? late.pop() : early.pop();
    return traffic.order[first!]!;
  });
}

/** How many of the numbers, sorted from the largest, are larger than `value`: by bisection. */
function countAbove(descending: readonly number[], value: number): number {
  let low = 0;
  let high = descending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (descending[middle]! > value) low = middle + 1;
    else high = middle;
  }
  return low;
}
