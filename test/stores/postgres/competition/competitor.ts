import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import type { Case, ProximoError } from "../../../../src/index.ts";
import { postgresStore } from "../../../../src/stores/postgres.ts";
import { CHANNELS, CONTACT_SCORES, type Deed, now, type Role } from "./deed.ts";

/**
 * One of many processes over the same tickets: `competitor.ts URL ROLE NUMBER TICKETS`. It begins at the first line of its
 * input, ends at the second (whoever enters tickets: once they are in), and tells what it did.
 */
const [url, role, number, tickets] = process.argv.slice(2) as [string, Role, string, string];
const pool = new pg.Pool({ connectionString: url, max: 2 });
const store = postgresStore({ pool });
await store.open({ promotionLead: 0 });

const deeds: Deed[] = [];
const random = <Item>(items: readonly Item[]): Item => items[Math.floor(Math.random() * items.length)]!;
let over = false;

async function timed<Value>(
  deed: () => PromiseLike<Value> | Value,
): Promise<{ value: Value; from: number; to: number }> {
  const from = now();
  const value = await deed();
  return { value, from, to: now() };
}

async function enqueue(n: number): Promise<void> {
  const ticket = {
    ...{ id: `${number}-${n}`, channel: random(CHANNELS), contactScore: random(CONTACT_SCORES) },
    ...{ direction: "inbound" as const, skills: [], segments: [], attributes: {} },
  };
  const entry = { ticket, fingerprint: ticket.id, ruleScore: 50, rulesVersion: 0 };
  const { value, ...span } = await timed(() => store.enqueue(entry));
  const { id, channel, receivedAt: since, arrival } = (value as { ticket: Case }).ticket;
  deeds.push({ kind: "entered", id, channel, score: ticket.contactScore, since, arrival, ...span });
}

let tokens = 0;
async function claim(): Promise<void> {
  const token = `${number}-${tokens++}`;
  const { value, ...span } = await timed(() => store.claimNext({ id: number }, token));
  if (value.holding === undefined) return setTimeout(5);
  deeds.push({ kind: "claimed", id: value.holding.ticket.id, ...span });
  try {
    await store.settle(token, { kind: "complete" });
  } catch (error) {
    // It was cancelled meanwhile.
    if ((error as ProximoError).code !== "STALE_CLAIM") throw error;
  }
}

async function rescore(): Promise<void> {
  const [id, score] = [random(CHANNELS), 1 + Math.floor(Math.random() * 100)];
  const span = await timed(() => store.setChannel(id, { score }));
  deeds.push({ kind: "channel", id, score, from: span.from, to: span.to });
  await setTimeout(20);
}

async function cancel(): Promise<void> {
  const waiting = await store.peek(50);
  if (waiting.length === 0) return setTimeout(5);
  const { id } = random(waiting);
  const { value, ...span } = await timed(() => store.cancel(id));
  // Somebody may be serving it; then it is cancelled under their hands.
  if (value !== undefined) deeds.push({ kind: "cancelled", id, ...span });
  await setTimeout(10);
}

const input = createInterface(process.stdin);
console.log("ready");
await once(input, "line");
input.once("line", () => {
  over = true;
});
if (role === "enqueue") {
  let next = 0;
  const entering = async () => {
    while (next < Number(tickets)) await enqueue(next++);
  };
  await Promise.all(Array.from({ length: 4 }, entering));
} else {
  const act = { claim, rescore, cancel }[role];
  const acting = async () => {
    while (!over) await act();
  };
  await Promise.all(Array.from({ length: role === "claim" ? 3 : 1 }, acting));
}
console.log(JSON.stringify(deeds));
await store.close();
await pool.end();
input.close();
process.stdin.destroy();
