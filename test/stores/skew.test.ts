import { fileURLToPath } from "node:url";
import { Redis } from "ioredis";
import pg from "pg";
import { createCenter, type Store } from "proximo";
import { postgresStore } from "proximo/postgres";
import { redisStore } from "proximo/redis";
import { expect, test } from "vitest";
import { run } from "../run.ts";
import { describeOn } from "../servers/index.ts";
import { freshDatabase } from "../servers/postgres.ts";
import { freshPrefix } from "../servers/redis.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const root = fileURLToPath(new URL("../..", import.meta.url));

interface Skewed {
  readonly receivedAt: number;
  readonly line: readonly string[];
  readonly allowed: boolean;
  readonly at: number;
}

/** What a process sees whose clock is an hour fast, or slow, while this one's is right. */
async function holdAgainstSkew(store: Store, kind: string, url: string, place: string): Promise<void> {
  const skewed = async (by: number): Promise<Skewed> => {
    const args = ["--import", "tsx", "test/stores/skewed.ts", String(by), kind, url, place];
    return JSON.parse(await run(process.execPath, args, root));
  };
  const center = await createCenter({ store });
  const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };
  await center.consent.definePurpose({ id: "offers", description: "Offers", basis: "consent", notice });
  const shown = { controller: "Acme", statement: "Yes", act: "checkbox", evidence: { form: 1 } } as const;
  await center.consent.grant({ contact: "ana", purposes: ["offers"], channels: "any", ...shown });
  await center.enqueue({ id: "callback", channel: "voice", scheduledFor: Date.now() + 35 * MINUTE });

  const fast = await skewed(HOUR);
  expect(fast.line, "promoted early").not.toContain("callback");
  expect(Math.abs(fast.receivedAt - Date.now()), "stamped with a wrong time").toBeLessThan(5 * MINUTE);
  expect(fast.allowed).toBe(true);

  await center.consent.revoke({ contact: "ana" });
  const slow = await skewed(-HOUR);
  expect(Math.abs(slow.at - Date.now()), "asked about a time that has passed").toBeLessThan(5 * MINUTE);
  expect(slow.allowed, "goes on with a consent that was revoked").toBe(false);
  await center.close();
}

describeOn("postgres", "PostgreSQL", (server) => {
  test("a client whose clock is an hour wrong neither promotes early nor goes on with what was revoked", async () => {
    const { url, drop } = await freshDatabase(server);
    const pool = new pg.Pool({ connectionString: url });
    await holdAgainstSkew(postgresStore({ pool, schema: "skew" }), "postgres", url, "skew");
    await pool.end();
    await drop();
  });
});

describeOn("redis", "Redis", (url) => {
  test("nor does one over Redis", async () => {
    const { prefix, drop } = freshPrefix(url);
    const client = new Redis(url);
    await holdAgainstSkew(redisStore({ client, prefix }), "redis", url, prefix);
    await client.quit();
    await drop();
  });
});
