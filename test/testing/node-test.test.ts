import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const contract = fileURLToPath(new URL("node-test/contract.ts", import.meta.url));

/** Runs the contract as a program of its own. */
function run(...fault: readonly string[]): Promise<{ exitCode: number | null; printed: string }> {
  return new Promise((resolve) => {
    const tap = ["--test-reporter", "tap", "--import", "tsx"];
    // Inside another runner's child process Node would report to that one.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const child = execFile(process.execPath, [...tap, contract, ...fault], { env }, (_error, printed, said) =>
      resolve({ exitCode: child.exitCode, printed: printed + said }),
    );
  });
}

test("the contract runs under node:test, and says what it was not asked", async () => {
  const { exitCode, printed } = await run();
  expect(printed).toMatch(/^# pass 2\d\d$/m);
  expect(printed).toMatch(/^# fail 0$/m);
  expect(printed).toContain("messages: left out, because it is not asked here # SKIP");
  expect(exitCode).toBe(0);
});

test("a store that breaks a promise fails there, by the name of the promise", async () => {
  const { exitCode, printed } = await run("a lost release");
  expect(printed).toMatch(/not ok \d+ - released, a ticket stands where it would have stood/);
  expect(exitCode).toBe(1);
});
