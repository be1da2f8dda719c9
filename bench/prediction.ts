import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { estimateOf } from "../src/simulation/estimate.ts";
import {
  type Alternative,
  compare,
  type Estimate,
  type Simulation,
  type SimulationResult,
} from "../src/simulation/index.ts";
import { bankDays, bankSimulation, servedCalls } from "./harness/bank-days.ts";
import type { Options } from "./harness/question.ts";
import { printTable } from "./harness/report.ts";

export const title = "Prediction: what it is worth to know how fast each agent is, against the longest idle";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LEARNING = 12;
const CONFIDENCE = 0.95;

const log = fileURLToPath(new URL("../../shared/data/anonymous-bank-1999-08.csv", import.meta.url));

type Figure = "averageHandlingTime" | "averageWait" | "serviceLevel" | "abandonProbability";
const figures: readonly Figure[] = ["averageHandlingTime", "averageWait", "serviceLevel", "abandonProbability"];

export async function run({ sizes }: Options): Promise<void> {
  await madeUp(Math.max(...sizes) > 100_000 ? 20 : 5);
  if (existsSync(log)) await bankDay(log);
  else console.log(`\nThe bank's log is not at ${log}.`);
}

/** Two crews, each three times as fast as the other on one of two channels; the best there is knows it beforehand. */
async function madeUp(replications: number): Promise<void> {
  const channel = { arrivalsPerHour: 48, handlingTime: { exponential: 4 * MINUTE } };
  const center: Simulation = {
    channels: { voice: channel, email: channel },
    agents: {
      talkers: { count: 5, speed: { voice: 1.5, email: 0.5 } },
      writers: { count: 5, speed: { voice: 0.5, email: 1.5 } },
    },
    ...{ warmUp: 4 * HOUR, duration: 8 * HOUR, replications },
  };
  const byLane = ({ id }: { readonly id: string }, { channel }: { readonly channel: string }) =>
    id.startsWith("talkers") === (channel === "voice") ? 1 : 0;
  const { baseline, alternatives } = await compare(center, {
    predictive: { strategy: "predictive" },
    told: { strategy: { name: "told", byLane } },
  });
  const column = ({ total }: SimulationResult) => figures.map((figure) => shown(figure, total[figure]));
  const difference = ({ difference }: Alternative) => figures.map((figure) => shown(figure, difference.total[figure]));
  printColumns("two crews, each three times as fast as the other on one channel", [
    ["longest idle", column(baseline)],
    ["predictive", column(alternatives.predictive.result)],
    ["told beforehand", column(alternatives.told.result)],
    ["gain of predictive", difference(alternatives.predictive)],
    ["gain there is", difference(alternatives.told)],
  ]);
}

/** Each day that is judged is a replication. */
async function bankDay(file: string): Promise<void> {
  const [days, served] = [await bankDays(file), await servedCalls(file)];
  const judged = days.length - LEARNING;
  const baselines: SimulationResult[] = [];
  const predictive: SimulationResult[] = [];
  for (let day = LEARNING; day < days.length; day++) {
    const center = bankSimulation(days, served, { learning: LEARNING, judged: day });
    const { baseline, alternatives } = await compare(center, { predictive: { strategy: "predictive" } });
    baselines.push(baseline);
    predictive.push(alternatives.predictive.result);
  }
  const values = (results: readonly SimulationResult[], figure: Figure) =>
    results.map(({ total }) => total[figure].value);
  const column = (results: readonly SimulationResult[]) =>
    figures.map((figure) => shown(figure, estimateOf(values(results, figure), CONFIDENCE)));
  const difference = figures.map((figure) => {
    const before = values(baselines, figure);
    const differences = values(predictive, figure).map((value, day) => value - before[day]!);
    return shown(figure, estimateOf(differences, CONFIDENCE));
  });
  printColumns(
    `the bank: ${LEARNING} days to learn from, then each of the ${judged} others, agents' own handling times`,
    [
      ["longest idle", column(baselines)],
      ["predictive", column(predictive)],
      ["gain of predictive, day by day", difference],
    ],
  );
}

function printColumns(caption: string, columns: readonly (readonly [string, readonly string[]])[]): void {
  printTable(
    `${caption} (means, ${100 * CONFIDENCE} % intervals)`,
    ["", "handling, s", "wait, s", "within 20 s, %", "gave up, %"],
    columns.map(([name, cells]) => [name, ...cells]),
  );
}

/** Seconds, or percent. */
function shown(figure: Figure, { value, low, high }: Estimate): string {
  const scale = figure === "averageHandlingTime" || figure === "averageWait" ? 1e-3 : 100;
  const [middle, from, to] = [value, low, high].map((one) => (one * scale).toFixed(1));
  return `${middle} (${from} to ${to})`;
}
