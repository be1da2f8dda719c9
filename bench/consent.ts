import type { CheckInput, ConsentLedger, ConsentStore } from "proximo";
import { expectEqual } from "./harness/check.ts";
import { collectGarbage, median } from "./harness/measure.ts";
import { proximo } from "./harness/published.ts";
import { count, duration, printTable, verdict } from "./harness/report.ts";

export const title = "Consent: append, check and verify, in memory, in one process";

const CONTACTS = 100_000;
const PURPOSES = ["offers", "news"];
const CHANNELS = ["whatsapp", "email"];
/** A prime stride: contacts come as callers do, not in the order in which they were put in. */
const STRIDE = 7_919;
const ROUNDS = 7;
const NOW = Date.UTC(2026, 5, 2);

/** What a ledger records before the first sample, so that each is of compiled code, as in a process that has been running. */
const WARM_UP = 50_000;

/** Fewer appended would be a sample of a millisecond, which says more about the machine: small ledgers are filled several at a time. */
const SAMPLED = 10_000;

/** Nanoseconds of one operation, from wall-clock time and from the processor time of this process. */
interface Sample {
  readonly wall: number;
  readonly cpu: number;
}

async function measured(operations: number, work: () => Promise<void>): Promise<Sample> {
  const before = process.cpuUsage();
  const start = performance.now();
  await work();
  const wall = ((performance.now() - start) * 1e6) / operations;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: ((user + system) * 1e3) / operations };
}

const contacts = Array.from({ length: CONTACTS }, (_, index) => `contact-${(index * STRIDE) % CONTACTS}`);
const contactOf = (index: number): string => contacts[index % CONTACTS]!;

function open(store: ConsentStore = proximo.memoryConsentStore()): ConsentLedger {
  return new proximo.ConsentLedger({ store, clock: { now: () => NOW, wake: () => () => {} } });
}

async function begun(): Promise<ConsentLedger> {
  const ledger = open();
  for (const id of PURPOSES)
    await ledger.definePurpose({
      id,
      description: `What ${id} are for`,
      basis: "consent",
      since: 0,
      notice: { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR", text: "Usamos seu telefone" },
    });
  return ledger;
}

/** Four grants to one revocation, through the public methods: parsed, checked, sealed, hashed, linked, stored. */
async function append(ledger: ConsentLedger, from: number, to: number): Promise<void> {
  for (let index = from; index < to; index++) {
    const contact = contactOf(index);
    if (index % 5 === 4) {
      await ledger.revoke({ contact, channels: ["whatsapp"], act: "reply", evidence: { message: "SAIR" }, at: index });
    } else {
      await ledger.grant({
        contact,
        controller: "Acme Ltda",
        purposes: PURPOSES.slice(0, 1 + (index % 2)),
        channels: CHANNELS,
        addresses: { whatsapp: "+5511987654321" },
        statement: "Quero receber ofertas da Acme",
        language: "pt-BR",
        act: "checkbox",
        evidence: { form: "signup-7", ip: "203.0.113.9" },
        at: index,
      });
    }
  }
}

/** Every contact is asked about once; all were granted e-mail for offers. */
async function ask(ledger: ConsentLedger, known: number): Promise<void> {
  let allowed = 0;
  const question: { -readonly [Key in keyof CheckInput]: CheckInput[Key] } = {
    contact: "",
    channel: "email",
    purpose: "offers",
  };
  for (let index = 0; index < CONTACTS; index++) {
    question.contact = contactOf(index + 17);
    if ((await ledger.check(question)).allowed) allowed++;
  }
  expectEqual("check", "allowed", allowed, known);
}

/**
 * The heap is swept once, ahead of the first round, which counts for nothing: sweeping goes on in other threads, and a
 * gigabyte of ledger takes them as long as 100,000 questions. What the rounds leave behind is collected as it always is.
 */
async function samples(operations: number, work: () => Promise<void>): Promise<readonly Sample[]> {
  collectGarbage();
  await work();
  const taken: Sample[] = [];
  for (let round = 0; round < ROUNDS; round++) taken.push(await measured(operations, work));
  return taken;
}

function row(name: string, taken: readonly Sample[], target: number): readonly string[] {
  const wall = median(taken.map((sample) => sample.wall));
  const cpu = median(taken.map((sample) => sample.cpu));
  const perSecond = 1e9 / wall;
  return [name, duration(wall), duration(cpu), count(perSecond), `≥ ${count(target)}: ${verdict(perSecond >= target)}`];
}

export async function run({ sizes = [1_000, 100_000, 1_000_000] }: { sizes?: readonly number[] } = {}): Promise<void> {
  const rows: (readonly string[])[] = [];
  await append(await begun(), 0, WARM_UP);
  for (const size of sizes) {
    const step = size / 10;
    const ledgers = await Promise.all(Array.from({ length: Math.max(SAMPLED / step, 1) }, begun));
    const ledger = ledgers[0]!;
    const appended: Sample[] = [];
    for (let from = 0; from < size; from += step)
      appended.push(
        await measured(step * ledgers.length, async () => {
          for (const one of ledgers) await append(one, from, from + step);
        }),
      );
    for (const one of ledgers) expectEqual("append", "entries", (await one.checkpoint()).size, size + PURPOSES.length);
    rows.push(row(`append to ${count(size)}`, appended, 100_000));

    // Every fifth entry revokes WhatsApp, the contacts' first entries in the smaller ledgers among them.
    const known = Math.min(size, CONTACTS);
    const granted = size > CONTACTS ? granters(size) : known - Math.floor(known / 5);
    rows.push(row(`check, ${count(size)} entries`, await samples(CONTACTS, () => ask(ledger, granted)), 1_000_000));

    const checkpoint = await ledger.checkpoint();
    const verify = async () => {
      expectEqual("verify", "ok", (await ledger.verify(checkpoint)).ok, true);
    };
    const times = size < 10_000 ? 20 : 1;
    const repeated = async () => {
      for (let time = 0; time < times; time++) await verify();
    };
    rows.push(row(`verify ${count(size)}`, await samples(size * times, repeated), 200_000));
  }
  printTable(`${count(CONTACTS)} contacts asked about`, ["", "median", "of processor", "per second", "target"], rows);
  console.log(
    "\nWhat dominates, as profiled: of an append, collecting garbage (a fifth, with what is kept), three hashes (a sixth) and\n" +
      "writing JSON (a seventh); of a check, fetching the contact's file from memory, which is why it takes longer where there\n" +
      "are more of them. A verification makes the three hashes again.",
  );
}

/** How many contacts were granted something at all, each contact's entries being those of equal index modulo the contacts. */
function granters(size: number): number {
  let granted = 0;
  for (let contact = 0; contact < CONTACTS; contact++)
    for (let index = contact; index < size; index += CONTACTS)
      if (index % 5 !== 4) {
        granted++;
        break;
      }
  return granted;
}

if (process.argv[1]?.endsWith("consent.ts")) {
  console.log(`\n# ${title}`);
  await run();
}
