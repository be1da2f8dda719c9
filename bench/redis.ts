import { Redis } from "ioredis";
import { startRedis } from "../test/servers/redis.ts";
import { expectEqual } from "./harness/check.ts";
import { collectGarbage, median, medianRatio } from "./harness/measure.ts";
import type { Options } from "./harness/question.ts";
import { count, duration, printTable, times, verdict } from "./harness/report.ts";
import { bullmq } from "./redis/bullmq.ts";
import { type Contender, inFlight, inOrder, worksOf } from "./redis/contender.ts";
import { proximo } from "./redis/proximo.ts";
import { raw } from "./redis/raw.ts";

export const title = "Redis: enqueue, claim and complete, against BullMQ with priorities on the same server";

const WIDTHS = [1, 16, 64];
const TARGETS: Readonly<Record<string, number>> = { "1": 1.5, "16": 2, "64": 2, bulk: 3 };

type Open = (url: string) => Promise<Contender>;

const contenders: readonly { readonly open: Open; readonly against?: string }[] = [
  { open: (url) => proximo(url, false) },
  { open: (url) => bullmq(url, false), against: "Proximo" },
  { open: (url) => proximo(url, true) },
  { open: (url) => bullmq(url, true), against: "Proximo, completing and claiming at once" },
  { open: raw },
];

/** Nanoseconds of one operation, by what was done. */
type Sample = Map<string, number>;

async function measured(operations: number, work: () => Promise<unknown>): Promise<number> {
  collectGarbage();
  const start = performance.now();
  await work();
  return ((performance.now() - start) * 1e6) / operations;
}

/** Fills and empties a queue in every way, on an empty server. */
async function sampleOf(url: string, open: Open, jobs: number): Promise<readonly [name: string, Sample]> {
  await flush(url);
  const contender = await open(url);
  const sample: Sample = new Map();
  let from = 0;
  const some = () => {
    const works = worksOf(from, from + jobs);
    from += jobs;
    return works;
  };
  await contender.enqueueAll(some().slice(0, 500)); // Scripts loaded, code compiled.
  await contender.serve(500, 16);
  for (const width of WIDTHS) {
    const works = some();
    sample.set(
      `enqueue, ${width}`,
      await measured(jobs, () => inFlight(jobs, width, (i) => contender.enqueue(works[i]!))),
    );
    let served: readonly string[] = [];
    const serving = async () => {
      served = await contender.serve(jobs, width);
    };
    sample.set(`claim and complete, ${width}`, await measured(jobs, serving));
    const expected = inOrder(works);
    const inTurn = width === 1 ? [served, expected] : [served.toSorted(), expected.toSorted()];
    expectEqual(contender.name, `${width} in flight, served`, inTurn[0]!.join(), inTurn[1]!.join());
  }
  const works = some();
  sample.set("enqueue, bulk", await measured(jobs, () => contender.enqueueAll(works)));
  expectEqual(contender.name, "of the bulk, first", (await contender.serve(1, 1))[0], inOrder(works)[0]);
  await contender.close();
  return [contender.name, sample];
}

async function flush(url: string): Promise<void> {
  const client = new Redis(url);
  await client.flushall();
  await client.quit();
}

async function compare(url: string, caption: string, jobs: number, rounds: number): Promise<void> {
  const samples = new Map<string, Sample[]>();
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < contenders.length; turn++) {
      const { open } = contenders[(turn + round) % contenders.length]!;
      const [name, sample] = await sampleOf(url, open, jobs);
      samples.set(name, [...(samples.get(name) ?? []), sample]);
    }
  }
  const names = [...samples.keys()].sort((a, b) => order(a) - order(b));
  const of = (name: string, what: string) => samples.get(name)!.map((sample) => sample.get(what)!);
  const rows = [...samples.get(names[0]!)![0]!.keys()].map((what) => [
    what,
    ...names.map((name) => {
      const taken = of(name, what);
      const ours = oursFor(name);
      if (ours === undefined) return duration(median(taken));
      const ratio = medianRatio(taken, of(ours, what));
      const least = TARGETS[what.split(", ")[1]!]!;
      return `${duration(median(taken))}  ${times(ratio)} (≥ ${least}: ${verdict(ratio >= least)})`;
    }),
  ]);
  printTable(caption, ["", ...names], rows);
}

const NAMES = [
  "Proximo",
  "BullMQ",
  "Proximo, completing and claiming at once",
  "BullMQ, completing and claiming at once",
];
const order = (name: string) => (NAMES.indexOf(name) + NAMES.length + 1) % (NAMES.length + 1);
const oursFor = (name: string) => (name.startsWith("BullMQ") ? name.replace("BullMQ", "Proximo") : undefined);

/** What one claim with its completion takes, one after the other, while so many wait. */
async function claimsBySize(url: string, sizes: readonly number[], claims: number, rounds: number): Promise<void> {
  const rows = new Map(["Proximo", "BullMQ"].map((name) => [name, [name]]));
  for (const size of sizes) {
    for (const open of [contenders[0]!.open, contenders[1]!.open]) {
      await flush(url);
      const contender = await open(url);
      const works = worksOf(0, size);
      for (let from = 0; from < size; from += 5_000) await contender.enqueueAll(works.slice(from, from + 5_000));
      const order = inOrder(works);
      const taken: number[] = [];
      const most = Math.min(claims, Math.floor(size / (2 * rounds)));
      for (let round = 0; round < rounds; round++) {
        let served: readonly string[] = [];
        taken.push(
          await measured(most, async () => {
            served = await contender.serve(most, 1);
          }),
        );
        expectEqual(contender.name, "served", served.join(), order.slice(round * most, (round + 1) * most).join());
      }
      rows.get(contender.name)!.push(duration(median(taken)));
      await contender.close();
    }
  }
  printTable("claim and complete, one in flight, while so many wait", ["", ...sizes.map(count)], [...rows.values()]);
}

export async function run({ sizes }: Options): Promise<void> {
  const isQuick = !sizes.includes(1_000_000);
  const [jobs, rounds] = isQuick ? [1_000, 3] : [5_000, 7];
  for (const [caption, settings] of [
    ["kept in memory only", ["--appendonly", "no"]],
    ["every answer written down first (appendfsync always)", []],
  ] as const) {
    const server = await startRedis(settings);
    if (server === undefined) return console.log("Redis is not installed: nothing measured");
    try {
      await compare(server.url, `one operation, so many in flight; ${caption}`, jobs, rounds);
      if (settings.length > 0) await claimsBySize(server.url, [1_000, ...sizes.slice(1)], 500, rounds);
    } finally {
      await server.stop();
    }
  }
}
