import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { run } from "./run.ts";

const application = inject("application");
const strictly = ["--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--lib", "es2022"];
const compile = (...args: string[]) =>
  run(process.execPath, [join(inject("root"), "node_modules/typescript/bin/tsc"), ...strictly, ...args], application);

describe("compiled under moduleResolution node16", () => {
  // Compiled files come out even of programs with type errors, so that each test below fails for its own reason.
  let compiling: Promise<string>;
  beforeAll(async () => {
    compiling = compile("--module", "node16", "flow.mts", "flow.cts");
    await Promise.allSettled([compiling]);
  });

  test("its types are found and hold, from an ES module and from CommonJS", () => compiling);

  test.each([
    ["an ES module", ["--input-type=module", "-e"], `import * as flow from "./flow.mjs"`],
    ["CommonJS", ["--input-type=commonjs", "-e"], `const flow = require("./flow.cjs")`],
  ])("it runs from %s", async (_, how, load) => {
    const report = `${load};
      flow.center().then((served) => console.log(JSON.stringify([served, flow.line(), flow.refusals()])));`;
    const printed = await run(process.execPath, [...how, report], application);
    expect(JSON.parse(printed)).toEqual([
      ["chat", "call", "message", "mail", null],
      { order: ["important", "usual"], firstBeforeSecond: true },
      ["UNKNOWN_CHANNEL", "INVALID_TIME", "INVALID_OPTION"],
    ]);
  });
});

test("its types are found and hold under moduleResolution bundler", () =>
  compile("--module", "esnext", "--moduleResolution", "bundler", "--noEmit", "flow.mts"));
