/** One agent, in a process of their own: serves until nobody waits, and reports whom; or claims one ticket and stalls. */
import pg from "pg";
import { createCenter } from "proximo";
import { postgresStore } from "proximo/postgres";

const [connectionString, schema, id = "", how] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString });
pool.on("error", console.error);
const center = await createCenter({ store: postgresStore({ pool, schema }) });

const served: string[] = [];
for (let claim = await center.next({ id }); claim !== undefined; claim = await center.next({ id })) {
  served.push(claim.ticket.contact ?? "");
  if (how === "stalls") break;
  await claim.complete();
}
process.send?.(served);

if (how === "serves") {
  await center.close();
  await pool.end();
  process.disconnect();
}
