import { SETS, scored, skilled, skills } from "./harness/mixes.ts";
import { keepWarm } from "./harness/pilot.ts";
import { aFew, oneIn, type Pressing, pressNext } from "./harness/pressing-next.ts";
import type { Options } from "./harness/question.ts";
import { seeded } from "./harness/random.ts";
import { printComparison } from "./harness/report.ts";
import { proximo } from "./peers/proximo.ts";
import { ableTinyqueue } from "./peers/tinyqueue-able.ts";

export const title = "Next with 10,000 distinct skill sets waiting";

/** A hundred agents, each with so many skills of their own. */
function agentsWith(count: number) {
  const random = seeded(count);
  return Array.from({ length: 100 }, () => {
    const drawn = skills.map((skill) => ({ skill, lot: random() })).sort((a, b) => a.lot - b.lot);
    return { skills: drawn.slice(0, count).map(({ skill }) => skill) };
  });
}

export async function run({ sizes, rounds }: Options): Promise<void> {
  keepWarm([proximo, ableTinyqueue]);
  // Fewer tickets have fewer sets than the question asks about.
  const enough = sizes.filter((size) => size > SETS);
  const ask = (caption: string, subjects: readonly Pressing[]) =>
    printComparison(caption, new Map(enough.map((size) => [size, pressNext(subjects, size, rounds(size))])));

  for (const count of [3, 10, 40]) {
    const agents = agentsWith(count);
    ask(`one Next, agents with ${count} of the ${skills.length} skills`, [
      { name: "proximo", peer: proximo, mix: skilled, agents, presses: oneIn(20) },
      { name: "proximo, nothing required", peer: proximo, mix: scored, agents, presses: oneIn(20) },
      { name: "tinyqueue, equal abilities", peer: ableTinyqueue, mix: skilled, agents, presses: aFew },
    ]);
  }
  const anyone = { agents: [undefined], presses: oneIn(20) };
  ask("one Next for whoever can serve the first of all", [
    { name: "proximo", peer: proximo, mix: skilled, ...anyone },
    { name: "proximo, nothing required", peer: proximo, mix: scored, ...anyone },
    { name: "tinyqueue, equal abilities", peer: ableTinyqueue, mix: skilled, ...anyone },
  ]);
}
