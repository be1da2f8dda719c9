import pg from "pg";
import { type Center, createCenter } from "proximo";
import { type PostgresPool, postgresStore } from "proximo/postgres";
import { manualClock } from "proximo/testing";
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { describeOn } from "../../servers/index.ts";
import { type Database, freshDatabase } from "../../servers/postgres.ts";
import { wipe } from "./wipe.ts";

const ana = { id: "ana" };

describeOn("postgres", "over PostgreSQL", (url) => {
  let database: Database;
  let pool: pg.Pool;
  let center: Center;
  beforeAll(async () => {
    database = await freshDatabase(url);
    pool = new pg.Pool({ connectionString: database.url, max: 12 });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  beforeEach(async () => {
    center = await createCenter({ store: postgresStore({ pool }) });
  });
  afterEach(async () => {
    await center.close();
    await wipe(pool, "proximo");
  });

  /** A center whose next step has happened, but is not over: it ends when it is told how. */
  async function midway(
    step: (center: Center, store: ReturnType<typeof postgresStore>) => unknown,
  ): Promise<(how: "COMMIT" | "ROLLBACK") => Promise<void>> {
    const client = await pool.connect();
    let last: Promise<unknown> = Promise.resolve();
    const inTurn = (text: string, values?: unknown[]) => {
      const next = last.then(() => client.query(text, values));
      last = next.catch(() => {});
      return next;
    };
    const over: PostgresPool = { query: inTurn };
    const store = postgresStore({ pool: over });
    const there = await createCenter({ store });
    await client.query("BEGIN");
    await step(there, store);
    return async (how) => {
      await client.query(how);
      await there.close();
      client.release();
    };
  }

  /** One session of this database, of which the server has others, waits for a lock. */
  const somebodyWaits = (which = "true") =>
    expect
      .poll(async () => {
        const waiting = await pool.query(`SELECT FROM pg_locks JOIN pg_stat_activity USING (pid)
          WHERE NOT granted AND datname = current_database() AND ${which}`);
        return waiting.rowCount;
      })
      .toBe(1);

  test("of those who ask together, the first is given the first of the line", async () => {
    await center.channels.set("sms", { score: 80 });
    await center.enqueue({ id: "second", channel: "email", contactScore: 90 });
    await center.enqueue({ id: "first", channel: "sms", contactScore: 10 });
    const claims = await Promise.all(["ana", "bia"].map((id) => center.next({ id })));
    expect(claims.map((claim) => claim?.ticket.id)).toEqual(["first", "second"]);
  });

  test("who completes and asks for the next at once is served by one statement", async () => {
    for (const id of ["a", "b"]) await center.enqueue({ id, channel: "email" });
    const claim = await center.next(ana);
    const asked = vi.spyOn(pg.Client.prototype, "query");
    onTestFinished(() => asked.mockRestore());
    const [completed, next] = await Promise.all([claim?.complete(), center.next(ana)]);
    expect([completed?.state, next?.ticket.id]).toEqual(["completed", "b"]);
    const texts = asked.mock.calls.map(([statement]) => (statement as unknown as pg.QueryConfig).text);
    expect(texts.filter((text) => /settle|claim/.test(text)).map((text) => text.match(/settle|claim_next/g))).toEqual([
      ["settle", "claim_next"],
    ]);
  });

  test("what is claimed together does not wait any more", async () => {
    for (const id of ["a", "b", "c"]) await center.enqueue({ id, channel: "email", contact: "maria" });
    const claims = await Promise.all(["ana", "bia"].map((id) => center.next({ id })));
    expect(claims.map((claim) => claim?.alsoWaiting.map(({ id }) => id))).toEqual([["c"], ["c"]]);
  });

  test("tickets that enter together keep their data, whatever JSON it is", async () => {
    const data = ["\u0000", { "": [null, 1e300, '"\\,{}'] }, undefined, null];
    await Promise.all(data.map((data, n) => center.enqueue({ id: `t${n}`, channel: "email", data })));
    expect(await Promise.all(data.map(async (_, n) => (await center.get(`t${n}`))?.data))).toEqual(data);
  });

  test("a ticket that another claim in progress has is stepped over", async () => {
    for (const id of ["a", "b"]) await center.enqueue({ id, channel: "email" });
    const end = await midway((there) => there.next(ana));
    expect((await center.next(ana))?.ticket.id).toBe("b");
    expect(await center.next(ana)).toBeUndefined();
    await end("ROLLBACK");
    expect((await center.next(ana))?.ticket.id).toBe("a");
  });

  test("a claim with the same token is waited for, and its ticket waits again where that is given up", async () => {
    for (const id of ["a", "b"]) await center.enqueue({ id, channel: "email" });
    const end = await midway((_, there) => there.claimNext(ana, "token"));
    const claim = postgresStore({ pool }).claimNext(ana, "token");
    await somebodyWaits();
    await end("ROLLBACK");
    // The server releases the locks of what is given up one by one: `a` may still be seen as another's.
    const given = [(await claim).holding?.ticket.id, (await center.next(ana))?.ticket.id];
    expect(given.sort()).toEqual(["a", "b"]);
  });

  test.each([
    ["that is carried out", "COMMIT", "b"],
    ["that is given up", "ROLLBACK", "a"],
  ] as const)("an update in progress %s is waited for", async (_, how, first) => {
    for (const id of ["a", "b"]) await center.enqueue({ id, channel: "email" });
    const end = await midway((there) => there.update("a", { contactScore: 10 }));
    const claim = center.next(ana);
    await somebodyWaits();
    await end(how);
    expect((await claim)?.ticket.id).toBe(first);
  });

  test.each([
    ["a ticket", 1],
    ["several tickets", 2],
  ])("whoever claims %s keeps nobody from one that was moved away from them meanwhile", async (_, askers) => {
    const before = Array.from({ length: askers }, (_, n) => `before-${n}`);
    await center.enqueue({ id: "moved", channel: "email", contactScore: 90 });
    for (const id of before) await center.enqueue({ id, channel: "email", contactScore: 50 });
    await center.enqueue({ id: "last", channel: "email", contactScore: 1 });
    // Whoever has claimed waits for us before it is over.
    await pool.query(`CREATE FUNCTION proximo.pause() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN PERFORM pg_advisory_xact_lock_shared(1, 1); RETURN NULL; END';
      CREATE CONSTRAINT TRIGGER pause AFTER INSERT ON proximo.claims DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION proximo.pause()`);
    const pausing = await pool.connect();
    await pausing.query("SELECT pg_advisory_lock(1, 1)");
    const end = await midway((there) => there.update("moved", { contactScore: 10 }));
    const claims = Promise.all(before.map((id) => center.next({ id })));
    await somebodyWaits();
    await end("COMMIT");
    await somebodyWaits("objid = 1");
    let first: string | undefined;
    const giveUp = await midway(async (there) => {
      first = (await there.next(ana))?.ticket.id;
    });
    await giveUp("ROLLBACK");
    await pausing.query("SELECT pg_advisory_unlock(1, 1)");
    pausing.release();
    expect((await claims).map((claim) => claim?.ticket.id)).toEqual(before);
    await pool.query("DROP FUNCTION proximo.pause CASCADE");
    expect(first).toBe("moved");
  });

  test("so is a cancellation", async () => {
    for (const id of ["a", "b"]) await center.enqueue({ id, channel: "email" });
    const end = await midway((there) => there.cancel("a"));
    const claims = [center.next(ana), center.next(ana)];
    await somebodyWaits();
    await end("COMMIT");
    const ids = (await Promise.all(claims)).map((claim) => claim?.ticket.id);
    expect(ids).toEqual(["b", undefined]);
  });

  test("and a re-scoring of the contacts", async () => {
    for (const id of ["a", "b"]) await center.enqueue({ id, channel: "email", contact: id });
    const end = await midway((there) => there.contacts.setRules([{ contact: "a", score: 10 }]));
    const claim = center.next(ana);
    await somebodyWaits();
    await end("COMMIT");
    expect((await claim)?.ticket.id).toBe("b");
  });

  test("a claim waits for a revocation that is being recorded, and then asks anew", async () => {
    const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };
    await center.consent.definePurpose({ id: "offers", description: "Our offers", basis: "consent", notice });
    const grant = { controller: "Acme", statement: "Yes", act: "checkbox", evidence: { form: 1 } } as const;
    await center.consent.grant({ contact: "maria", purposes: ["offers"], channels: "any", ...grant });
    const outbound = { direction: "outbound", channel: "email", contact: "maria", purpose: "offers" } as const;
    await center.enqueue({ id: "t", ...outbound });
    const end = await midway((there) =>
      there.consent.revoke({ contact: "maria", act: "reply", evidence: { message: "SAIR" } }),
    );
    const claim = center.next(ana);
    await somebodyWaits();
    await end("COMMIT");
    expect(await claim).toBeUndefined();
    expect(await center.get("t")).toMatchObject({ state: "cancelled" });
  });

  test("what goes by a time to which the clock was since moved back does not happen among what was done after", async () => {
    let others: PromiseLike<unknown> = Promise.resolve();
    const slow: PostgresPool = {
      async query(text, values) {
        if (text.includes(".agenda(")) {
          await new Promise((resolve) => setImmediate(resolve));
          await others;
          return pool.query(text, values);
        }
        const answer = pool.query(text, values);
        others = answer;
        return answer;
      },
    };
    const clock = manualClock(1_000);
    const store = postgresStore({ pool: slow });
    await store.open({ clock, promotionLead: 0 });
    const agenda = store.agenda();
    clock.set(0);
    const ticket = {
      id: "t",
      channel: "email",
      direction: "inbound",
      skills: [],
      segments: [],
      attributes: {},
    } as const;
    await store.enqueue({ ticket: { ...ticket, scheduledFor: 500 }, fingerprint: "t", ruleScore: 50, rulesVersion: 0 });
    await agenda;
    expect(await store.counts()).toMatchObject({ held: 1, waiting: 0 });
    await store.close();
  });

  test("what enters while the lanes of rare skills are dropped is not lost", async () => {
    const store = postgresStore({ pool });
    await store.open({ promotionLead: 0 });
    let over = false;
    const dropping = (async () => {
      while (!over) await store.purge(0, 1);
    })();
    const everything = { id: "ana", skills: ["s0", "s1", "s2"] };
    let served = 0;
    const working = async (worker: number) => {
      for (let n = 0; n < 60; n++) {
        await center.enqueue({ id: `${worker}-${n}`, channel: "email", skills: [`s${n % 3}`] });
        if ((await center.next(everything)) !== undefined) served += 1;
      }
    };
    await Promise.all([0, 1, 2, 3].map(working));
    while ((await center.next(everything)) !== undefined) served += 1;
    over = true;
    await dropping;
    expect(served).toBe(240);
    await store.purge(0, 1);
    const { rows } = await pool.query("SELECT skills FROM proximo.lanes");
    expect(rows.filter(({ skills }) => skills.length > 0)).toEqual([]);
    await store.close();
  });

  test("new rules reach whatever is open, while it enters, is claimed and is given back", async () => {
    let over = false;
    const working = async (worker: number) => {
      for (let n = 0; n < 10 || !over; n++) {
        await center.enqueue({
          id: `${worker}-${n}`,
          channel: "email",
          contact: `c${n % 5}`,
          skills: n % 2 ? ["x"] : [],
        });
        if (n % 3 === 0) await (await center.next({ id: "ana", skills: ["x"] }))?.release();
        if (n % 7 === 0) await center.update(`${worker}-${n}`, { skills: ["y"] }).catch(() => undefined);
      }
    };
    const workers = Promise.all([0, 1, 2, 3].map(working));
    const there = await createCenter({ store: postgresStore({ pool }) });
    for (let score = 1; score <= 12; score++) {
      await Promise.all([
        there.contacts.setRules([{ contact: "c0", score }]),
        center.contacts.setRules([{ contact: "c1", score: score + 20 }]),
      ]);
    }
    await there.contacts.setRules([
      { contact: "c0", score: 90 },
      { contact: "c1", score: 80 },
    ]);
    over = true;
    await workers;
    const { rows } = await pool.query(
      `SELECT t.contact, array_agg(DISTINCT q.contact_score) AS scores FROM proximo.line q
       JOIN proximo.tickets t ON t.arrival = q.ticket GROUP BY t.contact ORDER BY t.contact`,
    );
    expect(rows).toEqual(
      ["c0", "c1", "c2", "c3", "c4"].map((contact, n) => ({ contact, scores: [[90, 80, 50, 50, 50][n]] })),
    );
    await there.close();
  });
});
