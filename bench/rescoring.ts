import { expectEqual, expectOrder } from "./harness/check.ts";
import { alternate, timedEach } from "./harness/measure.ts";
import { scored } from "./harness/mixes.ts";
import { keepWarm } from "./harness/pilot.ts";
import type { Options } from "./harness/question.ts";
import { printComparison } from "./harness/report.ts";
import { inOrder, Traffic } from "./harness/traffic.ts";
import { drain } from "./peers/line.ts";
import { proximo } from "./peers/proximo.ts";
import { ableTinyqueue } from "./peers/tinyqueue-able.ts";

export const title = "Re-scoring one channel, with n waiting";

const targets = [{ against: "tinyqueue, equal abilities", least: { 100000: 500 } }];

export async function run({ sizes, rounds }: Options): Promise<void> {
  keepWarm([proximo, ableTinyqueue]);
  const measured = new Map(sizes.map((size) => [size, measure(size, rounds(size))]));
  printComparison("one new score, and who is next then", measured, targets);
}

/** Looking at the first ticket is part of it, so that no work is put off unseen. */
function measure(size: number, rounds: number) {
  const traffic = new Traffic(size, scored);
  const { channels } = scored;
  const absolute = traffic.arrive().filter(({ channel }) => channel === "webchat");
  const first = inOrder(absolute, channels)[0]?.id;
  return alternate([proximo, ableTinyqueue], rounds, (subject) => {
    const line = subject.open(channels);
    for (const ticket of traffic.arrive()) line.push(ticket);
    const scores = new Map(channels.map(({ id, score }) => [id, score]));
    let wrong = 0;
    const nanoseconds = timedEach((index) => {
      const { id } = channels[index % channels.length]!;
      const score = 1 + ((index * 37) % 100);
      scores.set(id, score);
      line.rescore(id, score);
      // Web chat is absolute: whatever the scores, its best ticket is first.
      if (line.peek()?.id !== first) wrong++;
    });
    expectEqual(subject.name, "wrong first tickets", wrong, 0);
    const rescored = channels.map((channel) => ({ ...channel, score: scores.get(channel.id)! }));
    const order = inOrder(traffic.arrive(), rescored).map(({ id }) => id);
    expectOrder(subject.name, drain(line, order.length), order);
    return nanoseconds;
  });
}
