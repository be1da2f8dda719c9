import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import type { Store } from "proximo";
import { expectEqual } from "./harness/check.ts";
import { median } from "./harness/measure.ts";
import { proximo, sqliteStore } from "./harness/published.ts";
import type { Options } from "./harness/question.ts";
import { count, duration, printTable, times, verdict } from "./harness/report.ts";

export const title = "SQLite (libsql): calls that wait together share a transaction";

type Synchronous = "full" | "normal";
type Entry = Parameters<Store["enqueue"]>[0];

const CHANNELS = ["webchat", "whatsapp", "email", "sms", "voice"];
const ANYBODY = { id: "agent" };
const CALLERS = 64;
const CYCLES = 4_096;
/** One caller waits for the disk each time: fewer are enough. */
const CYCLES_ALONE = 256;
const ENQUEUED = 16_384;
/** So many are claimed in a sample, and as many put in their place. */
const CLAIMED = 512;
const CLAIM_ROUNDS = 21;

const folder = mkdtempSync(join(tmpdir(), "proximo-bench-"));
process.once("exit", () => rmSync(folder, { recursive: true }));

/** A store in a new file. */
class Bench {
  readonly database = new Database(join(folder, `${randomUUID()}.db`));
  readonly store: Store;
  #entered = 0;

  private constructor(synchronous: Synchronous) {
    this.store = sqliteStore({ database: this.database, synchronous });
  }

  static async open(synchronous: Synchronous): Promise<Bench> {
    const bench = new Bench(synchronous);
    await bench.store.open({ promotionLead: 0 });
    return bench;
  }

  entry(): Entry {
    const number = this.#entered++;
    const contact = { contact: `contact-${number}`, segments: ["vip"], attributes: { plan: "gold" } };
    const ticket = { id: randomUUID(), channel: CHANNELS[number % CHANNELS.length]!, direction: "inbound" } as const;
    const rest = { receivedAt: 1_700_000_000_000 + number, skills: [], data: { subject: "Invoice", lines: [1, 2, 3] } };
    return { ticket: { ...ticket, ...contact, ...rest }, fingerprint: "f".repeat(64), ruleScore: 50, rulesVersion: 0 };
  }

  /** Puts so many in; then that many wait. */
  async fill(added: number, size: number): Promise<void> {
    for (let left = added; left > 0; left -= ENQUEUED) {
      const entries = Array.from({ length: Math.min(left, ENQUEUED) }, () => this.entry());
      await Promise.all(entries.map((entry) => this.store.enqueue(entry)));
    }
    expectEqual("fill", "waiting", (await this.store.counts()).waiting, size);
  }

  async claim(): Promise<void> {
    const { holding } = await this.store.claimNext(ANYBODY, randomUUID());
    await this.store.settle(holding!.token, { kind: "complete" });
  }

  async cycle(): Promise<void> {
    await this.store.enqueue(this.entry());
    await this.claim();
  }
}

/** What a caller does over and over; answered by how many it did. */
async function together(callers: number, total: number, once: () => Promise<void>): Promise<void> {
  let left = total;
  const caller = async () => {
    while (left-- > 0) await once();
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

/** Nanoseconds of one of `total` operations. */
async function each(total: number, work: () => Promise<void> | void): Promise<number> {
  const start = performance.now();
  await work();
  return ((performance.now() - start) * 1e6) / total;
}

/** The statements of a cycle, written by hand, all in one transaction: what SQLite and its driver take of the time. */
function rawCycles(bench: Bench): void {
  const { database } = bench;
  const insert = rawInsert(bench);
  const head = database.prepare(
    "SELECT arrival, ticket FROM tickets WHERE lane = ? ORDER BY contact_score DESC, waiting_since, arrival LIMIT 1",
  );
  const hold = database.prepare(
    "UPDATE tickets SET state = 'active', lane = NULL, token = ?, agent = 'a', claimed_at = 1, claim = ? WHERE arrival = ?",
  );
  const held = database.prepare("SELECT arrival, ticket FROM tickets WHERE token = ?");
  const close = database.prepare(
    "UPDATE tickets SET state = 'completed', closed_at = 1, closing = ?, token = NULL, agent = NULL, claim = NULL WHERE arrival = ?",
  );
  database.exec("BEGIN IMMEDIATE");
  for (let number = 0; number < CYCLES; number++) {
    insert(number);
    const { arrival } = head.get(number % 5) as { arrival: number };
    const token = randomUUID();
    hold.run(token, number, arrival);
    held.get(token);
    close.run(number, arrival);
  }
  database.exec("COMMIT");
}

function rawInsert(bench: Bench): (number: number) => void {
  const insert = bench.database.prepare(
    `INSERT INTO tickets (id, contact, fingerprint, channel, state, rule_score, rules_version, promoted, contact_score,
     waiting_since, lane, due, ticket, arrival) VALUES (?, ?, ?, ?, 'waiting', 50, 0, 0, 50, ?, ?, NULL, ?, ?)`,
  );
  return (number) => {
    const { ticket, fingerprint } = bench.entry();
    const { id, contact, channel, receivedAt } = ticket;
    insert.run(id, contact, fingerprint, channel, receivedAt, number % 5, JSON.stringify(ticket), number);
  };
}

function rawEnqueue(bench: Bench): void {
  const insert = rawInsert(bench);
  bench.database.exec("BEGIN IMMEDIATE");
  for (let number = 0; number < ENQUEUED; number++) insert(number);
  bench.database.exec("COMMIT");
}

async function enqueueTogether(bench: Bench): Promise<number> {
  const entries = Array.from({ length: ENQUEUED }, () => bench.entry());
  return each(ENQUEUED, async () => void (await Promise.all(entries.map((entry) => bench.store.enqueue(entry)))));
}

async function throughCenter({ store }: Bench): Promise<number> {
  const center = await proximo.createCenter({ store });
  let contacts = 0;
  const once = async () => {
    await center.enqueue({ channel: "email", contact: `contact-${contacts++}` });
    await (await center.next(ANYBODY))?.complete();
  };
  return each(CYCLES, () => together(CALLERS, CYCLES, once));
}

interface Subject {
  readonly name: string;
  readonly sample: (bench: Bench) => Promise<number>;
}

const alone: Subject = {
  name: "a cycle, 1 caller: one transaction for each operation",
  sample: (bench) => each(CYCLES_ALONE, () => together(1, CYCLES_ALONE, () => bench.cycle())),
};
const gathered: Subject = {
  name: "a cycle, 64 callers",
  sample: (bench) => each(CYCLES, () => together(CALLERS, CYCLES, () => bench.cycle())),
};
const center: Subject = { name: "a cycle, 64 callers of a center", sample: throughCenter };
const rawCycle: Subject = {
  name: "a cycle: bare statements, all in one transaction",
  sample: (bench) => each(CYCLES, () => rawCycles(bench)),
};
const enqueue: Subject = { name: "enqueue, 16,384 at once", sample: enqueueTogether };
const rawInsertion: Subject = {
  name: "insert: bare statements, all in one transaction",
  sample: (bench) => each(ENQUEUED, () => rawEnqueue(bench)),
};
const subjects = [alone, gathered, center, rawCycle, enqueue, rawInsertion];

/** By turns, each in a new file; the first round teaches the compiler. */
async function measure(synchronous: Synchronous, rounds: number): Promise<Map<Subject, number[]>> {
  const samples = new Map(subjects.map((subject): [Subject, number[]] => [subject, []]));
  for (let round = -1; round < rounds; round++)
    for (const subject of subjects) {
      const bench = await Bench.open(synchronous);
      const sample = await subject.sample(bench);
      if (round >= 0) samples.get(subject)!.push(sample);
      const closed = subject === enqueue || subject === rawInsertion ? 0 : subject === alone ? CYCLES_ALONE : CYCLES;
      const rows = bench.database.prepare("SELECT count(*) AS rows FROM tickets WHERE state = 'completed'").get();
      expectEqual(subject.name, "completed", (rows as { rows: number }).rows, closed);
      bench.database.close();
    }
  return samples;
}

function printSpeeds(synchronous: Synchronous, samples: Map<Subject, number[]>): void {
  const typical = (subject: Subject) => median(samples.get(subject)!);
  const ratio = typical(alone) / typical(gathered);
  const perSecond = 1e9 / typical(enqueue);
  const targets = new Map<Subject, string>([
    [gathered, `${times(ratio)} one caller${synchronous === "full" ? ` (≥ 5: ${verdict(ratio >= 5)})` : ""}`],
    [center, `${times(typical(alone) / typical(center))} one caller`],
    [rawCycle, `${times(typical(gathered) / typical(rawCycle))} as fast as 64 callers`],
    [enqueue, `≥ 100,000: ${verdict(perSecond >= 100_000)}`],
    [rawInsertion, `${times(typical(enqueue) / typical(rawInsertion))} as fast as enqueueing`],
  ]);
  const rows = subjects.map((subject) => {
    const nanoseconds = typical(subject);
    return [subject.name, duration(nanoseconds), count(1e9 / nanoseconds), targets.get(subject) ?? ""];
  });
  printTable(`synchronous = ${synchronous.toUpperCase()}`, ["", "median", "per second", ""], rows);
}

/** By how many wait. */
async function printClaims({ sizes }: Options): Promise<void> {
  const medians: number[] = [];
  for (const size of sizes) {
    const bench = await Bench.open("normal");
    await bench.fill(size, size);
    const samples: number[] = [];
    for (let round = -1; round < CLAIM_ROUNDS; round++) {
      const sample = await each(CLAIMED, () => together(CALLERS, CLAIMED, () => bench.claim()));
      if (round >= 0) samples.push(sample);
      await bench.fill(CLAIMED, size);
      // What filling has left in the log is not the claims' to put away.
      bench.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    expectEqual("claims", "waiting", (await bench.store.counts()).waiting, size);
    medians.push(median(samples));
    bench.database.close();
  }
  const flat = medians.at(-1)! / medians[0]!;
  printTable(
    `A claim and its completion, 64 callers: ${times(flat)} as long in the longest line as in the shortest`,
    ["", ...sizes.map((size) => `${count(size)} wait`)],
    [["a claim", ...medians.map(duration)]],
  );
}

export async function run(options: Options): Promise<void> {
  const rounds = Math.min(options.rounds(1_000), 9);
  for (const synchronous of ["full", "normal"] as const) printSpeeds(synchronous, await measure(synchronous, rounds));
  await printClaims(options);
}
