/**
 * A center in a process whose clock is wrong, over a store that others use with a right one.
 *
 *   node --import tsx test/stores/skewed.ts MILLISECONDS postgres|redis URL PLACE
 */
import { Redis } from "ioredis";
import pg from "pg";
import { createCenter } from "proximo";
import { postgresStore } from "proximo/postgres";
import { redisStore } from "proximo/redis";

const [by, kind, url, place] = process.argv.slice(2) as [string, string, string, string];
const now = Date.now;
Date.now = () => now() + Number(by);

const store =
  kind === "postgres"
    ? postgresStore({ pool: new pg.Pool({ connectionString: url }), schema: place })
    : redisStore({ client: new Redis(url), prefix: place });
const center = await createCenter({ store });
const { receivedAt } = await center.enqueue({ channel: "email" });
const line = (await center.peek(9)).map(({ id }) => id);
const answer = await center.outbound.authorize({ contact: "ana", channel: "sms", purpose: "offers" });
console.log(JSON.stringify({ receivedAt, line, allowed: answer.allowed, at: answer.at }));
await center.close();
process.exit(0);
