import { createContext, runInContext } from "node:vm";
import { build } from "esbuild";
import { expect, inject, test } from "vitest";

const application = inject("application");

const whole = await build({
  stdin: { contents: `export * from "proximo"`, resolveDir: application },
  bundle: true,
  format: "iife",
  globalName: "proximo",
  logLevel: "silent",
  metafile: true,
  minify: true,
  platform: "browser",
  write: false,
});

test("the front door is bundled for browsers with nothing left out or replaced", () => {
  expect(whole.warnings).toEqual([]);
  expect(Object.values(whole.metafile.outputs).flatMap((output) => output.imports)).toEqual([]);
  expect(Object.keys(whole.metafile.inputs).filter((path) => path.includes("(disabled)"))).toEqual([]);
});

test("the bundle runs a center where there is nothing of Node", async () => {
  const { crypto, TextEncoder, TextDecoder, structuredClone, queueMicrotask, clearTimeout } = globalThis;
  const waits: number[] = [];
  // As in browsers, a timer is a number, which cannot be unref'd.
  const setTimeout = (_: () => void, wait: number) => waits.push(wait);
  const page = createContext({
    ...{ crypto, TextEncoder, TextDecoder, structuredClone, queueMicrotask, setTimeout, clearTimeout },
  });
  const served = await runInContext(
    `${whole.outputFiles.map((file) => file.text).join("")};
    (async () => {
      const center = await proximo.createCenter();
      await center.enqueue({ id: "mail", channel: "email", contact: "bruno" });
      await center.enqueue({ id: "chat", channel: "webchat", contact: "ana" });
      await center.enqueue({ id: "call", channel: "voice", scheduledFor: Date.now() + 3_600_000 });
      const served = [];
      for (let claim; (claim = await center.next({ id: "agent-7" })); await claim.complete()) served.push(claim.ticket.id);
      await center.close();
      return [...served, typeof process, typeof Buffer, typeof require, typeof global].join(" ");
    })()`,
    page,
  );
  expect(served).toBe("chat mail undefined undefined undefined undefined");
  expect(waits.length).toBeGreaterThan(0);
});
