import type { Center } from "proximo";
import { expectEqual } from "./harness/check.ts";
import { collectGarbage, median } from "./harness/measure.ts";
import { proximo } from "./harness/published.ts";
import type { Options } from "./harness/question.ts";
import { count, duration, printTable, verdict } from "./harness/report.ts";

const { brazilianTelemarketingHours, createCenter, whatsappPolicy } = proximo;

export const title = "Authorizing: may we contact this person now? With its record in the decision log";

const TARGET = 100_000;
const ASKED = 100_000;
/** A prime stride: contacts come as callers do, not in the order in which they were put in. */
const STRIDE = 7_919;
/** Wednesday, 3 June 2026, at noon in São Paulo. */
const NOW = Date.UTC(2026, 5, 3, 15);
const notice = { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR", text: "Usamos seu telefone" };

interface Asking {
  readonly name: string;
  readonly channel: string;
  readonly purpose: string;
  readonly allowed: boolean;
}

/** Contacts are granted offers on every channel; nobody is granted news. */
const askings: readonly Asking[] = [
  { name: "e-mail: consent alone", channel: "email", purpose: "offers", allowed: true },
  { name: "voice: hours too", channel: "voice", purpose: "offers", allowed: true },
  { name: "WhatsApp: volume, pair rate and quality too", channel: "whatsapp", purpose: "offers", allowed: true },
  { name: "WhatsApp: refused", channel: "whatsapp", purpose: "news", allowed: false },
];

async function open(contacts: number): Promise<Center> {
  const policies = { whatsapp: whatsappPolicy, voice: { hours: brazilianTelemarketingHours } };
  const center = await createCenter({ clock: { now: () => NOW, wake: () => () => {} }, outbound: { policies } });
  await center.outbound.report({ kind: "limit", channel: "whatsapp", limit: "unlimited" });
  for (const id of ["offers", "news"])
    await center.consent.definePurpose({ id, description: `What ${id} are for`, basis: "consent", since: 0, notice });
  const grant = { controller: "Acme Ltda", purposes: ["offers"], channels: "any", statement: "Quero ofertas" } as const;
  for (let index = 0; index < contacts; index++)
    await center.consent.grant({ ...grant, contact: nameOf(index), act: "checkbox", evidence: { form: 7 }, at: index });
  return center;
}

const nameOf = (index: number): string => `contact-${index}`;

/** Through the public method, one after another: parsed, decided, recorded. */
async function ask({ outbound }: Center, names: readonly string[], { name, channel, purpose, allowed }: Asking) {
  let yes = 0;
  for (const contact of names) if ((await outbound.authorize({ contact, channel, purpose })).allowed) yes += 1;
  expectEqual(name, "allowed", yes, allowed ? names.length : 0);
}

export async function run({ sizes, rounds }: Options): Promise<void> {
  const rows: string[][] = [];
  for (const size of sizes.filter((size) => size <= ASKED)) {
    const center = await open(size);
    const names = Array.from({ length: ASKED }, (_, index) => nameOf((index * STRIDE) % size));
    for (const asking of askings) {
      const wall: number[] = [];
      const processor: number[] = [];
      for (let round = -1; round < rounds(size); round++) {
        collectGarbage();
        const before = process.cpuUsage();
        const start = performance.now();
        await ask(center, names, asking);
        const elapsed = performance.now() - start;
        const { user, system } = process.cpuUsage(before);
        if (round >= 0) {
          wall.push((elapsed * 1e6) / ASKED);
          processor.push(((user + system) * 1e3) / ASKED);
        }
        // The log is emptied between samples, as a company's would be by its retention.
        await center.outbound.purge(NOW + 1);
      }
      const perSecond = 1e9 / median(wall);
      const target = `≥ ${count(TARGET)}: ${verdict(perSecond >= TARGET)}`;
      const name = `${asking.name}, ${count(size)} contacts`;
      rows.push([name, duration(median(wall)), duration(median(processor)), count(perSecond), target]);
    }
  }
  printTable("one authorize", ["", "median", "of processor", "per second", "target"], rows);
}
