import { type Center, createCenter } from "proximo";
import { sqliteStore } from "proximo/sqlite";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { drivers, libsql } from "./drivers.ts";
import { Observed } from "./observed.ts";
import { TemporaryFile } from "./temporary-file.ts";

const ana = { id: "ana" };
const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

describe.each(drivers)("transactions over $name", ({ open = libsql.open, missing }) => {
  if (missing !== undefined) {
    test.skip(missing, () => {});
    return;
  }

  let file: TemporaryFile;
  let observed: Observed;
  let center: Center;

  beforeEach(async () => {
    file = new TemporaryFile(open);
    observed = new Observed(file.open());
    center = await createCenter({ store: sqliteStore({ database: observed }) });
    // What opening has brought up is told before anything is counted.
    await center.counts();
    observed.executed.length = 0;
  });

  afterEach(async () => {
    await center.close();
    file.remove();
  });

  const commits = () => observed.executed.filter((sql) => sql === "COMMIT").length;
  const line = async (one = center) => (await one.peek(Number.POSITIVE_INFINITY)).map(({ id }) => id);
  const enqueue = (id: string) => center.enqueue({ id, channel: "email" });

  test("calls that wait together share one transaction", async () => {
    await Promise.all(numbers(64).map((number) => enqueue(`t${number}`)));
    const entering = commits();
    expect(entering).toBeLessThanOrEqual(3);
    const claims = await Promise.all(numbers(64).map(() => center.next(ana)));
    await Promise.all(claims.map((claim) => claim?.complete()));
    expect(commits() - entering).toBeLessThanOrEqual(6);
    expect(claims.map((claim) => claim?.ticket.id)).toEqual(numbers(64).map((number) => `t${number}`));
  });

  test("an id that is taken leaves numbers, counts and lanes as they were, whoever comes next", async () => {
    const input = { id: "there", channel: "email", scheduledFor: 4_000_000_000_000 } as const;
    const first = await center.enqueue(input);
    const outcomes = await Promise.allSettled([
      center.enqueue(input),
      center.enqueue({ id: "there", channel: "voice", skills: ["billing"] }),
      enqueue("next"),
      center.enqueue({ id: "next", channel: "email", skills: ["billing"] }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "rejected"]);
    expect(outcomes[1]).toMatchObject({ reason: { code: "DUPLICATE_TICKET" } });
    expect((await center.peek(1))[0]?.arrival).toBe(first.arrival + 1);
    expect(await center.counts()).toMatchObject({ waiting: 1, held: 1 });
    expect(await line()).toEqual(["next"]);
    expect((await center.next({ id: "ana", skills: ["billing"] }))?.ticket.id).toBe("next");
    expect(await center.next({ id: "ana", skills: ["billing"] })).toBeUndefined();
  });

  test("a call that is refused takes nothing from those that share its transaction", async () => {
    await enqueue("there");
    const outcomes = await Promise.allSettled([
      enqueue("a"),
      center.enqueue({ id: "there", channel: "voice" }),
      center.cancel("nobody"),
      enqueue("b"),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected", "fulfilled"]);
    expect(outcomes[1]).toMatchObject({ reason: { code: "DUPLICATE_TICKET" } });
    expect(outcomes[2]).toMatchObject({ reason: { code: "UNKNOWN_TICKET" } });
    expect(await line()).toEqual(["there", "a", "b"]);
  });

  test("a call that the database stops half-way takes nothing from those that share its transaction", async () => {
    // The third insertion fails: all of it is rolled back, and done again one by one.
    observed.fail("INSERT INTO tickets", "SQLITE_FULL", 3);
    await Promise.all(numbers(5).map((number) => enqueue(`t${number}`)));
    expect(await line()).toEqual(["t0", "t1", "t2", "t3", "t4"]);
    expect((await center.get("t4"))?.arrival).toBe(4);
  });

  test("a commit that fails has not happened, and the store goes on", async () => {
    await enqueue("before");
    observed.break("COMMIT", "SQLITE_FULL");
    await expect(enqueue("lost")).rejects.toMatchObject({
      code: "STORE_FAILED",
      message: expect.stringContaining("SQLITE_FULL"),
      cause: { code: "SQLITE_FULL" },
    });
    observed.mend();
    expect(await center.get("lost")).toBeUndefined();
    expect((await enqueue("after")).arrival).toBe(1);
    expect(await line()).toEqual(["before", "after"]);
    expect(await center.counts()).toMatchObject({ waiting: 2 });
  });

  test("another process that holds the file for too long makes it unavailable, for so long", async () => {
    const other = file.open();
    observed.exec("PRAGMA busy_timeout = 20");
    other.exec("BEGIN IMMEDIATE");
    await expect(enqueue("t")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    other.exec("COMMIT");
    await enqueue("t");
    expect(await line()).toEqual(["t"]);
  });

  test("a closed handle is unavailable", async () => {
    const database = open(file.path);
    const there = await createCenter({ store: sqliteStore({ database }) });
    database.close();
    await expect(there.enqueue({ channel: "email" })).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await expect(there.peek()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    const closed = await createCenter({ store: sqliteStore({ database }) }).catch((error) => error);
    expect(closed).toMatchObject({ code: "STORE_UNAVAILABLE" });
  });

  test("what another process writes is seen at once, and so is what another store writes through the same handle", async () => {
    const elsewhere = await createCenter({ store: sqliteStore({ database: file.open() }) });
    const beside = await createCenter({ store: sqliteStore({ database: observed }) });
    for (const one of [center, elsewhere, beside]) {
      const ids = await line();
      await one.enqueue({ id: `t${ids.length}`, channel: "email" });
      for (const other of [center, elsewhere, beside]) expect(await line(other)).toEqual([...ids, `t${ids.length}`]);
    }
    await elsewhere.channels.set("email", { enabled: false });
    expect(await beside.counts()).toMatchObject({ waiting: 0, paused: 3 });
    await beside.channels.set("email", { enabled: true });
    const claims = await Promise.all([center, elsewhere, beside, center].map((one) => one.next(ana)));
    expect(claims.map((claim) => claim?.ticket.id).sort()).toEqual(["t0", "t1", "t2", undefined]);
  });

  test("the table does not take a second claim", async () => {
    await enqueue("a");
    await enqueue("b");
    const claim = await center.next(ana);
    const tables = file.open();
    const sql = (text: string) => () => tables.exec(text);
    expect(
      sql(`UPDATE tickets SET state = 'active', lane = NULL, token = '${claim?.token}', agent = 'bia',
      claimed_at = 0, claim = 9 WHERE id = 'b'`),
    ).toThrow(/UNIQUE constraint failed/);
    expect(sql("UPDATE tickets SET lane = 1 WHERE id = 'a'")).toThrow(/tickets_in_line_wait/);
    expect(sql("UPDATE tickets SET state = 'active', lane = NULL WHERE id = 'b'")).toThrow(/tickets_claimed_by_one/);
  });
});

test("an offer that is accepted twice at once is told of, and counted, once", async () => {
  const center = await createCenter({ store: sqliteStore({ database: libsql.open(":memory:") }) });
  const claimed: string[] = [];
  center.on("claimed", ({ ticket }) => claimed.push(ticket.id));
  await center.agents.set("ana", { presence: "available" });
  await center.enqueue({ id: "t", channel: "email" });
  const [offer] = await center.distribute();
  const claims = await Promise.all([offer!.accept(), offer!.accept()]);
  expect(claims.map(({ state }) => state)).toEqual(["active", "active"]);
  expect(claimed).toEqual(["t"]);
  expect((await center.statistics.report()).total.answered).toBe(1);
  await center.close();
});
