/**
 * Customers write and call, an agent presses Next.
 *
 *   npx tsx examples/01-quick-start.ts
 */
import { createCenter } from "proximo";

const center = await createCenter();
await center.enqueue({ id: "invoice", channel: "email", contact: "maria" });
await center.enqueue({ id: "moving", channel: "sms", contact: "rui" });
await center.enqueue({ id: "hello", channel: "webchat", contact: "ana" });
console.log("red button:", (await center.urgency()).urgent); // somebody is there, on the web chat

const agent = { id: "agent-7", channels: ["webchat", "email"] };
const first = await center.next(agent);
console.log("next:", first?.ticket.id, "from", first?.ticket.contact);
await first?.complete();

const second = await center.next(agent);
console.log("next:", second?.ticket.id, "from", second?.ticket.contact);
await second?.release(); // a refusal: it stands where it stood
console.log("place of the invoice:", await center.position("invoice"));

console.log("for an agent of sms alone:", (await center.next({ id: "agent-8", channels: ["sms"] }))?.ticket.id);
console.log("for an agent of voice alone:", await center.next({ id: "agent-9", channels: ["voice"] }));
await center.close();
