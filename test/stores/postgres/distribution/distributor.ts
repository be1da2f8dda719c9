import { once } from "node:events";
import pg from "pg";
import type { ProximoError } from "../../../../src/index.ts";
import { postgresStore } from "../../../../src/stores/postgres.ts";

/**
 * One of several processes that offer the same tickets to the same agents: `distributor.ts URL NUMBER OFFERS`. It begins when
 * it is told to, accepts what it offers, completes it and tells the ticket, until its input has ended and nothing is open; or,
 * unless OFFERS is 0, kills itself once it has made so many, before it accepts the last.
 */
const [url, number, offers] = process.argv.slice(2) as [string, string, string];
const pool = new pg.Pool({ connectionString: url, max: 4 });
const store = postgresStore({ pool });
await store.open({ promotionLead: 0 });

const WITHIN = 400;
const grounds = { strategy: "whoever", candidates: 1, others: [] };
let tokens = 0;
let made = 0;

async function serve(ticket: string, agent: string): Promise<void> {
  const token = `${number}-${process.pid}-${tokens++}`;
  const { holding } = await store.offer({ ticket, agent, token, within: WITHIN, grounds });
  if (holding === undefined) return;
  if (++made === Number(offers)) process.kill(process.pid, "SIGKILL");
  try {
    await store.accept(token);
    await store.settle(token, { kind: "complete" });
    console.log(ticket);
  } catch (error) {
    // It took longer than the offer stood.
    if ((error as ProximoError).code !== "STALE_CLAIM") throw error;
  }
}

/**
 * A round of several offers at once, of the first of each lane to whoever has room: the others do the same. One at a time
 * from whoever kills itself, so that it leaves behind nothing that was accepted.
 */
async function round(): Promise<boolean> {
  // Before the lanes: an offer that lapses meanwhile is seen to be open here, or to wait there.
  const claims = await store.claims({});
  const lanes = await store.lanes(() => (offers === "0" ? 6 : 1));
  const agents = await store.agents.list({ withRoom: true });
  const tickets = lanes.flatMap(({ first }) => [...first].map(({ ticket }) => ticket.id));
  const wanted = agents.length === 0 ? [] : offers === "0" ? tickets : tickets.slice(0, 1);
  await Promise.all(wanted.map((ticket, n) => serve(ticket, agents[n % agents.length]!.id)));
  return lanes.length > 0 || claims.length > 0;
}

console.log("ready");
await once(process.stdin, "data");
let told = false;
process.stdin.once("end", () => {
  told = true;
});
let last: boolean;
do last = told;
while ((await round()) || !last);
process.stdin.destroy();
await store.close();
await pool.end();
