/**
 * Who is important, and on which channel: changed while they wait.
 *
 *   npx tsx examples/02-priorities.ts
 */
import { createCenter } from "proximo";

const center = await createCenter();
const show = async (what: string) => console.log(`${what}:`, (await center.peek(9)).map(({ id }) => id).join(", "));

await center.enqueue({ id: "mail", channel: "email", contact: "rui" });
await center.enqueue({ id: "zap", channel: "whatsapp", contact: "bia" });
await center.enqueue({ id: "gold", channel: "email", contact: { id: "caio", attributes: { plan: "gold" } } });
await center.enqueue({ id: "vip", channel: "email", contact: { id: "maria", segments: ["vip"] } });
await show("as they came");

await center.channels.set("whatsapp", { score: 80 }); // 1 to 100, 50 unless set
await show("WhatsApp raised");

await center.contacts.setRules([
  { segment: "vip", score: 90 },
  { attribute: "plan", value: "gold", score: 70 },
]);
await show("rules within a channel");

await center.update("mail", { contactScore: 100 }); // by hand: it stands above the rules
await show("one e-mail raised");

await center.enqueue({ id: "chat", channel: "webchat", contact: "ana" });
await center.channels.set("email", { score: 100 }); // every waiting e-mail, at once
await show("nothing outranks web chat");

await center.channels.set("email", { enabled: false }); // takes tickets, offers none
await show("e-mail paused");
console.log("paused:", (await center.counts()).paused);

await center.channels.set("email", { enabled: true });
await center.update("mail", { contactScore: null }); // the rules again
await show("and back");
await center.close();
