import pg from "pg";
import { headQuery } from "../src/stores/postgres/schema/heads.ts";
import { type Database, freshDatabase, startPostgres } from "../test/servers/postgres.ts";
import { collectGarbage, median, medianRatio } from "./harness/measure.ts";
import type { Options } from "./harness/question.ts";
import { count, printTable, times, verdict } from "./harness/report.ts";
import type { Contender, Going, Open } from "./postgres/contender.ts";
import { Expected } from "./postgres/expected.ts";
import { graphile } from "./postgres/graphile.ts";
import { pgBoss } from "./postgres/pg-boss.ts";
import { proximo } from "./postgres/proximo.ts";
import { raw } from "./postgres/raw.ts";

export const title = "PostgreSQL: enqueue, claim and complete, against graphile-worker and pg-boss on the same server";

/** As many jobs leave in a round as enter, so that as many wait in each; but for whoever is given a share of the claims. */
const measurements: readonly {
  readonly of: "enqueue" | "claim";
  readonly what: string;
  readonly connections: number;
  /** How many are taken at a time on each. */
  readonly batch: number;
  readonly jobs: number;
  readonly least: number;
  readonly take: (contender: Contender, jobs: number) => Promise<number>;
}[] = [
  { of: "enqueue", what: "enqueue, 1 connection", connections: 1, batch: 1, jobs: 300, least: 2, take: enqueueing(1) },
  {
    of: "claim",
    what: "claim and complete, 1 connection, one after the other",
    connections: 1,
    batch: 1,
    jobs: 300,
    least: 1,
    take: serving(1, 1, "one after the other"),
  },
  {
    of: "claim",
    what: "claim and complete, 1 connection",
    connections: 1,
    batch: 1,
    jobs: 300,
    least: 1,
    take: serving(1, 1),
  },
  {
    of: "enqueue",
    what: "enqueue, 8 connections",
    connections: 8,
    batch: 1,
    jobs: 1_600,
    least: 2,
    take: enqueueing(8),
  },
  {
    of: "claim",
    what: "claim and complete, 8 connections",
    connections: 8,
    batch: 1,
    jobs: 1_300,
    least: 1,
    take: serving(8, 1),
  },
  {
    of: "enqueue",
    // Each of ours is a call of its own, answered in order; the others' are arrays of a thousand.
    what: "enqueue in bulk, 8 connections",
    connections: 8,
    batch: 1,
    jobs: 8_000,
    least: 2,
    take: inBulk,
  },
  {
    of: "claim",
    what: "claim and complete, 8 connections, batches of 16",
    connections: 8,
    batch: 16,
    jobs: 4_800,
    least: 2,
    take: serving(8, 16),
  },
  {
    of: "claim",
    what: "claim and complete, 1 connection, batches of 16",
    connections: 1,
    batch: 16,
    jobs: 3_200,
    least: 2,
    take: serving(1, 16),
  },
];

function enqueueing(width: number) {
  return (contender: Contender, jobs: number) => timed(() => contender.enqueueEach(jobs, width));
}

function serving(connections: number, batch: number, going: Going = "at once") {
  return (contender: Contender, jobs: number) => contender.serve(jobs, connections, batch, going);
}

function inBulk(contender: Contender, jobs: number): Promise<number> {
  return timed(() => contender.enqueueAll(jobs));
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** A contender's own database, with so many jobs waiting. */
interface Corner {
  readonly name: string;
  readonly database: Database;
  readonly open: (connections: number) => Promise<Contender>;
  /** A share of the claims is enough for whoever takes so long over each. */
  readonly share: number;
  /** Milliseconds of one job, by what was measured. */
  readonly taken: Map<string, number[]>;
}

async function corner(url: string, open: Open, share: number, size: number): Promise<Corner> {
  const database = await freshDatabase(url);
  const contender = await open(database.url, 8);
  await contender.enqueueAll(size);
  await contender.close();
  await statement(database.url, "VACUUM ANALYZE");
  const taken = new Map(measurements.map(({ what }): [string, number[]] => [what, []]));
  return { name: contender.name, database, open: (connections) => open(database.url, connections), share, taken };
}

async function statement(url: string, ...texts: readonly string[]): Promise<string[]> {
  const client = new pg.Client(url);
  await client.connect();
  let rows: object[] = [];
  for (const text of texts) ({ rows } = await client.query(text));
  await client.end();
  return rows.map((row) => String(Object.values(row)[0]));
}

async function compare(url: string, size: number, rounds: number): Promise<void> {
  const expected = new Expected();
  const ours: Open = (...given) => proximo(...given, expected);
  const corners: Corner[] = [];
  for (const open of [ours, graphile, pgBoss, raw]) {
    // It sorts all that wait for each that it fetches.
    const share = open === pgBoss ? Math.min(1, 2_000 / size) : 1;
    corners.push(await corner(url, open, share, size));
  }
  for (let round = 0; round < rounds; round++) {
    for (const { of, what, connections, batch, jobs, take } of measurements) {
      for (let turn = 0; turn < corners.length; turn++) {
        const { open, share, taken } = corners[(turn + round) % corners.length]!;
        const calls = Math.ceil((of === "claim" ? jobs * share : jobs) / batch);
        const some = Math.max(calls, connections) * batch;
        const contender = await open(connections);
        await take(contender, Math.ceil(some / 4)); // Every connection has planned its statements.
        collectGarbage();
        taken.get(what)!.push((await take(contender, some)) / some);
        await contender.close();
      }
    }
  }
  print(size, corners);
  console.log(`\nThe look-up of the first of the line, ${count(size)} waiting`);
  console.log((await headLookUp(corners[0]!.database.url)).join("\n"));
  for (const { database } of corners) await database.drop();
}

function print(size: number, [ours, ...others]: readonly Corner[]): void {
  const perSecond = (taken: readonly number[]) => count(1_000 / median(taken));
  const rows = measurements.map(({ what, least }) => {
    const own = ours!.taken.get(what)!;
    const cells = others.map(({ name, taken }) => {
      const theirs = taken.get(what)!;
      const ratio = medianRatio(theirs, own);
      const target = name === "statements alone" ? "" : ` (≥ ${least}: ${verdict(ratio >= least)})`;
      return `${perSecond(theirs)}  ${times(ratio)}${target}`;
    });
    return [what, perSecond(own), ...cells];
  });
  const names = [ours!, ...others].map(({ name }) => name);
  printTable(`jobs per second, ${count(size)} waiting; how many times as long the others took`, ["", ...names], rows);
}

function headLookUp(url: string): Promise<string[]> {
  const parameters = { _channels: "$1", _skills: "$2", _but: "$3", _as: "$4" };
  let query = headQuery();
  for (const [name, place] of Object.entries(parameters)) query = query.replaceAll(name, place);
  return statement(
    url,
    `SET search_path = proximo; SET plan_cache_mode = force_generic_plan; SET jit = off;
     SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET enable_sort = off`,
    `PREPARE head (text[], text[], bigint[], text) AS ${query}`,
    "EXECUTE head (NULL, '{}', '{}', '')",
    "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF, TIMING OFF) EXECUTE head (NULL, '{}', '{}', '')",
  );
}

/** What a round trip takes that asks nothing of the server. */
async function roundTrip(url: string): Promise<number> {
  const client = new pg.Client(url);
  await client.connect();
  const ask = async () => {
    for (let turn = 0; turn < 2_000; turn++) await client.query({ name: "one", text: "SELECT 1" });
  };
  await ask();
  const took = await timed(ask);
  await client.end();
  return 2_000 / (took / 1_000);
}

export async function run({ sizes }: Options): Promise<void> {
  const isQuick = !sizes.includes(1_000_000);
  const server = await startPostgres();
  if (server === undefined) return console.log("PostgreSQL is not installed: nothing measured");
  try {
    const [version] = await statement(server.url, "SHOW server_version");
    console.log(`PostgreSQL ${version}, durable as it is by default; pg-boss 12 needs Node 22 and is left out`);
    console.log(`SELECT 1, one after the other: ${count(await roundTrip(server.url))} a second`);
    for (const size of isQuick ? [10_000] : [10_000, 1_000_000])
      await compare(server.url, size, isQuick || size > 10_000 ? 3 : 7);
  } finally {
    await server.stop();
  }
}
