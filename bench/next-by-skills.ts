import { aFew, aTwentieth, type Pressing, pressNext } from "./harness/pressing-next.ts";
import type { Options } from "./harness/question.ts";
import { seeded } from "./harness/random.ts";
import { printComparison } from "./harness/report.ts";
import { type Mix, scored } from "./harness/traffic.ts";
import { proximo } from "./peers/proximo.ts";
import { ableTinyqueue } from "./peers/tinyqueue-able.ts";

export const title = "Next with 10,000 distinct skill sets waiting";

const SETS = 10_000;
const skills = Array.from({ length: 40 }, (_, index) => `skill-${index}`);

/** Every one, two or three of the 40 skills, as far as `SETS` of them: 40 ones, 780 twos, 9,180 threes. */
const sets = [
  ...skills.map((skill) => [skill]),
  ...skills.flatMap((one, i) => skills.slice(i + 1).map((two) => [one, two])),
  ...skills.flatMap((one, i) =>
    skills.slice(i + 1).flatMap((two, j) => skills.slice(i + j + 2).map((three) => [one, two, three])),
  ),
].slice(0, SETS);

const skilled: Mix = {
  ...scored,
  name: "10,000 skill sets",
  skills: (random) => sets[Math.floor(random() * SETS)]!,
};

/** A hundred agents, each with so many skills of their own. */
function agentsWith(count: number) {
  const random = seeded(count);
  return Array.from({ length: 100 }, () => {
    const drawn = skills.map((skill) => ({ skill, lot: random() })).sort((a, b) => a.lot - b.lot);
    return { skills: drawn.slice(0, count).map(({ skill }) => skill) };
  });
}

export async function run({ sizes, rounds }: Options): Promise<void> {
  // Fewer tickets have fewer sets than the question asks about.
  const enough = sizes.filter((size) => size > SETS);
  for (const count of [3, 10, 40]) {
    const agents = agentsWith(count);
    const subjects: readonly Pressing[] = [
      { name: "proximo", peer: proximo, mix: skilled, agents, presses: aTwentieth },
      { name: "proximo, nothing required", peer: proximo, mix: scored, agents, presses: aTwentieth },
      { name: "tinyqueue, equal abilities", peer: ableTinyqueue, mix: skilled, agents, presses: aFew },
    ];
    const measured = new Map(enough.map((size) => [size, pressNext(subjects, size, rounds(size))]));
    printComparison(`one Next, agents with ${count} of the ${skills.length} skills`, measured);
  }
}
