import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Server } from "./daemon.ts";
import { describeOn, describeWithOwn } from "./index.ts";
import { freshDatabase } from "./postgres.ts";
import { openProxy } from "./proxy.ts";

async function ask(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new pg.Client(url);
  client.on("error", () => {}); // Cut while it was idle: the next statement says so.
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) ({ rows } = await client.query(statement));
    return rows;
  } finally {
    await client.end();
  }
}

describeOn("postgres", "a database of a test file", (url) => {
  test("is empty, its own, and gone when it is dropped", async () => {
    const [one, other] = await Promise.all([freshDatabase(url), freshDatabase(url)]);
    await ask(one.url, "create table ticket (id int)");
    expect(await ask(other.url, "select to_regclass('ticket') as found")).toEqual([{ found: null }]);
    const still = new pg.Client(one.url);
    still.on("error", () => {});
    await still.connect();
    await Promise.all([one.drop(), other.drop()]);
    await expect(ask(one.url)).rejects.toThrow("does not exist");
  });

  test("writes down what it acknowledges", async () => {
    const settings = ["fsync", "synchronous_commit", "full_page_writes"];
    for (const setting of settings) expect(await ask(url, `show ${setting}`)).toEqual([{ [setting]: "on" }]);
  });

  test("may have committed what the client did not hear of", async () => {
    const database = await freshDatabase(url);
    const proxy = await openProxy(database.url);
    await ask(proxy.connectTo, "create table ticket (id int)");
    const cut = proxy.cutOnNextReply("COMMIT");
    await expect(ask(proxy.connectTo, "BEGIN", "insert into ticket values (1)", "COMMIT")).rejects.toThrow(
      "terminated",
    );
    await cut;
    expect(await ask(database.url, "select id from ticket")).toEqual([{ id: 1 }]);
    await proxy.close();
    await database.drop();
  });
});

describeWithOwn("postgres", "a PostgreSQL that is killed", (start) => {
  let server: Server;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  test("keeps what was committed, and nothing else", async () => {
    await ask(server.url, "create table ticket (id int)", "insert into ticket values (1)");
    const midway = new pg.Client(server.url);
    const ended = new Promise<void>((resolve) => midway.on("error", () => resolve()));
    await midway.connect();
    await midway.query("begin");
    await midway.query("insert into ticket values (2)");
    await server.kill();
    await ended;
    await expect(ask(server.url)).rejects.toMatchObject({ code: "ECONNREFUSED" });
    for (const id of [3, 4]) {
      await server.restart();
      await ask(server.url, `insert into ticket values (${id})`);
      await server.kill();
    }
    await server.restart();
    expect(await ask(server.url, "select id from ticket order by id")).toEqual([{ id: 1 }, { id: 3 }, { id: 4 }]);
  });
});
