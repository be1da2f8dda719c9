/**
 * One line, several processes: nobody is served twice, and whoever crashes loses nothing.
 *
 *   npx tsx examples/09-processes/main.ts postgres://user@host/database [SCHEMA]
 */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { createCenter } from "proximo";
import { postgresStore } from "proximo/postgres";

const [connectionString = "", schema = "proximo"] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString });
pool.on("error", console.error);
const center = await createCenter({ store: postgresStore({ pool, schema }) });
const tickets = Array.from({ length: 30 }, (_, number) => ({ channel: "email", contact: `c${number}` }));
for (const ticket of tickets) await center.enqueue(ticket);

const start = (id: string, how: "serves" | "stalls") =>
  fork(fileURLToPath(new URL("agent.ts", import.meta.url)), [connectionString, schema, id, how]);
const report = async (agent: ChildProcess) => (await once(agent, "message"))[0] as string[];

const stalled = start("agent-0", "stalls");
console.log("agent-0 has claimed", await report(stalled));
stalled.kill("SIGKILL"); // its machine is gone, with the claim's token

const agents = ["agent-1", "agent-2", "agent-3"].map((id) => start(id, "serves"));
const served = (await Promise.all(agents.map(report))).flat();
console.log(agents.length, "agents have served", served.length, "contacts,", new Set(served).size, "of them different");

const [lost] = await center.claims({ agent: "agent-0" });
console.log("still held by agent-0:", lost?.ticket.contact);
await lost?.release(); // to where it stood: first, had others still been waiting
const claim = await center.next({ id: "agent-4" });
console.log("now served by agent-4:", claim?.ticket.contact);
await claim?.complete();
console.log("left:", (await center.counts()).waiting);

await center.close();
await pool.end();
