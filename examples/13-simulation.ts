/**
 * How many agents do I need on Monday? What theory says of its busiest hour, and what a simulated Monday says: with its ebb
 * and flow, VIPs, wrap-ups and people who lose patience.
 *
 *   npx tsx examples/13-simulation.ts
 */
import { agentsFor, compare, type Simulation } from "proximo/simulation";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const closed = (hours: number) => Array.from({ length: hours }, () => 0);
const arrivalsPerHour = [...closed(8), 60, 120, 150, 110, 70, 90, 120, 90, 50, 30, ...closed(6)]; // 8 h to 18 h

const calls = { arrivalRate: 150 / 3600, serviceRate: 1 / 200, target: 20, serviceLevel: 0.8 }; // per second, the wrap-up included
const patient = agentsFor(calls);
const impatient = agentsFor({ ...calls, patienceRate: 1 / 120 });
console.log(`for the busiest hour: ${patient} agents, or ${impatient} where callers hang up after two minutes`);

const workday = (agents: number) => ({
  agents: { agent: { count: agents, wrapUp: 20 * SECOND, shifts: [{ from: 8 * HOUR, to: 18 * HOUR }] } },
});
const monday: Simulation = {
  channels: {
    voice: {
      arrivalsPerHour,
      handlingTime: { lognormal: { mean: 180 * SECOND, variation: 0.8 } },
      patience: { exponential: 2 * MINUTE },
      target: 20 * SECOND,
      contacts: [{ share: 1, segments: ["vip"] }, { share: 9 }],
    },
  },
  rules: [{ segment: "vip", score: 90 }],
  duration: 24 * HOUR,
  replications: 5,
  ...workday(impatient),
};

const { baseline, alternatives } = await compare(monday, {
  "two fewer": workday(impatient - 2),
  "four fewer": workday(impatient - 4),
});
const percent = (share: number) => `${Math.round(100 * share)} %`;
const results = [baseline, alternatives["two fewer"].result, alternatives["four fewer"].result];
for (const [index, { total, contactScores, occupancy }] of results.entries()) {
  const { serviceLevel, abandonProbability } = total;
  console.log(
    `${impatient - 2 * index} agents: ${percent(serviceLevel.value)} of all Monday's callers within 20 s ` +
      `(${percent(serviceLevel.low)} to ${percent(serviceLevel.high)}), of the VIPs ${percent(contactScores[90]?.serviceLevel.value ?? 0)}; ` +
      `${percent(abandonProbability.value)} hang up, agents busy ${percent(occupancy.value)}`,
  );
}
const { low, high } = alternatives["two fewer"].difference.total.serviceLevel;
console.log(`two fewer cost ${percent(-high)} to ${percent(-low)} of them`);
