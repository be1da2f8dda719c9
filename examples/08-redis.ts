/**
 * One line for many processes, on Redis. What Redis promises of what it was told, see `redisStore`.
 *
 *   npx tsx examples/08-redis.ts redis://host:port [PREFIX]
 */
import { Redis } from "ioredis"; // or createClient of node-redis
import { createCenter } from "proximo";
import { redisStore } from "proximo/redis";

const [url = "redis://127.0.0.1:6379", prefix = "proximo"] = process.argv.slice(2);
const client = new Redis(url);
client.on("error", (error) => console.error(`Redis: ${error.message}`)); // It calls again by itself.
const center = await createCenter({ store: redisStore({ client, prefix }) });

await center.channels.set("whatsapp", { score: 80 });
await center.channels.set("email", { score: 50 });
await center.contacts.setRules([{ segment: "vip", score: 90 }]);
await center.enqueue({ channel: "email", contact: "rui" });
await center.enqueue({ channel: "whatsapp", contact: "bia" });
await center.enqueue({ channel: "whatsapp", contact: { id: "ana", segments: ["vip"] } });
console.log("in order:", (await center.peek(3)).map(({ contact }) => contact).join(", "));

await center.channels.set("email", { score: 100 }); // every waiting e-mail, at once
for (let claim = await center.next({ id: "agent-7" }); claim; claim = await center.next({ id: "agent-7" })) {
  console.log("next:", claim.ticket.contact);
  await claim.complete();
}

await center.close();
await client.quit();
