import Table from "cli-table3";
import colors from "picocolors";
import { median, medianRatio } from "./measure.ts";

/** How many times as fast as another subject ours must be, by size. */
export interface Target {
  readonly against: string;
  readonly least: Readonly<Record<number, number>>;
}

/** Nanoseconds of one operation, sample by sample, of each subject. */
export type Samples = ReadonlyMap<{ readonly name: string }, readonly number[]>;

export const count = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 0 });

const threeDigits = (value: number): string => (value < 100 ? value.toPrecision(3) : count(value));

export const times = (ratio: number): string => `${threeDigits(ratio)}×`;

/** 12.3 ns, 3.45 µs, 678 ms: three digits are as many as a shared machine can vouch for. */
export function duration(nanoseconds: number): string {
  if (nanoseconds < 1e3) return `${threeDigits(nanoseconds)} ns`;
  return nanoseconds < 1e6 ? `${threeDigits(nanoseconds / 1e3)} µs` : `${threeDigits(nanoseconds / 1e6)} ms`;
}

export function verdict(met: boolean): string {
  return met ? colors.green("met") : colors.red("NOT met");
}

/**
 * A column for each size: of the first subject the median, of the others also how many times as long they took,
 * beside the target.
 */
export function printComparison(
  caption: string,
  columns: ReadonlyMap<number, Samples>,
  targets: readonly Target[] = [],
): void {
  const cells = [...columns].map(([size, samples]) => {
    const [ours, ...others] = [...samples];
    return new Map([
      [ours![0].name, duration(median(ours![1]))],
      ...others.map(([{ name }, theirs]): [string, string] => {
        const ratio = medianRatio(theirs, ours![1]);
        const least = targets.find((target) => target.against === name)?.least[size];
        const target = least === undefined ? "" : ` (≥ ${least}: ${verdict(ratio >= least)})`;
        return [name, `${duration(median(theirs))}  ${times(ratio)}${target}`];
      }),
    ]);
  });
  const names = new Set(cells.flatMap((column) => [...column.keys()]));
  printTable(
    caption,
    ["", ...[...columns.keys()].map(count)],
    [...names].map((name) => [name, ...cells.map((column) => column.get(name) ?? "—")]),
  );
}

export function printTable(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): void {
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  for (const row of rows) table.push([...row]);
  console.log(`\n${caption}\n${table}`);
}
