import { PGlite } from "@electric-sql/pglite";
import fc from "fast-check";
import { Redis } from "ioredis";
import pg from "pg";
import { type Center, type Claim, createCenter, memoryStore, type Store } from "proximo";
import { postgresStore } from "proximo/postgres";
import { redisStore } from "proximo/redis";
import { sqliteStore } from "proximo/sqlite";
import { type ManualClock, manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { type CenterStep, centerSteps } from "../properties/center-steps.ts";
import { idOf, START } from "../properties/steps.ts";
import { describeOn } from "../servers/index.ts";
import { freshDatabase } from "../servers/postgres.ts";
import { freshPrefix } from "../servers/redis.ts";
import { TemporaryFile } from "./sqlite/temporary-file.ts";

/** `PROXIMO_LONG=1` compares as many histories as patience lasts. */
/** In milliseconds: histories are long, and the machine may be busy. */
const PATIENCE = 900_000;
const HISTORIES = process.env.PROXIMO_LONG ? 2_000 : 60;

const histories: readonly CenterStep[][] = fc.sample(centerSteps(), { numRuns: HISTORIES, seed: 20_261_125 });
const everybody = { id: "caio", skills: ["billing", "english", "tech"] };

/** Does one thing; what can be told of it without a token or an arrival number. */
async function perform(center: Center, clock: ManualClock, claims: Claim[], step: CenterStep): Promise<unknown> {
  const claimed = (claim: Claim | undefined) => {
    if (claim !== undefined) claims.push(claim);
    return claim && [claim.ticket.id, claim.agent, claim.alsoWaiting.map(({ id }) => id)];
  };
  const named = async (ticket: string | number) => idOf(ticket, await center.peek(99)) ?? "none";
  switch (step.kind) {
    case "enqueue":
      return (await center.enqueue(step.ticket)).state;
    case "next":
      return claimed(await center.next(step.agent));
    case "take":
      return claimed(await center.take(await named(step.ticket), step.agent));
    case "settle": {
      const claim = claims.at(-1 - (step.which % claims.length));
      return (await (step.how.kind === "release" ? claim?.release(step.how.change) : claim?.[step.how.kind]()))?.state;
    }
    case "cancel":
      return center.cancel(await named(step.ticket));
    case "update":
      return (await center.update(await named(step.ticket), step.change)).state;
    case "channel":
      return center.channels.set(step.id, step.change);
    case "rules":
      return center.contacts.setRules(step.rules);
    case "clock":
      clock.set(step.at);
      // Looked at now: a store that answers later would not see a moment that is over by then.
      return center.counts();
    case "peek":
      return (await center.peek(step.count, step.agent)).map(({ id }) => id);
    case "again":
      return undefined;
  }
}

/** What a store makes of a history, and in which order it serves whoever is left. */
async function story(store: Store, history: readonly CenterStep[]): Promise<unknown[]> {
  const clock = manualClock(START);
  const center = await createCenter({ store, clock });
  const claims: Claim[] = [];
  const told: unknown[] = [];
  for (const step of history)
    told.push([step.kind, await perform(center, clock, claims, step).catch((error: { code: string }) => error.code)]);
  told.push(await center.counts());
  for (let claim = await center.next(everybody); claim !== undefined; claim = await center.next(everybody))
    told.push(claim.ticket.id);
  await center.close();
  return told;
}

const inMemory = Promise.all(histories.map((history) => story(memoryStore(), history)));

async function compare(
  open: () => { store: Store; dispose: () => unknown } | Promise<{ store: Store; dispose: () => unknown }>,
) {
  const expected = await inMemory;
  for (const [n, history] of histories.entries()) {
    const { store, dispose } = await open();
    expect(await story(store, history), `history ${n}`).toEqual(expected[n]);
    await dispose();
  }
}

test(`SQLite makes the same of ${HISTORIES} histories as memory`, { timeout: PATIENCE }, () =>
  compare(() => {
    const file = new TemporaryFile();
    return { store: sqliteStore({ database: file.open() }), dispose: () => file.remove() };
  }),
);

test("so does PGlite", { timeout: PATIENCE }, async () => {
  const pool = new PGlite();
  let n = 0;
  await compare(() => ({ store: postgresStore({ pool, schema: `history_${n++}` }), dispose: () => {} }));
  await pool.close();
});

describeOn("postgres", "PostgreSQL", (server) => {
  test("so does PostgreSQL", { timeout: PATIENCE }, async () => {
    const { url, drop } = await freshDatabase(server);
    const pool = new pg.Pool({ connectionString: url });
    let n = 0;
    await compare(() => ({ store: postgresStore({ pool, schema: `history_${n++}` }), dispose: () => {} }));
    await pool.end();
    await drop();
  });
});

describeOn("redis", "Redis", (server) => {
  test("so does Redis", { timeout: PATIENCE }, async () => {
    const client = new Redis(server);
    await compare(() => {
      const { prefix, drop } = freshPrefix(server);
      return { store: redisStore({ client, prefix }), dispose: drop };
    });
    await client.quit();
  });
});
