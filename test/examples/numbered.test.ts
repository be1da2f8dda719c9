import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { run } from "../run.ts";
import { printedBy, told, toldOf } from "./numbered.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Those that want a database are run in test/stores/examples.test.ts. */
const onDatabases = ["06-sqlite", "07-postgres", "08-redis", "09-processes"];
const alone = told.map(({ name }) => name).filter((name) => !onDatabases.includes(name));

test("examples/README.md tells of each numbered example, in order, and of no other", async () => {
  const files = await readdir(new URL("../../examples", import.meta.url));
  const numbered = files.filter((file) => /^\d\d-/.test(file)).map((file) => file.replace(/\.ts$/, ""));
  expect(told.map(({ name }) => name)).toEqual(numbered.sort());
});

test.each(alone)("%s prints what is told", async (name) => {
  expect(toldOf(name)).not.toBe("");
  expect(await printedBy(name)).toBe(toldOf(name));
});

test("the store of 12-custom-store is held to the contract", async () => {
  const contract = ["--import", "tsx", "--test", "--test-reporter", "tap", "examples/12-custom-store/contract.test.ts"];
  const printed = await run(process.execPath, contract, root);
  expect(printed).toMatch(/^# pass [1-9]\d\d$/m);
  expect(printed).toMatch(/^# fail 0$/m);
  expect(printed).toMatch(/^# skipped 0$/m);
});
