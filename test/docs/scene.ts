import {
  ChannelRegistry,
  type Checkpoint,
  ConsentLedger,
  createCenter,
  memoryStore,
  type Store,
  TicketQueue,
} from "proximo";
import type { Simulation } from "proximo/simulation";
import { manualClock } from "proximo/testing";

/**
 * What an example in a comment may speak of without saying where it comes from: a center at noon of a Monday, with an agent
 * who is there, an e-mail and a web chat that wait, and a person who has consented; the line and the ledger alone, alike.
 */
export async function scene() {
  const clock = manualClock(new Date("2026-11-23T12:00:00Z"));
  const store = memoryStore();
  const center = await createCenter({ store, clock });
  const channels = new ChannelRegistry();
  const queue = new TicketQueue({ channels, clock });
  const ledger = new ConsentLedger({ clock });

  await center.agents.set("ana", { skills: ["billing"], capacity: 3, presence: "available" });
  for (const line of [center, queue]) {
    await line.enqueue({ id: "t1", channel: "email", contact: "maria", skills: [] });
    await line.enqueue({ id: "t2", channel: "webchat", contact: "rui" });
  }
  for (const consent of [center.consent, ledger]) {
    await consent.definePurpose({
      id: "offers",
      description: "Offers about our phone plans",
      basis: "consent",
      notice,
    });
    await consent.grant({ contact: "maria", channels: ["whatsapp", "email"], ...said });
  }

  const monday: Simulation = {
    channels: { voice: { arrivalsPerHour: 60, handlingTime: { exponential: 180_000 }, patience: 120_000 } },
    agents: 5,
    duration: 3_600_000,
  };
  const checkpoint: Checkpoint = await ledger.checkpoint();
  const ticket = queue.get("t1")!;
  return { ...{ center, channels, checkpoint, clock, ledger, monday, queue, store, ticket }, ...around };
}

const notice = { controller: "Acme Ltda", contact: "dpo@acme.example", language: "pt-BR", text: "…" };
const said = {
  controller: "Acme Ltda",
  purposes: ["offers"],
  statement: "Quero receber ofertas da Acme",
  act: "checkbox",
  evidence: { form: "signup-7" },
} as const;

/** The application around it. */
const around = {
  notify(..._words: unknown[]): void {},
  async send(): Promise<void> {},
  startOfToday: () => new Date("2026-11-23T00:00:00Z"),
  myStore: (_options: { database: unknown }): Store => memoryStore(),
  temporaryDatabase: async () => ({ drop: async () => {} }),
};
