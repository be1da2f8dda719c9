import type { Simulation } from "proximo/simulation";
import { expectEqual } from "./harness/check.ts";
import { median } from "./harness/measure.ts";
import { simulation } from "./harness/published.ts";
import type { Options } from "./harness/question.ts";
import { count, printTable, verdict } from "./harness/report.ts";

export const title = "Simulation: contacts a second of real time, through a whole center";

const HOUR = 3_600_000;
const TARGET = 50_000;

/** Occupied to three quarters, people giving up, nothing out of the ordinary. */
function centerOf(agents: number, contacts: number): Simulation {
  const arrivalsPerHour = 0.75 * 20 * agents;
  const voice = { arrivalsPerHour, handlingTime: { exponential: HOUR / 20 }, patience: { exponential: HOUR / 30 } };
  return { channels: { voice }, agents, duration: Math.round((contacts / arrivalsPerHour) * HOUR), replications: 1 };
}

const settings: readonly { readonly name: string; readonly agents: number; readonly more?: Partial<Simulation> }[] = [
  { name: "longest idle", agents: 13 },
  { name: "longest idle", agents: 100 },
  { name: "longest idle", agents: 1_000 },
  { name: "least loaded", agents: 100, more: { strategy: "leastLoaded" } },
  { name: "predictive", agents: 13, more: { strategy: "predictive" } },
  { name: "predictive", agents: 100, more: { strategy: "predictive" } },
];

export async function run({ sizes, rounds }: Options): Promise<void> {
  const contacts = Math.min(20_000, Math.max(...sizes));
  const rows: string[][] = [];
  for (const { name, agents, more } of settings) {
    const center = { ...centerOf(agents, contacts), ...more };
    const rates: number[] = [];
    // The first teaches the compiler.
    for (let round = -1; round < rounds(contacts); round++) {
      const start = performance.now();
      const { total, contacts: came } = await simulation.simulate(center);
      const { served, abandoned } = total;
      expectEqual(name, "contacts at their end", served.value + abandoned.value, came);
      if (round >= 0) rates.push((came / (performance.now() - start)) * 1e3);
    }
    const target = name === "longest idle" ? `≥ ${count(TARGET)}: ${verdict(median(rates) >= TARGET)}` : "";
    rows.push([name, count(agents), `${count(median(rates))}/s`, target]);
  }
  printTable(`${count(contacts)} contacts each`, ["", "agents", "contacts", "target"], rows);
  console.log(
    "\nWhat dominates, as profiled: distributing (a third, offering and claiming included), the collector (a sixth: 28 kB a\n" +
      "contact) and, with a thousand agents, going through those who are free once for each contact; the rest is spread over a\n" +
      "few hundred functions of the center; tickets that it has drawn itself are not checked.",
  );
}
