import { expectOrder } from "./harness/check.ts";
import { alternate, bytesInUse, median } from "./harness/measure.ts";
import { scored, skilled } from "./harness/mixes.ts";
import type { Options } from "./harness/question.ts";
import { count, printTable } from "./harness/report.ts";
import { type Mix, Traffic } from "./harness/traffic.ts";
import { peers } from "./peers/index.ts";
import { drain, type Peer } from "./peers/line.ts";
import { proximo } from "./peers/proximo.ts";
import { ableTinyqueue } from "./peers/tinyqueue-able.ts";

export const title = "Bytes for each waiting ticket, beyond the ticket itself";

/** A slot of an array, in which the tickets are held before they enter. */
const POINTER = 8;

export async function run({ sizes }: Options): Promise<void> {
  const size = sizes.at(-1)!;
  print(size, scored, [proximo, ...peers]);
  print(size, skilled, [proximo, ableTinyqueue]);
}

function print(size: number, mix: Mix, subjects: readonly Peer[]): void {
  const traffic = new Traffic(size, mix);
  const samples = alternate(subjects, 3, (subject) => measure(subject, traffic));
  const rows = [...samples].map(([{ name }, bytes]) => [name, count(median(bytes))]);
  printTable(`with ${count(size)} waiting, ${mix.name}`, ["", "bytes"], rows);
}

/** The application lets go of what it put in: a copy that a line makes counts only for what it is larger. */
function measure(subject: Peer, traffic: Traffic): number {
  const before = bytesInUse();
  let tickets = traffic.arrive();
  const alone = bytesInUse() - before - POINTER * tickets.length;
  const line = subject.open(traffic.mix.channels);
  for (const ticket of tickets) line.push(ticket);
  tickets = [];
  const waiting = bytesInUse() - before;
  expectOrder(subject.name, drain(line, traffic.count), traffic.order);
  return (waiting - alone) / traffic.count;
}
