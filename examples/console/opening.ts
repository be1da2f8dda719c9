import Database from "libsql";
import { type Center, type Clock, createCenter, type PurposeInput } from "proximo";
import { sqliteStore } from "proximo/sqlite";
import type { Note } from "./contact.ts";
import { SUBSCRIBERS } from "./traffic/people.ts";

export type ConsoleCenter = Center<Note>;

export const MINUTE = 60_000;

/** Milliseconds before its time at which a callback joins the line. */
export const LEAD = 5 * MINUTE;

/** Of the service level: who is served within it is served well. */
export const TARGET = MINUTE;

/** Webchat comes before all of them: it is absolute. */
const SCORES = { voice: 80, video: 80, whatsapp: 60, telegram: 60, email: 40, form: 30 };

const notice = {
  controller: "Acme Ltda",
  contact: "dpo@acme.example",
  language: "pt-BR",
  text: "Usamos seus dados de contato apenas para o que você escolheu. Você pode mudar de ideia quando quiser.",
};

/** What the simulated company writes to people for. */
export const PURPOSES: readonly PurposeInput[] = [
  { id: "offers", description: "Offers about our phone plans", basis: "consent", notice },
  { id: "reminders", description: "Reminders of technicians' visits and due dates", basis: "consent", notice },
];

/** The channels on which this company writes first. */
export const OUTBOUND_CHANNELS = ["whatsapp", "email", "voice", "sms"];

/** Opens the center in its file. Only a new file is given scores and rules: later it is as the supervisor left it. */
export async function openCenter(file: string, clock: Clock): Promise<ConsoleCenter> {
  const center = await createCenter<Note>({
    store: sqliteStore({ database: new Database(file) }),
    clock,
    promotionLead: LEAD,
    // By the minute, as the charts are; whoever gives up counts, however soon.
    statistics: { interval: MINUTE, target: TARGET, shortAbandon: 0 },
    // Consent alone decides here, so that what the supervisor revokes is what is seen to vanish.
    outbound: { policies: {} },
  });
  if ((await center.consent.checkpoint()).size === 0) {
    for (const [channel, score] of Object.entries(SCORES)) await center.channels.set(channel, { score });
    await center.contacts.setRules([
      { segment: "vip", score: 90 },
      { attribute: "plan", value: "gold", score: 70 },
    ]);
  }
  for (const purpose of PURPOSES) await center.consent.definePurpose(purpose);
  for (const [index, { contact }] of SUBSCRIBERS.entries()) await subscribe(center, contact.id, index);
  return center;
}

/** Whoever has a history keeps it: a consent that was revoked is not given again by a restart. */
async function subscribe({ consent }: ConsoleCenter, contact: string, index: number): Promise<void> {
  if ((await consent.history(contact)).length > 0) return;
  await consent.grant({
    contact,
    controller: notice.controller,
    purposes: index % 3 === 0 ? ["offers"] : ["offers", "reminders"],
    channels: index % 2 === 0 ? "any" : ["whatsapp", "email"],
    statement: "Quero receber mensagens da Acme sobre o que escolhi",
    language: "pt-BR",
    act: "checkbox",
    evidence: { form: `signup-${index + 1}` },
  });
}
