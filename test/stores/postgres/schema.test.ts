import pg from "pg";
import { createCenter } from "proximo";
import { postgresStore } from "proximo/postgres";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { describeOn } from "../../servers/index.ts";
import { type Database, freshDatabase } from "../../servers/postgres.ts";

const setup = { promotionLead: 0 };
const ana = { id: "ana" };

describe("options", () => {
  const pool = { query: async () => ({ rows: [] }) };

  test("a pool is expected to have a query method", () => {
    expect(() => postgresStore({ pool: {} as never })).toThrow("pool: expected what has a query method, got an object");
    expect(() => postgresStore({ pool: undefined as never })).toThrow(
      expect.objectContaining({ code: "INVALID_OPTION" }),
    );
  });

  test.each(["", "x".repeat(64), "é".repeat(32), "a\0b", 7 as unknown as string])(
    "no schema is called %j",
    (schema) => {
      expect(() => postgresStore({ pool, schema })).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    },
  );
});

describeOn("postgres", "the schema", (url) => {
  let database: Database;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await freshDatabase(url);
    pool = new pg.Pool({ connectionString: database.url, max: 10 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  const rows = async (text: string, values: unknown[] = []) => (await pool.query(text, values)).rows;

  test("is made once, whoever opens it at once", async () => {
    const schema = "at_once";
    const stores = Array.from({ length: 8 }, () => postgresStore({ pool, schema }));
    await Promise.all(stores.map((store) => store.open(setup)));
    expect(await rows(`SELECT count(*)::int AS steps FROM ${schema}.migrations`)).toEqual([{ steps: 12 }]);
    const channels = await stores[0]!.channels();
    expect(channels.map(({ id }) => id)).toHaveLength(11);
    expect(channels[0]).toMatchObject({ id: "webchat", absolute: true, outbound: false });
    await Promise.all(stores.map((store) => store.close()));
  });

  test("keeps what is in it when it is opened again", async () => {
    const schema = "again";
    const center = await createCenter({ store: postgresStore({ pool, schema }) });
    await center.channels.set("fax", { score: 7 });
    await center.enqueue({ id: "t", channel: "fax" });
    await center.close();
    const later = await createCenter({ store: postgresStore({ pool, schema }) });
    expect(await later.channels.get("fax")).toMatchObject({ score: 7 });
    expect((await later.next(ana))?.ticket.id).toBe("t");
    await later.close();
  });

  test.each([`a"b'c`, "select $$ -- %I $1 \\", "Ünï cödé", "x".repeat(63)])("may be called %j", async (schema) => {
    const [here, there] = [postgresStore({ pool, schema }), postgresStore({ pool, schema })];
    await Promise.all([here.open(setup), there.open(setup)]);
    const center = await createCenter({ store: here });
    await center.enqueue({ id: "t", channel: "email", contact: "maria" });
    const claim = await center.next(ana);
    await claim?.complete();
    await center.close();
    const hear = vi.fn();
    const end = await there.listen(hear);
    await here.broadcast("hello");
    await expect.poll(() => hear.mock.calls).toContainEqual(["hello"]);
    end();
    expect(await rows("SELECT nspname FROM pg_namespace WHERE nspname = $1", [schema])).toHaveLength(1);
  });

  test("of a newer version is refused, and left alone", async () => {
    const schema = "newer";
    await postgresStore({ pool, schema }).open(setup);
    await pool.query(`INSERT INTO ${schema}.migrations (step) VALUES (1000)`);
    const store = postgresStore({ pool, schema });
    await expect(Promise.resolve(store.open(setup))).rejects.toMatchObject({
      code: "STORE_NEWER",
      message: `schema "newer": expected version 12 or earlier, got 1000`,
    });
    await pool.query(`DELETE FROM ${schema}.migrations WHERE step = 1000`);
    await store.open(setup);
  });

  test("is made whole, or not at all", async () => {
    const schema = "half";
    await pool.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.reach (there_already int)`);
    const store = postgresStore({ pool, schema });
    await expect(Promise.resolve(store.open(setup))).rejects.toMatchObject({ code: "STORE_FAILED" });
    expect(await rows("SELECT tablename FROM pg_tables WHERE schemaname = $1", [schema])).toEqual([
      { tablename: "reach" },
    ]);
    await pool.query(`DROP TABLE ${schema}.reach`);
    await store.open(setup);
  });

  test("can be used by a role that may not create anything", async () => {
    const schema = "granted";
    await postgresStore({ pool, schema }).open(setup);
    const role = `${new URL(database.url).pathname.slice(1)}_clerk`;
    await pool.query(`CREATE ROLE ${role} LOGIN;
      GRANT USAGE ON SCHEMA ${schema} TO ${role};
      GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ${schema} TO ${role};
      GRANT USAGE ON ALL SEQUENCES IN SCHEMA ${schema} TO ${role}`);
    const as = new URL(database.url);
    as.username = role;
    const clerks = new pg.Pool({ connectionString: as.href, max: 3 });
    const center = await createCenter({ store: postgresStore({ pool: clerks, schema }) });
    await center.enqueue({ id: "t", channel: "email" });
    expect((await center.next(ana))?.ticket.id).toBe("t");
    await center.close();
    await clerks.end();
    await pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  test("asks for READ COMMITTED, on which the claims rest", async () => {
    const options = "-c default_transaction_isolation=serializable";
    const strict = new pg.Pool({ connectionString: database.url, max: 1, options });
    const store = postgresStore({ pool: strict, schema: "strict" });
    await expect(Promise.resolve(store.open(setup))).rejects.toMatchObject({
      code: "STORE_FAILED",
      message: `default_transaction_isolation: expected "read committed", got "serializable"`,
    });
    await strict.end();
  });

  test("says of each table what it is for; each has a primary key, and every constraint and index a name of its own", async () => {
    const schema = "reviewed";
    await postgresStore({ pool, schema }).open(setup);
    const tables = await rows(
      `SELECT c.relname AS name, obj_description(c.oid) AS about,
         EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p') AS keyed
       FROM pg_class c WHERE c.relnamespace = $1::text::regnamespace AND c.relkind = 'r'`,
      [schema],
    );
    expect(tables.length).toBeGreaterThan(15);
    expect(tables.filter(({ about, keyed }) => !about || !keyed)).toEqual([]);
    const named = await rows(
      `SELECT conname AS name FROM pg_constraint WHERE connamespace = $1::text::regnamespace AND conname ~ '\\d$'
       UNION ALL SELECT indexname FROM pg_indexes WHERE schemaname = $1::text AND indexname ~ '_idx\\d*$'`,
      [schema],
    );
    expect(named).toEqual([]);
  });

  test("makes a double claim impossible, whoever writes to it", async () => {
    const schema = "twice";
    const center = await createCenter({ store: postgresStore({ pool, schema }) });
    await center.enqueue({ id: "t", channel: "email" });
    const claim = await center.next(ana);
    const twice = pool.query(
      `INSERT INTO ${schema}.claims (token, ticket, claimed_at, given_at, way, agent)
       SELECT 'other', ticket, 0, 0, 'next', 'bia' FROM ${schema}.claims`,
    );
    await expect(twice).rejects.toMatchObject({ constraint: "claims_ticket_key" });
    await claim?.complete();
    await center.close();
  });

  test("is so made that a claim looks into no more lanes, and at no more tickets, than it must", async () => {
    const schema = "lanes_after";
    const store = postgresStore({ pool, schema });
    await store.open(setup);
    const channels = Array.from({ length: 40 }, (_, n) => `channel-${n}`);
    for (const [n, id] of channels.entries()) await store.setChannel(id, { score: n + 1 });
    const ticket = { direction: "inbound", skills: [], segments: [], attributes: {} } as const;
    const entries = channels.flatMap((channel) =>
      Array.from({ length: 30 }, (_, n) => ({
        ticket: { ...ticket, id: `${channel} ${n}`, channel },
        ...{ fingerprint: "", ruleScore: 50, rulesVersion: 0 },
      })),
    );
    await Promise.all(entries.map((entry) => store.enqueue(entry)));
    const looked = async (claims: number) => {
      const client = await pool.connect();
      const count = async () => {
        const { rows: found } = await client.query(
          `SELECT (SELECT count(*)::int FROM ${schema}.claims) AS claimed, idx_scan::int AS scans, idx_tup_fetch::int AS tickets
           FROM pg_stat_xact_user_tables WHERE schemaname = $1 AND relname = 'line'`,
          [schema],
        );
        return found[0];
      };
      const tokens = `ARRAY(SELECT n::text FROM generate_series(1, ${claims}) n)`;
      await client.query("BEGIN");
      const before = await count(); // Of earlier transactions too, as long as the connection has not reported them.
      await client.query(`SELECT ${schema}.claim_next(NULL, '{}', ${tokens}, ${tokens}, NULL)`);
      const { claimed, scans, tickets } = await count();
      await client.query("ROLLBACK");
      client.release();
      return { claimed, scans: scans - before.scans, tickets: tickets - before.tickets };
    };
    const one = await looked(1);
    expect(one.claimed).toBe(1);
    expect(one.scans).toBeLessThanOrEqual(5);
    expect(one.tickets).toBeLessThanOrEqual(5);
    const many = await looked(16);
    expect(many.claimed).toBe(16);
    expect(many.scans).toBeLessThanOrEqual(16 + 10);
    expect(many.tickets).toBeLessThanOrEqual(5 * 16 + 30);
    await store.close();
  });

  test("is so made that a claim looks at none of the contact's tickets that are closed, however many", async () => {
    const schema = "often";
    const store = postgresStore({ pool, schema });
    await store.open(setup);
    const enter = (id: string, contact = "ana") =>
      store.enqueue({
        ticket: {
          id,
          channel: "email",
          contact,
          direction: "inbound",
          skills: [],
          segments: [],
          attributes: {},
        },
        ...{ fingerprint: id, ruleScore: 50, rulesVersion: 0 },
      });
    const ids = Array.from({ length: 200 }, (_, n) => `closed ${n}`);
    await Promise.all(ids.map((id) => enter(id)));
    await Promise.all(ids.map((id) => store.cancel(id)));
    for (const id of ["first", "second"]) await enter(id);
    await Promise.all(ids.map((_, n) => enter(`waiting ${n}`, `contact ${n}`)));
    await pool.query(`VACUUM ANALYZE ${schema}.line, ${schema}.tickets`);
    const client = await pool.connect();
    const count = async () => {
      const { rows: found } = await client.query(
        `SELECT sum(idx_tup_fetch + seq_tup_read)::int AS tickets FROM pg_stat_xact_user_tables
         WHERE schemaname = $1 AND relname IN ('line', 'tickets')`,
        [schema],
      );
      return found[0].tickets as number;
    };
    await client.query("BEGIN");
    const before = await count();
    const { rows: claimed } = await client.query(
      `SELECT ${schema}.claim_next(NULL, '{}', '{token}', '{bia}', NULL) AS told`,
    );
    const after = await count();
    await client.query("ROLLBACK");
    client.release();
    expect(JSON.stringify(claimed[0].told)).toContain("second");
    expect(after - before).toBeLessThan(30);
    await store.close();
  });
});
