import { expectEqual } from "./harness/check.ts";
import { alternate, timedEach } from "./harness/measure.ts";
import { scored, unconfigured } from "./harness/mixes.ts";
import { keepWarm } from "./harness/pilot.ts";
import type { Options } from "./harness/question.ts";
import { seeded } from "./harness/random.ts";
import { printComparison } from "./harness/report.ts";
import { type Mix, Traffic } from "./harness/traffic.ts";
import { proximo } from "./peers/proximo.ts";
import { ableTinyqueue } from "./peers/tinyqueue-able.ts";

export const title = "Position of a random ticket, with n waiting";

const targets = [{ against: "tinyqueue, equal abilities", least: { 100000: 100 } }];

export async function run({ sizes, rounds }: Options): Promise<void> {
  keepWarm([proximo, ableTinyqueue]);
  for (const mix of [scored, unconfigured]) {
    const measured = new Map(sizes.map((size) => [size, measure(size, mix, rounds(size))]));
    printComparison(`one position, ${mix.name}`, measured, targets);
  }
}

function measure(size: number, mix: Mix, rounds: number) {
  const traffic = new Traffic(size, mix);
  const place = new Map(traffic.order.map((id, index) => [id, index + 1]));
  const random = seeded(size);
  return alternate([proximo, ableTinyqueue], rounds, (subject) => {
    const line = subject.open(mix.channels);
    for (const ticket of traffic.arrive()) line.push(ticket);
    const ids = traffic.arrive().map(({ id }) => id);
    const drawn = Array.from({ length: Math.min(size, 10_000) }, () => ids[Math.floor(random() * size)]!);
    const expected = drawn.map((id) => place.get(id));
    let wrong = 0;
    const nanoseconds = timedEach((index) => {
      const turn = index % drawn.length;
      if (line.position(drawn[turn]!) !== expected[turn]) wrong++;
    });
    expectEqual(subject.name, "wrong positions", wrong, 0);
    return nanoseconds;
  });
}
