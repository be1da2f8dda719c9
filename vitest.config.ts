import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

/** What is tested on real servers, and the servers themselves. */
const stores = ["test/stores/**/*.test.ts", "test/servers/**/*.test.ts"];

export default defineConfig({
  resolve: {
    alias: [
      { find: /^proximo$/, replacement: source("index.ts") },
      { find: /^proximo\/(sqlite|postgres|redis)$/, replacement: source("stores/$1.ts") },
      { find: /^proximo\/(.+)$/, replacement: source("$1/index.ts") },
    ],
  },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // As long as a server may take on a busy machine: what is awaited comes sooner.
    expect: { poll: { timeout: 30_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: "source",
          include: ["test/**/*.test.ts"],
          exclude: ["test/package/**", "test/console/**", ...stores],
          typecheck: { enabled: true, include: ["test/types/**/*.test-d.ts"] },
        },
      },
      {
        extends: true,
        test: {
          name: "stores",
          include: stores,
          globalSetup: "test/servers/setup.ts",
        },
      },
      {
        extends: true,
        test: {
          name: "console",
          include: ["test/console/**/*.test.ts"],
        },
      },
      {
        extends: true,
        test: {
          name: "package",
          include: ["test/package/**/*.test.ts"],
          globalSetup: "test/package/install.ts",
        },
      },
    ],
  },
});
