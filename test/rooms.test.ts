import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A small house under the rules of the real one: each file and what it imports. */
const inOrder = [
  ["src/model/score.ts", "export interface Score {}"],
  ["src/contacts/rules.ts", 'import type { Score } from "../model/score.ts";'],
  ["src/queue/order.ts", 'import "../model/score.ts";'],
  ["src/stores/store.ts", 'import "../model/score.ts";'],
  ["src/stores/memory.ts", 'import "./store.ts"; import "../queue/order.ts";'],
  ["src/center/claim.ts", 'import "../stores/store.ts"; import "zod";'],
  ["src/center.ts", 'import "./center/claim.ts"; import "./stores/memory.ts"; import "./contacts/rules.ts";'],
  ["src/index.ts", 'import "./center.ts";'],
  ["src/testing/index.ts", 'import "../stores/store.ts"; import "../model/score.ts"; import "fast-check";'],
] as const;

/** What may not be added to it, and the rule that says so. */
const forbidden = [
  ["src/model/upwards.ts", 'import "../queue/order.ts";', "model-imports-down-only"],
  ["src/queue/upwards.ts", 'import "../contacts/rules.ts";', "queue-imports-down-only"],
  ["src/queue/by-type.ts", 'import type { Rule } from "../contacts/rules.ts";', "queue-imports-down-only"],
  ["src/agents/upwards.ts", 'import "../center.ts";', "agents-imports-down-only"],
  ["src/center/inwards.ts", 'import "../index.ts";', "nothing-imports-a-front-door"],
  ["src/channels/itself.ts", 'import "./itself.ts";', "no-cycles"],
  ["src/outbound/gate.ts", 'import "../stores/memory.ts";', "only-front-doors-see-a-store"],
  ["src/consent/chain.ts", 'import "../stores/store.ts";', "the-ledger-sees-its-own-stores-only"],
  ["src/statistics/waits.ts", 'import "../testing/index.ts";', "testing-stands-apart"],
  ["src/testing/contract.ts", 'import "../queue/order.ts";', "testing-sees-port-and-model"],
  ["src/distribution/files.ts", 'import "node:fs";', "no-node-built-ins"],
  ["src/distribution/tests.ts", 'import "fast-check";', "few-runtime-dependencies"],
  ["src/testing/runner.ts", 'import "vitest";', "testing-needs-fast-check-alone"],
  ["src/distribution/nowhere.ts", 'import "./nothing.ts";', "no-unresolvable"],
] as const;

/** Builds a house in a folder of its own and runs over it the check that `npm run build` begins with. */
async function checkRooms(files: readonly (readonly [file: string, imports: string, rule?: string])[]) {
  const folder = await mkdtemp(join(tmpdir(), "proximo-rooms-"));
  for (const name of [".dependency-cruiser.mjs", "tsconfig.json", "package.json"])
    await copyFile(join(root, name), join(folder, name));
  await symlink(join(root, "node_modules"), join(folder, "node_modules"));
  for (const [file, imports] of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), `${imports}\nexport {};\n`);
  }
  const ended = await new Promise<{ exitCode: number | null; printed: string }>((resolve) => {
    const child = execFile("npm", ["run", "--silent", "rooms"], { cwd: folder }, (_, printed) =>
      resolve({ exitCode: child.exitCode, printed }),
    );
  });
  await rm(folder, { recursive: true });
  return ended;
}

test("a house in order passes", async () => {
  const { exitCode, printed } = await checkRooms(inOrder);
  expect(printed).toContain("no dependency violations found");
  expect(exitCode).toBe(0);
});

test.each([
  ["an upward import", [["src/model/upwards.ts", 'import "../queue/order.ts";']]],
  [
    "a cycle",
    [
      ["src/channels/one.ts", 'import "./two.ts";'],
      ["src/channels/two.ts", 'import "./one.ts";'],
    ],
  ],
] as const)("%s alone fails", async (_, added) => {
  expect((await checkRooms([...inOrder, ...added])).exitCode).toBeGreaterThan(0);
});

describe("a house with every forbidden import", () => {
  let printed: string;
  beforeAll(async () => {
    printed = (await checkRooms([...inOrder, ...forbidden])).printed;
  });

  test.each(forbidden)("%s: %s", (file, _, rule) => expect(printed).toContain(`error ${rule}: ${file} →`));
});
