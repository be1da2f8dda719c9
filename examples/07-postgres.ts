/**
 * One line for many processes, on PostgreSQL. Here two centers stand for two of them.
 *
 *   npx tsx examples/07-postgres.ts postgres://user@host/database [SCHEMA]
 */
import pg from "pg";
import { createCenter } from "proximo";
import { postgresStore } from "proximo/postgres";

const [connectionString, schema = "proximo"] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString });
pool.on("error", console.error); // A connection that was idle is gone; without a listener, so would be the process.
const open = () => createCenter({ store: postgresStore({ pool, schema }) });

const [here, there] = [await open(), await open()];
const red = new Promise<string | undefined>((resolve) =>
  there.on("urgency", ({ urgent, next }) => urgent && resolve(next?.contact)),
);
await here.enqueue({ channel: "webchat", contact: "ana" });
console.log("the other process hears of", await red);

await here.enqueue({ channel: "email", contact: "maria" });
const claims = await Promise.all([here.next({ id: "agent-7" }), there.next({ id: "agent-8" })]);
console.log("one each:", claims.map((claim) => claim?.ticket.contact).sort());
for (const claim of claims) await claim?.complete();

await Promise.all([here.close(), there.close()]);
await pool.end();
