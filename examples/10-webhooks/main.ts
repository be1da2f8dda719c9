/**
 * What platforms deliver, turned into tickets: each once, dated when it was written, and an opt-out obeyed on the way.
 *
 *   npx tsx examples/10-webhooks/main.ts
 */
import { readFile } from "node:fs/promises";
import { createCenter } from "proximo";
import { manualClock } from "proximo/testing";
import { fromMail, fromTelegram, fromWhatsApp, type Message } from "./messages.ts";

const payload = (name: string) => readFile(new URL(`payloads/${name}`, import.meta.url), "utf8");
const json = async (name: string) => JSON.parse(await payload(name));

const clock = manualClock(new Date("2026-03-01T12:00:00Z"));
const center = await createCenter<{ text: string }>({ clock });
center.on("cancelled", ({ ticket, reasons }) => console.log("cancelled:", ticket.id, reasons));
await center.channels.set("whatsapp", { score: 80 });

/** Who wrote may have asked not to be written to: that is obeyed first, and a plain opt-out needs no agent. */
async function take({ channel, id, contact, receivedAt, text }: Message): Promise<void> {
  const { verdict } = await center.outbound.received({ id, channel, contact, text, at: receivedAt });
  if (verdict === "revoke") return console.log(`${contact} wants no more on ${channel}`);
  const ticket = await center.enqueue({ id, channel, contact, receivedAt, data: { text } });
  console.log(`${ticket.channel}: ${ticket.id} from ${ticket.contact}`);
}

// An offer that is about to go out to the person who will opt out.
await center.consent.definePurpose({
  id: "offers",
  description: "Offers about our phone plans",
  basis: "consent",
  notice: {
    controller: "Acme Ltda",
    contact: "dpo@acme.example",
    language: "pt-BR",
    text: "Usamos seu telefone para…",
  },
});
await center.consent.grant({
  contact: "+15550002222",
  controller: "Acme Ltda",
  purposes: ["offers"],
  channels: ["whatsapp"],
  statement: "Quero receber ofertas da Acme",
  act: "checkbox",
  evidence: { form: "signup-7" },
});
await center.enqueue({
  id: "offer",
  direction: "outbound",
  channel: "whatsapp",
  contact: "+15550002222",
  purpose: "offers",
});

clock.set(new Date("2026-03-08T19:30:00Z"));
const delivered = [
  ...fromMail(await payload("mail.eml")),
  ...fromTelegram(await json("telegram-message.json")),
  ...fromWhatsApp(await json("whatsapp-message.json")),
  ...fromWhatsApp(await json("whatsapp-message.json")), // the platform was not sure that we had it
  ...fromWhatsApp(await json("whatsapp-status.json")), // of a message of ours: nobody wrote
  ...fromWhatsApp(await json("whatsapp-opt-out.json")),
];
for (const message of delivered) await take(message);

console.log("\nin order:");
for (const { channel, receivedAt, data } of await center.peek(9))
  console.log(`${channel}, ${new Date(receivedAt).toISOString()}: ${data?.text}`);
await center.close();
