import type { Awaitable } from "../model/awaitable.ts";
import { type ChapterName, chapters } from "./contract/chapters.ts";
import { histories } from "./contract/histories/histories.ts";
import { type FreshStore, Stage } from "./contract/stage/stage.ts";

/**
 * What the contract needs of a test runner: vitest, Jest and `node:test` all have it.
 *
 * @example
 * import { describe, test } from "node:test";
 *
 * const runner: TestRunner = { describe, test };
 */
export interface TestRunner {
  /** A group of tests. */
  readonly describe: (name: string, body: () => void) => unknown;
  /** One test. */
  readonly test: {
    /** `timeout` in milliseconds; `node:test`, which has no limit of its own, leaves it alone. */
    (name: string, body: () => Promise<void>, timeout?: number): unknown;
    /** One that is shown, and not run. */
    readonly skip: (name: string, body: () => void) => unknown;
  };
}

/**
 * How far a store is tried, and what it is let off.
 *
 * @example
 * const options: ContractOptions = { runs: 50, timeout: 120_000, without: { outbound: "nothing goes out of here" } };
 */
export interface ContractOptions {
  /** How many random histories are played; 200 unless given. Each needs a fresh store. */
  readonly runs?: number | undefined;
  /** Milliseconds that one test may take; 60,000 unless given. */
  readonly timeout?: number | undefined;
  /** Chapters that this store cannot be held to, each with the reason, which is shown. */
  readonly without?: { readonly [chapter in ChapterName]?: string } | undefined;
}

/**
 * Declares the tests that make a store a store: whatever passes them can be given to `createCenter`.
 *
 * Most tests need a fresh store of their own, and all go by a manual clock. The random histories are made with `fast-check`,
 * which the application installs.
 *
 * @param runner the functions of the test runner.
 * @param open makes an empty store, and says how to open another one over the same data.
 * @example
 * import { describe, test } from "node:test"; // or from vitest; Jest has both as globals
 * import { storeContract } from "proximo/testing";
 *
 * storeContract({ describe, test }, "my store", async () => {
 *   const database = await temporaryDatabase();
 *   return {
 *     store: myStore({ database }),
 *     another: () => myStore({ database }), // as another process would: without it, one handle is used twice
 *     dispose: () => database.drop(),
 *   };
 * });
 */
export function storeContract(
  { describe, test }: TestRunner,
  name: string,
  open: () => Awaitable<FreshStore>,
  { runs = 200, timeout = 60_000, without = {} }: ContractOptions = {},
): void {
  const part = (chapter: ChapterName, tests: { readonly [promise: string]: () => Promise<void> }) => {
    const reason = without[chapter];
    if (reason !== undefined) test.skip(`${chapter}: left out, because ${reason}`, () => {});
    else
      describe(chapter, () => {
        for (const [promise, body] of Object.entries(tests)) test(promise, body, timeout);
      });
  };
  describe(`the contract of a store: ${name}`, () => {
    for (const [chapter, proofs] of Object.entries(chapters)) {
      const tests = Object.entries(proofs).map(([promise, proof]) => [promise, () => Stage.over(open, proof)] as const);
      part(chapter as keyof typeof chapters, Object.fromEntries(tests));
    }
    part("histories", histories(open, runs, timeout));
  });
}
