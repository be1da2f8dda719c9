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
  // Published as ESM only; bundled, the CommonJS build can use them too.
  noExternal: ["tinyqueue", "canonicalize"],
});
