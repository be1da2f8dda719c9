import { agentsFor, erlangA, erlangC } from "../src/simulation/index.ts";
import { expectEqual } from "./harness/check.ts";
import { median, timedEach } from "./harness/measure.ts";
import type { Options } from "./harness/question.ts";
import { count, duration, printTable } from "./harness/report.ts";

export const title = "Staffing: Erlang C, Erlang A, and the agents that a service level needs";

const SAMPLES = 9;

/** One agent in a hundred is idle; contacts wait for a tenth of a handling time, and give up after one. */
const centerOf = (agents: number) => ({ arrivalRate: 0.99 * agents, serviceRate: 1, target: 0.1 });
const impatient = { patienceRate: 1 };
const goal = { serviceLevel: 0.8 };

const askings: readonly { readonly name: string; readonly ask: (agents: number) => unknown }[] = [
  { name: "erlangC", ask: (agents) => erlangC({ ...centerOf(agents), agents }) },
  { name: "erlangA", ask: (agents) => erlangA({ ...centerOf(agents), ...impatient, agents }) },
  { name: "agentsFor", ask: (agents) => agentsFor({ ...centerOf(agents), ...goal }) },
  { name: "agentsFor, people giving up", ask: (agents) => agentsFor({ ...centerOf(agents), ...impatient, ...goal }) },
];

/** That the answers are right is tested elsewhere; here, that the agents suffice and one fewer would not. */
function check(agents: number): void {
  const least = agentsFor({ ...centerOf(agents), ...goal });
  for (const [staff, enough] of [[least, true] as const, [least - 1, false] as const])
    expectEqual(
      `${staff} agents`,
      "enough",
      erlangC({ ...centerOf(agents), agents: staff }).serviceLevel >= 0.8,
      enough,
    );
}

export async function run({ sizes }: Options): Promise<void> {
  const agents = [10, 100, ...sizes.filter((size) => size < 10_000), 10_000];
  agents.forEach(check);
  const rows = askings.map(({ name, ask }) => [
    name,
    ...agents.map((agents) => duration(median(Array.from({ length: SAMPLES }, () => timedEach(() => ask(agents)))))),
  ]);
  printTable("one answer, median", ["agents", ...agents.map(count)], rows);
}
