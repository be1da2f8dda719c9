/**
 * A store of your own: here any other, with an audit log of what was asked of it.
 *
 *   npx tsx examples/12-custom-store/main.ts
 *   node --import tsx --test examples/12-custom-store/contract.test.ts
 */
import { createCenter, memoryStore } from "proximo";
import { type AuditEntry, audited } from "./audited.ts";

const log: AuditEntry[] = [];
const center = await createCenter({ store: audited(memoryStore(), (entry) => log.push(entry)) });

await center.channels.set("whatsapp", { score: 80 });
await center.enqueue({ id: "mail", channel: "email", contact: "maria" });
await center.update("chat", { contactScore: 100 }).catch(() => {}); // there is no such ticket
const claim = await center.next({ id: "agent-7" });
console.log("next:", claim?.ticket.id);
await claim?.complete();
await center.close();

for (const { member, done } of log) console.log(done ? "done   " : "refused", member);
