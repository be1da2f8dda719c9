import type { Socket } from "node:net";
import pg from "pg";
import { type Center, createCenter, ProximoError } from "proximo";
import { postgresStore } from "proximo/postgres";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Server } from "../../servers/daemon.ts";
import { describeOn, describeWithOwn } from "../../servers/index.ts";
import { type Database, freshDatabase } from "../../servers/postgres.ts";
import { openProxy, type TcpProxy } from "../../servers/proxy.ts";

const HOUR = 3_600_000;
const ana = { id: "ana" };

function poolTo(url: string, max = 4): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  pool.on("error", () => {}); // An idle connection was cut: the application may log it.
  return pool;
}

/** What `pg` does not tell of a client: its socket. */
interface Wired {
  readonly connection: { readonly stream: Socket };
}

/** Until what may have been lost is done: a caller asks again, as it is told to. */
async function persisted<Value>(ask: () => Promise<Value>): Promise<Value> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof ProximoError) || error.code !== "STORE_UNAVAILABLE") throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

test("a server that is at none of its addresses is told of with each of them", async () => {
  // What Node says where `localhost` is ::1 and 127.0.0.1: two errors in one, whose own message is empty.
  const refused = ["::1", "127.0.0.1"].map((address) => new Error(`connect ECONNREFUSED ${address}:5432`));
  const pool = { query: () => Promise.reject(new AggregateError(refused)) };
  await expect(createCenter({ store: postgresStore({ pool }) })).rejects.toMatchObject({
    code: "STORE_UNAVAILABLE",
    message: `PostgreSQL: expected an answer, got "connect ECONNREFUSED ::1:5432, connect ECONNREFUSED 127.0.0.1:5432"`,
  });
});

test("a connection that breaks while a statement is sent leaves it unknown: EPIPE is no code of the server", async () => {
  const broken = Object.assign(new Error("write EPIPE"), { code: "EPIPE", errno: -32, syscall: "write" });
  const pool = { query: () => Promise.reject(broken) };
  await expect(createCenter({ store: postgresStore({ pool }) })).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
});

describeOn("postgres", "a connection to PostgreSQL", (url) => {
  let database: Database;
  let proxy: TcpProxy;
  let pool: pg.Pool;
  let center: Center;
  beforeEach(async () => {
    database = await freshDatabase(url);
    proxy = await openProxy(database.url);
    pool = poolTo(proxy.connectTo);
    center = await createCenter({ store: postgresStore({ pool }) });
    center.on("error", () => {}); // The timekeeper meets the same trouble, and looks again later.
  });
  afterEach(async () => {
    await center.close();
    await pool.end();
    await proxy.close();
    await database.drop();
  });

  test("cut in the middle of a statement leaves it unknown, and asking again settles it", async () => {
    const input = { id: "t", channel: "email", data: { n: 1 } };
    const cut = proxy.cutOnNextReply("enqueue");
    const error = await center.enqueue(input).catch((error: unknown) => error);
    await cut;
    expect(error).toMatchObject({ code: "STORE_UNAVAILABLE" });
    expect((error as ProximoError).cause).toBeInstanceOf(Error);
    expect(await persisted(() => center.enqueue(input))).toMatchObject({ id: "t", state: "waiting", arrival: 0 });
    expect(await center.counts()).toMatchObject({ waiting: 1 });
  });

  test("cut while a claim is completed leaves the ticket completed, and the claim stale", async () => {
    await center.enqueue({ id: "t", channel: "email" });
    const claim = await center.next(ana);
    const cut = proxy.cutOnNextReply("settle");
    await expect(claim!.complete()).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await cut;
    await expect(persisted(() => claim!.complete())).rejects.toMatchObject({ code: "STALE_CLAIM" });
    expect(await center.get("t")).toMatchObject({ state: "completed" });
  });

  test("that is refused is an error, and the next one that is not is used", async () => {
    await center.enqueue({ id: "t", channel: "email" });
    await proxy.refuse(true);
    proxy.cut();
    await expect(center.get("t")).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await expect(center.enqueue({ id: "u", channel: "email" })).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
    await proxy.refuse(false);
    expect(await persisted(() => center.get("t"))).toMatchObject({ state: "waiting" });
    expect(await center.get("u")).toBeUndefined();
  });

  test("on which others are heard is sought again once it is lost", async () => {
    const heard = vi.fn();
    center.on("elsewhere", heard);
    const there = await createCenter({ store: postgresStore({ pool: poolTo(database.url) }) });
    await there.enqueue({ id: "t", channel: "email" });
    await expect.poll(() => heard.mock.calls).toContainEqual([{ event: "enqueued", ticket: "t" }]);
    proxy.cut();
    await vi.waitFor(
      async () => {
        await there.update("t", { contactScore: 60 });
        expect(heard).toHaveBeenCalledWith({ event: "updated", ticket: "t" });
      },
      { timeout: 60_000, interval: 100 },
    );
    await there.close();
  });

  test("that is lost in the very moment it is lent to listen on ends nothing, and is sought again", async () => {
    const store = postgresStore({ pool });
    await store.open({ promotionLead: 0 });
    // Before any promise: as where the server says in one breath that it is ready, and that it shuts down.
    const lost = (client: pg.PoolClient) =>
      process.nextTick(() => (client as unknown as Wired).connection.stream.destroy(new Error("cut")));
    const fresh = poolTo(proxy.connectTo);
    fresh.once("acquire", lost);
    const hearing = postgresStore({ pool: fresh });
    const heard = vi.fn();
    await hearing.listen(heard);
    await vi.waitFor(
      async () => {
        await store.broadcast("news");
        expect(heard).toHaveBeenCalledWith("news");
      },
      { timeout: 60_000, interval: 100 },
    );
    await Promise.all([hearing.close(), store.close()]);
    await fresh.end();
  });

  test("is one for all centers of a pool to listen on, which leaves them the others", async () => {
    const [few, other] = [poolTo(proxy.connectTo, 2), poolTo(database.url)];
    const heard: string[] = [];
    const centerOf = async (schema: string, shared = few, store = postgresStore({ pool: shared, schema })) => {
      const one = await createCenter({ store });
      one.on("error", () => {});
      one.on("elsewhere", ({ ticket }) => heard.push(`${schema}: ${ticket}`));
      return one;
    };
    const both = postgresStore({ pool: few, schema: "acme" });
    const [acme, acmeToo] = [await centerOf("acme", few, both), await centerOf("acme", few, both)];
    const bravo = await centerOf("bravo");
    const [acmeThere, bravoThere] = [await centerOf("acme", other), await centerOf("bravo", other)];
    const told = async (ticket: string, expected: readonly string[]) => {
      heard.length = 0;
      await acmeThere.enqueue({ id: ticket, channel: "email" });
      await bravoThere.enqueue({ id: ticket, channel: "email" });
      await expect.poll(() => [...heard].sort()).toEqual(expected.map((schema) => `${schema}: ${ticket}`));
    };
    await told("t", ["acme", "acme", "bravo"]);
    await acmeToo.close();
    await told("u", ["acme", "bravo"]);
    await acme.close();
    await told("v", ["bravo"]);
    const again = await centerOf("acme");
    await told("w", ["acme", "bravo"]);
    proxy.cut();
    await vi.waitFor(
      async () => {
        heard.length = 0;
        await acmeThere.update("w", { contactScore: 60 });
        await bravoThere.update("w", { contactScore: 60 });
        await vi.waitFor(() => expect([...heard].sort()).toEqual(["acme: w", "bravo: w"]), { timeout: 3_000 });
      },
      { timeout: 60_000 },
    );
    await Promise.all([bravo, again, acmeThere, bravoThere].map((one) => one.close()));
    await expect.poll(() => few.totalCount - few.idleCount).toBe(0);
    await Promise.all([few.end(), other.end()]);
  });

  test("that is slow only takes its time", async () => {
    proxy.delay(50);
    const ids = Array.from({ length: 20 }, (_, n) => `t${n}`);
    await Promise.all(ids.map((id) => center.enqueue({ id, channel: "email" })));
    const claims = await Promise.all(ids.map(() => center.next(ana)));
    expect(claims.map((claim) => claim?.ticket.id).sort()).toEqual([...ids].sort());
    await Promise.all(claims.map((claim) => claim?.complete()));
    proxy.delay(0);
    expect(await center.counts()).toMatchObject({ waiting: 0 });
  });

  test("that was given back in the middle of a transaction takes back nothing that was answered", async () => {
    for (const left of ["BEGIN", "BEGIN; CREATE TABLE left_open (id int)", "BEGIN; SELECT 1 / 0"]) {
      const careless = await pool.connect();
      await careless.query(left).catch(() => {}); // The last fails, and leaves a transaction that is aborted.
      careless.release();
      await center.enqueue({ id: left, channel: "email" });
      const clients = await Promise.all([pool.connect(), pool.connect(), pool.connect()]);
      for (const client of clients) {
        await client.query("ROLLBACK");
        client.release();
      }
      expect(await center.get(left)).toMatchObject({ state: "waiting" });
    }
  });

  test("that cannot say whether it is in a transaction is used", async () => {
    const native = poolTo(database.url);
    // As pg's native client over a pg-native that is older than it.
    native.on("connect", (client) => {
      client.getTransactionStatus = () => (undefined as unknown as () => null)();
    });
    const over = await createCenter({ store: postgresStore({ pool: native }) });
    await over.enqueue({ id: "t", channel: "email" });
    expect((await over.next(ana))?.ticket.id).toBe("t");
    await over.close();
    await native.end();
  });

  test("of a machine whose clock is an hour off changes nothing: the server's clock counts", async () => {
    const real = Date.now.bind(Date);
    for (const skew of [HOUR, -HOUR]) {
      vi.spyOn(Date, "now").mockImplementation(() => real() + skew);
      const skewed = await createCenter({ store: postgresStore({ pool }) });
      const before = real();
      const { receivedAt } = await skewed.enqueue({ id: `t${skew}`, channel: "email" });
      expect(receivedAt).toBeGreaterThanOrEqual(before);
      expect(receivedAt).toBeLessThanOrEqual(real());
      const soon = { id: `s${skew}`, channel: "email", scheduledFor: real() + HOUR / 2 };
      expect(await skewed.enqueue(soon)).toMatchObject({ state: "held" });
      expect(await skewed.counts()).toMatchObject({ promoted: 0 });
      await skewed.close();
      vi.restoreAllMocks();
    }
  });

  test("without one of its own to listen on, nothing is heard, and all else works", async () => {
    const single = poolTo(database.url, 1);
    const alone = await createCenter({ store: postgresStore({ pool: single, schema: "alone" }) });
    const bare = await createCenter({
      store: postgresStore({ pool: { query: (text, values) => single.query(text, values) }, schema: "alone" }),
    });
    await alone.enqueue({ id: "t", channel: "email" });
    expect((await bare.next(ana))?.ticket.id).toBe("t");
    await Promise.all([alone.close(), bare.close()]);
    await single.end();
  });
});

describeWithOwn("postgres", "a PostgreSQL that is killed", (start) => {
  let server: Server;
  let pool: pg.Pool;
  beforeAll(async () => {
    server = await start();
    pool = poolTo(server.url);
  });
  afterAll(async () => {
    await pool.end();
    await server.stop();
  });

  test("comes back with what it acknowledged, and the center goes on with it", async () => {
    const center = await createCenter({ store: postgresStore({ pool }) });
    center.on("error", () => {});
    const acknowledged = new Set<string>();
    const held = new Map<string, string>();
    let lives = 3;
    const writing = async (writer: number) => {
      for (let n = 0; lives > 0; n++) {
        const id = `${writer}-${n}`;
        await persisted(() => center.enqueue({ id, channel: "email", data: { writer, n } }));
        acknowledged.add(id);
        const claim = n % 3 === 0 ? await center.next(ana).catch(() => undefined) : undefined;
        if (claim === undefined) continue;
        expect(held.get(claim.ticket.id)).toBeUndefined();
        held.set(claim.ticket.id, claim.token);
      }
    };
    const writers = Promise.all([0, 1, 2, 3].map(writing));
    for (; lives > 0; lives--) {
      const so = acknowledged.size;
      await vi.waitFor(() => expect(acknowledged.size).toBeGreaterThan(so + 20), { timeout: 60_000 });
      await server.kill();
      await server.restart();
    }
    await writers;
    for (const id of acknowledged) expect(await center.get(id)).toMatchObject({ id });
    for (const [ticket, token] of held) expect((await center.claim(token))?.ticket.id).toBe(ticket);
    const counts = await center.counts();
    expect(counts.waiting + (await center.claims()).length).toBe(acknowledged.size);
    await center.close();
  });
});
