import { simulate } from "proximo/simulation";
import { expect, test } from "vitest";
import { solvedCenters } from "./theory.ts";

/** Of each center. More of them make the intervals narrower, as their square root: `CONTACTS=1000000 npx vitest …`. */
const CONTACTS = Number(process.env.CONTACTS ?? 400_000);
const REPLICATIONS = 10;
/** All figures together are within their intervals with this probability (Bonferroni). */
const TOGETHER = 0.99;

test("simulated centers agree with queueing theory", { timeout: 1_800_000 }, async () => {
  const centers = solvedCenters();
  const figures = centers.reduce((sum, { known }) => sum + known.length, 0);
  const confidence = 1 - (1 - TOGETHER) / figures;
  const lines: string[] = [];
  const outside: string[] = [];
  for (const [index, { id, simulation, gap, known }] of centers.entries()) {
    const duration = Math.round((gap * CONTACTS) / REPLICATIONS);
    const warmUp = Math.round(duration / 4);
    // Of their own, lest what chance did to one it did to all.
    const [seed, replications] = [index + 1, REPLICATIONS];
    const result = await simulate({ ...simulation, duration, warmUp, seed, replications, confidence });
    expect(result.total.arrived.value).toBeGreaterThan(0.8 * (CONTACTS / REPLICATIONS));
    for (const { figure, value, of } of known) {
      const estimate = of(result);
      if (estimate === undefined) throw new Error(`${id}: ${figure} was not told`);
      const half = (estimate.high - estimate.low) / 2;
      const line = [
        id.padEnd(36),
        figure.padEnd(24),
        value.toPrecision(5).padStart(12),
        estimate.value.toPrecision(5).padStart(12),
        `± ${((100 * half) / value).toFixed(1)} %`.padStart(10),
      ].join("");
      lines.push(line);
      if (!(estimate.low <= value && value <= estimate.high)) outside.push(line);
    }
  }
  console.log(`theory, simulated, interval (${figures} figures, 99 % together)\n${lines.join("\n")}`);
  expect(outside).toEqual([]);
});
