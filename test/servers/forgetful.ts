import { startPostgres } from "./postgres.ts";
import { startRedis } from "./redis.ts";

/** A program that starts servers, tells where they are, and never stops them: it `ends`, or `waits` until it is killed. */
const servers = await Promise.all([startPostgres(), startRedis()]);
console.log(JSON.stringify(servers.flatMap((server) => server?.url ?? [])));
if (process.argv[2] === "waits") process.stdin.resume();
