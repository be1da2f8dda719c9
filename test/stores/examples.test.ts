import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { run } from "../run.ts";
import { describeOn } from "../servers/index.ts";
import { freshDatabase } from "../servers/postgres.ts";
import { freshPrefix } from "../servers/redis.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const example = (name: string, ...args: string[]) =>
  run(process.execPath, ["--import", "tsx", `examples/${name}.ts`, ...args], root);
const day = (...args: string[]) => example("day/main", "--seed", "11", ...args);

/** What `npm start` comes to: the table, and the referee's verdict. */
const outcome = (printed: string) => printed.split("\n").filter((line) => /^[┌│├└✔]/.test(line));
const inMemory = day().then(outcome);

const newFile = () => join(mkdtempSync(join(tmpdir(), "proximo-example-")), "center.db");

test("06-sqlite", async () => {
  expect(await example("06-sqlite", newFile())).toBe("claimed: invoice\nstill held by agent-7\nnext: moving\n");
});

test("npm start over SQLite ends with the table that it ends with in memory", { timeout: 300_000 }, async () => {
  expect(outcome(await day("--store", `sqlite:${newFile()}`))).toEqual(await inMemory);
});

describeOn("postgres", "on PostgreSQL", (server) => {
  test("07-postgres", async () => {
    const { url, drop } = await freshDatabase(server);
    const printed = await example("07-postgres", url);
    expect(printed).toBe("the other process hears of chat\none each: [ 'chat', 'mail' ]\n");
    await drop();
  });

  test("npm start ends with the same table", { timeout: 300_000 }, async () => {
    const { url, drop } = await freshDatabase(server);
    expect(outcome(await day("--store", url.replace(/^postgres(ql)?:/, "postgres:")))).toEqual(await inMemory);
    await drop();
  });
});

describeOn("redis", "on Redis", (server) => {
  test("08-redis", async () => {
    const { prefix, drop } = freshPrefix(server);
    expect(await example("08-redis", server, prefix)).toBe("in order: vip, zap, mail\nnext: mail\n");
    await drop();
  });

  test("npm start ends with the same table", { timeout: 300_000 }, async () => {
    expect(outcome(await day("--store", server))).toEqual(await inMemory);
  });
});
