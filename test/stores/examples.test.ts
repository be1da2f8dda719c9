import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import { printedBy, toldOf } from "../examples/numbered.ts";
import { describeOn } from "../servers/index.ts";
import { freshDatabase } from "../servers/postgres.ts";
import { freshPrefix } from "../servers/redis.ts";

/** In milliseconds: a day on a server is long, and the machine may be busy. */
const PATIENCE = 900_000;

const day = (...args: string[]) => printedBy("day/main", "--seed", "11", ...args);

/** What `npm start` comes to: the table, and the referee's verdict. */
const outcome = (printed: string) => printed.split("\n").filter((line) => /^[┌│├└✔]/.test(line));
const inMemory = day().then(outcome);

const newFile = () => join(mkdtempSync(join(tmpdir(), "proximo-example-")), "center.db");

/** Whoever runs an example once runs it again, on what the first time has left. */
async function printsTwice(name: string, ...args: string[]): Promise<void> {
  for (const _ of ["once", "again"]) expect(await printedBy(name, ...args)).toBe(toldOf(name));
}

test("06-sqlite", () => printsTwice("06-sqlite", newFile()));

test("npm start over SQLite ends with the table that it ends with in memory", { timeout: PATIENCE }, async () => {
  expect(outcome(await day("--store", `sqlite:${newFile()}`))).toEqual(await inMemory);
});

describeOn("postgres", "on PostgreSQL", (server) => {
  test.each(["07-postgres", "09-processes"])("%s", { timeout: PATIENCE }, async (name) => {
    const { url, drop } = await freshDatabase(server);
    await printsTwice(name, url);
    await drop();
  });

  test("npm start ends with the same table", { timeout: PATIENCE }, async () => {
    const { url, drop } = await freshDatabase(server);
    expect(outcome(await day("--store", url.replace(/^postgres(ql)?:/, "postgres:")))).toEqual(await inMemory);
    await drop();
  });

  test.each<[string, number, (started: ChildProcessWithoutNullStreams) => void]>([
    ["nobody reads on", 2, ({ stdout }) => stdout.destroy()],
    ["somebody presses Ctrl-C", 130, (started) => started.kill("SIGINT")],
    ["it is to end", 143, (started) => started.kill("SIGTERM")],
  ])("npm start ends, and leaves nothing, where %s", async (_, expected, end) => {
    const { url, drop } = await freshDatabase(server);
    const pool = new pg.Pool({ connectionString: url });
    const started = spawn(process.execPath, ["--import", "tsx", "examples/day/main.ts", "--store", url]);
    started.stdout.once("data", () => end(started));
    const [code] = await once(started, "exit");
    const { rows } = await pool.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'day%'");
    await pool.end();
    await drop();
    expect(code).toBe(expected);
    expect(rows).toEqual([]);
  });
});

describeOn("redis", "on Redis", (server) => {
  test("08-redis", async () => {
    const { prefix, drop } = freshPrefix(server);
    await printsTwice("08-redis", server, prefix);
    await drop();
  });

  test("npm start ends with the same table", { timeout: PATIENCE }, async () => {
    expect(outcome(await day("--store", server))).toEqual(await inMemory);
  });
});
