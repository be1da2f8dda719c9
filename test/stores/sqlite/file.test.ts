import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createCenter, type ProximoError } from "proximo";
import { sqliteStore } from "proximo/sqlite";
import { manualClock } from "proximo/testing";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { STEPS } from "../../../src/stores/sqlite/schema/steps.ts";
import type { Handle } from "./drivers.ts";
import { Observed } from "./observed.ts";
import { TemporaryFile } from "./temporary-file.ts";

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;

let file: TemporaryFile;
beforeEach(() => {
  file = new TemporaryFile();
});
afterEach(() => file.remove());

const opening = () => createCenter({ store: sqliteStore({ database: file.open() }) });

test("everything a center keeps outlives it", async () => {
  const clock = manualClock(NOW);
  const open = () => createCenter({ store: sqliteStore({ database: file.open() }), clock });
  const before = await open();
  await before.channels.set("fax", { score: 7 });
  await before.channels.set("email", { score: 90, enabled: false });
  await before.contacts.setRules([{ segment: "vip", score: 80 }]);
  const contact = { id: "ana", segments: ["vip"], attributes: { plan: "gold", age: 30 } };
  const data = { subject: "Invoice", lines: [1, { two: null }], text: "ação 🚀" };
  await before.enqueue({ id: "claimed", channel: "webchat" });
  await before.enqueue({ id: "vip", channel: "fax", contact, skills: ["billing"], data });
  await before.enqueue({ id: "plain", channel: "fax" });
  await before.enqueue({ id: "paused", channel: "email" });
  await before.enqueue({ id: "later", channel: "voice", scheduledFor: NOW + 10 * MINUTE });
  const claim = await before.next({ id: "bia" });
  const tickets = await Promise.all(["claimed", "vip", "plain", "paused", "later"].map((id) => before.get(id)));
  const [counts, channels] = [await before.counts(), await before.channels.list()];
  await before.close();

  const after = await open();
  expect(await Promise.all(["claimed", "vip", "plain", "paused", "later"].map((id) => after.get(id)))).toEqual(tickets);
  expect(tickets[1]?.data).toEqual(data);
  expect(await after.counts()).toEqual(counts);
  expect(await after.channels.list()).toEqual(channels);
  expect(await after.contacts.rules()).toEqual([{ segment: "vip", score: 80 }]);
  expect((await after.claims())[0]?.ticket).toEqual(claim?.ticket);
  clock.advance(5 * MINUTE);
  expect((await after.peek(9)).map(({ id }) => id)).toEqual(["later", "vip", "plain"]);
  await (await after.claim(claim?.token ?? ""))?.complete();
  expect((await after.get("claimed"))?.state).toBe("completed");
  expect((await after.enqueue({ channel: "fax" })).arrival).toBe(5);
  await after.close();
});

test("a file that a newer version has written is refused, and left as it is", async () => {
  await (await opening()).close();
  const database = file.open();
  database.exec("PRAGMA user_version = 1000");
  await expect(opening()).rejects.toMatchObject({ code: "STORE_NEWER", message: expect.stringContaining("1000") });
  database.exec(`PRAGMA user_version = ${STEPS.length}`);
  await (await opening()).close();
});

test("a newer version that is started beside this one stops it, before it writes", async () => {
  const center = await opening();
  const newer = file.open();
  newer.exec("PRAGMA user_version = 1000");
  await expect(center.enqueue({ id: "t", channel: "email" })).rejects.toMatchObject({ code: "STORE_NEWER" });
  newer.exec(`PRAGMA user_version = ${STEPS.length}`);
  expect(await center.get("t")).toBeUndefined();
  await center.close();
});

test("a database of somebody else is refused", async () => {
  file.open().exec("CREATE TABLE tickets (id TEXT)");
  await expect(opening()).rejects.toMatchObject({ code: "INVALID_OPTION" });
});

test("what is no handle is refused", () => {
  const error = (options: object) => {
    try {
      sqliteStore(options as Parameters<typeof sqliteStore>[0]);
    } catch (thrown) {
      return (thrown as ProximoError).code;
    }
    return undefined;
  };
  expect(error({})).toBe("INVALID_OPTION");
  expect(error({ database: "center.db" })).toBe("INVALID_OPTION");
  expect(error({ database: file.open(), synchronous: "off" })).toBe("INVALID_OPTION");
});

test("a handle that the application has answer with BigInts is one like any other", async () => {
  const database = file.open() as Handle & { defaultSafeIntegers(on: boolean): unknown };
  database.defaultSafeIntegers(true);
  const center = await createCenter({ store: sqliteStore({ database }), clock: manualClock(NOW) });
  await center.agents.set("bia", { presence: "available", capacity: 2 });
  const ticket = await center.enqueue({ id: "t", channel: "email", contact: "ana" });
  expect(ticket).toMatchObject({ arrival: 0, receivedAt: NOW });
  expect(await center.counts()).toMatchObject({ waiting: 1, held: 0 });
  expect(await center.next("bia")).toMatchObject({ claimedAt: NOW });
  expect(await center.agents.get("bia")).toMatchObject({ capacity: { total: 2 }, idleSince: NOW });
  await center.close();
});

test("it is durable on commit, unless the application prefers speed", async () => {
  const [full, normal] = [file.open(), file.open()];
  await (await createCenter({ store: sqliteStore({ database: full }) })).close();
  await (await createCenter({ store: sqliteStore({ database: normal, synchronous: "normal" }) })).close();
  expect(full.prepare("PRAGMA journal_mode").get()).toMatchObject({ journal_mode: "wal" });
  expect(full.prepare("PRAGMA synchronous").get()).toMatchObject({ synchronous: 2 });
  expect(normal.prepare("PRAGMA synchronous").get()).toMatchObject({ synchronous: 1 });
});

test("a file that another process has at that moment is waited for", async () => {
  const database = new Observed(file.open());
  database.fail("journal_mode", "SQLITE_BUSY", 1);
  const center = await createCenter({ store: sqliteStore({ database }) });
  expect(database.executed.filter((sql) => sql.includes("journal_mode"))).toHaveLength(2);
  await center.close();
});

test("one that somebody reads for long is not waited for longer than any, where SQLite has waited for it already", async () => {
  const database = new Observed(file.open());
  database.break("journal_mode", "SQLITE_BUSY");
  const real = Date.now();
  const waited = vi.spyOn(Date, "now");
  waited.mockImplementation(() => real + 5_000 * waited.mock.calls.length);
  const opened = createCenter({ store: sqliteStore({ database }) });
  await expect(opened).rejects.toMatchObject({ code: "STORE_UNAVAILABLE" });
  vi.restoreAllMocks();
  expect(database.executed.filter((sql) => sql.includes("journal_mode"))).toHaveLength(1);
});

test("processes that open a new file at the same moment all get it", async () => {
  const opener = fileURLToPath(new URL("opener.ts", import.meta.url));
  const processes = Array.from({ length: 4 }, () => {
    const child = spawn(process.execPath, ["--import", "tsx", opener, file.path]);
    return { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() };
  });
  await Promise.all(processes.map(({ lines }) => lines.next()));
  for (const { child } of processes) child.stdin.write("now\n");
  const said = await Promise.all(processes.map(({ lines }) => lines.next()));
  expect(said.map(({ value }) => value)).toEqual(["opened", "opened", "opened", "opened"]);
  const center = await opening();
  expect((await center.peek(9)).map(({ arrival }) => arrival)).toEqual([0, 1, 2, 3]);
  await center.close();
});
