import { scored } from "./harness/mixes.ts";
import { keepWarm } from "./harness/pilot.ts";
import { aFew, oneIn, type Pressing, pressNext } from "./harness/pressing-next.ts";
import type { Options } from "./harness/question.ts";
import { printComparison } from "./harness/report.ts";
import { proximo } from "./peers/proximo.ts";
import { ableTinyqueue } from "./peers/tinyqueue-able.ts";

export const title = "Next for an agent of 3 channels out of 11, with n waiting";

/** At most twice as long as without restrictions. */
const targets = [{ against: "proximo, all channels", least: { 1000: 0.5, 100000: 0.5, 1000000: 0.5 } }];

const ids = scored.channels.map(({ id }) => id);
const agents = ids.map((id, index) => ({
  channels: [id, ids[(index + 3) % ids.length]!, ids[(index + 7) % ids.length]!],
}));

const subjects: readonly Pressing[] = [
  { name: "proximo, 3 channels", peer: proximo, mix: scored, agents, presses: oneIn(2) },
  { name: "proximo, all channels", peer: proximo, mix: scored, agents: [undefined], presses: oneIn(2) },
  { name: "tinyqueue, equal abilities, 3 channels", peer: ableTinyqueue, mix: scored, agents, presses: aFew },
];

export async function run({ sizes, rounds }: Options): Promise<void> {
  keepWarm([proximo, ableTinyqueue]);
  const measured = new Map(sizes.map((size) => [size, pressNext(subjects, size, rounds(size))]));
  printComparison("one Next", measured, targets);
}
