import { compare, type Simulation } from "proximo/simulation";
import { expect, test } from "vitest";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Two crews, each three times as fast on one of the channels as the other is: who is given what decides nearly everything. */
const [FAST, SLOW] = [1.5, 0.5];
const channel = { arrivalsPerHour: 48, handlingTime: { exponential: 4 * MINUTE } };
const speeds = {
  voice: { voice: FAST, webchat: SLOW },
  webchat: { voice: SLOW, webchat: FAST },
};
const center: Simulation = {
  channels: { voice: channel, webchat: { ...channel, absolute: false } },
  agents: {
    talkers: { count: 5, speed: speeds.voice },
    writers: { count: 5, speed: speeds.webchat },
  },
  warmUp: 4 * HOUR,
  duration: 8 * HOUR,
  replications: 5,
};

/** Whoever knows the speeds: no predictor can do better than to know them. */
const told = {
  name: "told",
  byLane: ({ id }: { readonly id: string }, { channel }: { readonly channel: string }) =>
    id.startsWith("talkers") === (channel === "voice") ? FAST : SLOW,
};

test("prediction learns nearly all there is to know of agents who differ", { timeout: 300_000 }, async () => {
  const { baseline, alternatives } = await compare(center, {
    predictive: { strategy: "predictive" },
    told: { strategy: told },
  });
  const { predictive, told: best } = alternatives;
  const seconds = (figure: "averageHandlingTime" | "averageWait") =>
    [baseline, predictive.result, best.result].map(({ total }) => (total[figure].value / 1_000).toFixed(1)).join(", ");
  console.log(
    `longest idle, predictive, told: handling ${seconds("averageHandlingTime")} s, wait ${seconds("averageWait")} s`,
  );
  // Served by the fast alone they would take this long; there is no less.
  expect(best.result.total.averageHandlingTime.high).toBeGreaterThan((4 * MINUTE) / FAST);
  for (const { difference } of [predictive, best])
    for (const figure of ["averageHandlingTime", "averageWait"] as const)
      expect(difference.total[figure].high, figure).toBeLessThan(0);
  const gained = ({ difference }: typeof best) => difference.total.averageHandlingTime.value;
  const gain = gained(predictive) / gained(best);
  expect(gain).toBeGreaterThan(0.9);
});
