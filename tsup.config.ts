import { defineConfig } from "tsup";

export default defineConfig({
  entry: { index: "src/index.ts", testing: "src/testing/index.ts" },
  format: ["esm", "cjs"],
  dts: true,
  clean: true,
  target: "node20",
  platform: "neutral",
  // Without it each entry point would carry its own copy of every class, and `instanceof` would fail between them.
  splitting: true,
  // tinyqueue is published as ESM only; bundled, the CommonJS build can use it too.
  noExternal: ["tinyqueue"],
});
