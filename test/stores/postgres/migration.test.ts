import { readFileSync } from "node:fs";
import pg from "pg";
import { postgresStore } from "proximo/postgres";
import { manualClock } from "proximo/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeOn } from "../../servers/index.ts";
import { type Database, freshDatabase } from "../../servers/postgres.ts";

/** The first step as version 1 took it: its tables, and the functions with which it used them. */
const VERSION_1 = readFileSync(new URL("version-1.sql", import.meta.url), "utf8");

describeOn("postgres", "a schema of version 1", (url) => {
  let database: Database;
  let pool: pg.Pool;
  beforeAll(async () => {
    database = await freshDatabase(url);
    pool = new pg.Pool({ connectionString: database.url, max: 4 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  /** As a process of version 1 would leave it at the moment 100: what it says is done by its own functions. */
  async function version1(schema: string): Promise<void> {
    const client = await pool.connect();
    await client.query(`CREATE SCHEMA ${schema}; SET search_path = ${schema}, pg_temp;
      CREATE TABLE migrations (step integer CONSTRAINT migrations_pkey PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
      ${VERSION_1}
      INSERT INTO migrations (step) VALUES (1);
      INSERT INTO channels (id, absolute) VALUES ('webchat', true), ('email', false), ('sms', false);
      SELECT set_channel('sms', 70::smallint, NULL, NULL, NULL, NULL);
      SELECT enqueue(ARRAY['done', 'active', 'waiting', 'skilled', 'held', 'promoted'],
        ARRAY['email', 'email', 'email', 'sms', 'email', 'email'], ARRAY['ana', 'ana', 'ana', 'rui', NULL, NULL],
        ARRAY[100, 99, 50, 50, 50, 50]::smallint[], ARRAY[1, 2, 3, 4, 5, 6]::bigint[], ARRAY[NULL, NULL, NULL, NULL, 1000, 50]::bigint[],
        ARRAY['{}', '{}', '{}', '{tax}', '{}', '{}'], array_fill('{"segments":["vip"],"attributes":{},"data":7}'::json, ARRAY[6]),
        ARRAY['f', 'f', 'f', 'f', 'f', 'f'], array_fill(50::smallint, ARRAY[6]), array_fill(0, ARRAY[6]), 10, 0);
      SELECT claim_next(NULL, '{}', ARRAY['token of done'], ARRAY['bia'], 20, 0);
      SELECT settle(ARRAY['token of done'], ARRAY['completed'], 30);
      SELECT claim_next(NULL, '{}', ARRAY['token of active'], ARRAY['bia'], 40, 0);
      SELECT counts(100, 0);`);
    client.release(true);
  }

  const open = async (schema: string, now = 100) => {
    const clock = manualClock(now);
    const store = postgresStore({ pool, schema });
    await store.open({ clock, promotionLead: 0 });
    return { clock, store };
  };

  test("keeps its rows, and what they mean", async () => {
    await version1("kept");
    const { clock, store } = await open("kept");
    const states: Record<string, string | undefined> = {};
    for (const id of ["done", "active", "waiting", "skilled", "held", "promoted"])
      states[id] = (await store.ticket(id))?.state;
    expect(states).toEqual({
      ...{ done: "completed", active: "active", waiting: "waiting" },
      ...{ skilled: "waiting", held: "held", promoted: "waiting" },
    });
    expect((await store.channels()).find(({ id }) => id === "sms")).toMatchObject({ score: 70 });
    expect((await store.peek(9)).map(({ id }) => id)).toEqual(["promoted", "skilled", "waiting"]);
    expect(await store.ticket("waiting")).toMatchObject({
      segments: ["vip"],
      data: 7,
      contact: "ana",
      contactScore: 50,
    });
    const { passed, nextChange } = await store.agenda();
    expect(passed.map(({ what, ticket }) => [what, ticket.id])).toEqual([["promoted", "promoted"]]);
    expect(nextChange).toBe(1000);
    const claim = await store.claim("token of active");
    expect(claim).toMatchObject({
      agent: "bia",
      state: "active",
      claimedAt: 40,
      ticket: { id: "active", answeredAt: 40 },
      alsoWaiting: [{ id: "waiting" }],
    });
    expect(await store.settle("token of active", { kind: "release", change: {} })).toMatchObject({
      claim: { agent: "bia", state: "active", claimedAt: 40 },
      ticket: { state: "waiting", answeredAt: 40 },
    });
    clock.set(1000);
    expect((await store.agenda()).passed).toMatchObject([{ what: "promoted", ticket: { id: "held" } }]);
    await store.close();
  });

  test("does afterwards what this version does", async () => {
    await version1("used");
    const { clock, store } = await open("used");
    await store.setChannel("email", { waitLimit: 10 });
    await store.agents.set("bia", {
      presence: "available",
      channels: ["email"],
      capacity: { total: 2, byChannel: {} },
    });
    expect((await store.agents.get("bia"))?.load).toEqual({ email: 1 });
    const grounds = { strategy: "first", candidates: 1, others: [] };
    const offered = await store.offer({ ticket: "waiting", agent: "bia", token: "offer", within: 10, grounds });
    expect(offered.holding).toMatchObject({ state: "offered", deadline: 110 });
    expect((await store.claimNext("bia", "one too many")).holding).toBeUndefined();
    clock.set(110);
    expect((await store.agenda()).passed.map(({ what }) => what)).toContain("lapsed");
    expect((await store.claimNext("bia", "second")).holding?.ticket.id).toBe("promoted");
    await store.close();
  });

  test("that has been brought to version 2 has the functions of this version too", async () => {
    const { store: first } = await open("second");
    await first.enqueue({
      ticket: { id: "t", channel: "email", direction: "inbound", skills: [], segments: [], attributes: {} },
      ...{ fingerprint: "t", ruleScore: 50, rulesVersion: 0 },
    });
    await first.close();
    // What version 2 had in their place, or had not.
    await pool.query(`DELETE FROM second.migrations WHERE step > 2; DROP FUNCTION second.peek_held(bigint, bigint);
      DROP FUNCTION second.holdings(text[]);
      CREATE FUNCTION second.holdings(_tokens text[]) RETURNS json LANGUAGE sql RETURN NULL::json;`);
    const { store } = await open("second");
    expect(await store.peekHeld(9)).toEqual([]);
    const { holding } = await store.claimNext({ id: "bia" }, "token");
    expect(await store.claim("token")).toEqual(holding);
    await store.close();
  });

  test("that has been brought to version 3 has the functions of this version, and no others", async () => {
    const { store: first } = await open("third");
    await first.enqueue({
      ticket: { id: "t", channel: "email", direction: "inbound", skills: [], segments: [], attributes: {} },
      ...{ fingerprint: "t", ruleScore: 50, rulesVersion: 0 },
    });
    await first.claimNext({ id: "bia" }, "token");
    await first.close();
    await pool.query(`DELETE FROM third.migrations WHERE step > 3;
      DROP FUNCTION third.settle_one(text, text, boolean, bigint), third.enrol();
      CREATE FUNCTION third.enrol() RETURNS void LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''old''; END';
      CREATE FUNCTION third.first_20(text[], text[], text, bigint[]) RETURNS integer LANGUAGE sql RETURN 20;`);
    const { store } = await open("third");
    const { rows } = await pool.query(
      "SELECT proname FROM pg_proc WHERE pronamespace = 'third'::regnamespace AND proname ~ '^first_'",
    );
    expect(rows).toEqual([]);
    const settle = async () => store.settle("token", { kind: "complete" });
    expect(await settle()).toMatchObject({ ticket: { state: "completed" } });
    await expect(settle()).rejects.toMatchObject({ code: "STALE_CLAIM" });
    await store.close();
  });

  test("that has been brought to version 4 has one way to enter", async () => {
    const { store: first } = await open("fourth");
    await first.close();
    await pool.query(`DELETE FROM fourth.migrations WHERE step > 4;
      CREATE FUNCTION fourth.enqueue(text[], text[], text[], smallint[], bigint[], bigint[], text[], json[], text[], smallint[], integer[],
        text[], bigint[], bigint, bigint) RETURNS json LANGUAGE sql RETURN NULL::json;`);
    await (await open("fourth")).store.close();
    const { rows } = await pool.query(
      "SELECT count(*)::int FROM pg_proc WHERE oid::regprocedure::text LIKE 'fourth.enqueue(%'",
    );
    expect(rows).toEqual([{ count: 1 }]);
  });

  test("that has been brought to version 5 tells of a contact's tickets", async () => {
    await (await open("fifth")).store.close();
    await pool.query("DELETE FROM fifth.migrations WHERE step > 5; DROP FUNCTION fifth.tickets_of(text, bigint)");
    const { store } = await open("fifth");
    expect(await store.ticketsOf("maria")).toEqual([]);
    await store.close();
  });

  test("that has been brought to version 7 answers claims as arrays", async () => {
    const { store: first } = await open("seventh");
    await first.enqueue({
      ticket: { id: "t", channel: "email", direction: "inbound", skills: [], segments: [], attributes: {} },
      ...{ fingerprint: "t", ruleScore: 50, rulesVersion: 0 },
    });
    await first.close();
    await pool.query(`DELETE FROM seventh.migrations WHERE step > 7;
      CREATE OR REPLACE FUNCTION seventh.take(_head seventh.head, _token text, _agent text, _way text, _within bigint, _grounds json,
        _now bigint) RETURNS json LANGUAGE sql RETURN json_build_object('token', _token, 'agent', _agent, 'at', _now);
      CREATE OR REPLACE FUNCTION seventh.settle_one(_token text, _state text, _registered boolean, _now bigint) RETURNS json
        LANGUAGE sql RETURN json_build_array(json_build_object('token', _token, 'agent', 'bia', 'offered', false, 'at', _now));`);
    const { store } = await open("seventh");
    expect((await store.claimNext({ id: "bia" }, "token")).holding).toMatchObject({
      agent: "bia",
      ticket: { id: "t" },
    });
    expect(await store.settle("token", { kind: "complete" })).toMatchObject({
      ticket: { id: "t", state: "completed" },
    });
    await store.close();
  });

  test("that has been brought to version 11 tells who has refused a ticket", async () => {
    await (await open("eleventh")).store.close();
    await pool.query(
      "DELETE FROM eleventh.migrations WHERE step > 11; DROP FUNCTION eleventh.refused_by(text, bigint)",
    );
    const { store } = await open("eleventh");
    expect(await store.refusedBy("t")).toEqual([]);
    await store.close();
  });

  test("is like one that was made by this version", async () => {
    await version1("brought_up");
    for (const schema of ["brought_up", "begun_here"]) await (await open(schema)).store.close();
    const shape = async (schema: string) => {
      const { rows } = await pool.query(
        `SELECT 'column' AS kind, table_name || '.' || column_name AS name,
           concat_ws(' ', data_type, is_nullable, column_default, generation_expression) AS what
         FROM information_schema.columns WHERE table_schema = $1
         UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = $1
         UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
         FROM pg_constraint WHERE connamespace = to_regnamespace($1)
         UNION ALL SELECT 'function', oid::regprocedure::text, md5(replace(pg_get_functiondef(oid), $1, ''))
         FROM pg_proc WHERE pronamespace = to_regnamespace($1)`,
        [schema],
      );
      return rows.map((row) => JSON.stringify(row).replaceAll(`${schema}.`, "")).sort();
    };
    expect(await shape("brought_up")).toEqual(await shape("begun_here"));
  });
});
