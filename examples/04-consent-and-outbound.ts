/**
 * May we write to this person, for this purpose, now? Asked when an outbound ticket enters, and again when it is claimed.
 *
 *   npx tsx examples/04-consent-and-outbound.ts
 */
import { brazilianTelemarketingHours, createCenter, type OutboundRefused, whatsappPolicy } from "proximo";
import { manualClock } from "proximo/testing";

const clock = manualClock(new Date("2026-03-01T12:00:00-03:00")); // a Sunday
const policies = { whatsapp: { ...whatsappPolicy, hours: brazilianTelemarketingHours } };
const center = await createCenter({ clock, outbound: { policies } });
center.on("cancelled", ({ ticket, reasons }) => console.log("cancelled:", ticket.id, reasons));

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

const offer = { direction: "outbound", channel: "whatsapp", contact: "ana", purpose: "offers" } as const;
await center.enqueue({ id: "too soon", ...offer }).catch((error: OutboundRefused) => {
  console.log(error.code, error.reasons);
});

await center.consent.grant({
  contact: "ana",
  controller: "Acme Ltda",
  purposes: ["offers"],
  channels: "any",
  statement: "Quero receber ofertas da Acme",
  act: "checkbox",
  evidence: { form: "signup-7" },
});
const sunday = await center.enqueue({ id: "first offer", ...offer });
console.log(sunday.state, "until", new Date(sunday.heldUntil ?? 0).toISOString()); // telemarketing rests on Sundays

clock.set(new Date("2026-03-02T09:00:00-03:00"));
const claim = await center.next({ id: "agent-7" });
console.log("next:", claim?.ticket.id);
await claim?.complete();
await center.outbound.delivered({ contact: "ana", channel: "whatsapp" }); // you sent it: volume and quality count it

clock.advance(60_000);
await center.enqueue({ id: "second offer", ...offer });
const question = await center.outbound.received({ contact: "ana", channel: "whatsapp", text: "cancelar meu pedido" });
console.log("an order to cancel:", question.verdict); // for a person to read, and no opt-out
const optOut = await center.outbound.received({ contact: "ana", channel: "whatsapp", text: "SAIR!" });
console.log("an opt-out:", optOut.verdict);

const ask = { contact: "ana", purpose: "offers" };
const yesterday = new Date("2026-03-01T13:00:00-03:00");
console.log("now:", (await center.consent.check({ ...ask, channel: "whatsapp" })).allowed);
console.log("yesterday:", (await center.consent.check({ ...ask, channel: "whatsapp", at: yesterday })).allowed);
console.log("by e-mail:", (await center.consent.check({ ...ask, channel: "email" })).allowed);

const proof = await center.consent.proof("ana"); // JSON, checkable without us: see the README
console.log("proof of", proof.lines.length, "entries; chain verified:", (await center.consent.verify()).ok);
for (const { occasion, allowed, reasons } of await center.outbound.decisions({ contact: "ana" }))
  console.log("decided at", occasion, allowed, ...reasons);
await center.close();
