import { defineConfig } from "tsup";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    testing: "src/testing/index.ts",
    sqlite: "src/stores/sqlite.ts",
    postgres: "src/stores/postgres.ts",
    redis: "src/stores/redis.ts",
    simulation: "src/simulation/index.ts",
  },
  format: ["esm", "cjs"],
  dts: true,
  clean: true,
  target: "node20",
  platform: "neutral",
  // Without it each entry point would carry its own copy of every class, and `instanceof` would fail between them.
  splitting: true,
  // Rollup then writes the CommonJS chunks. What would write them otherwise (sucrase) moves public class fields into the
  // constructor, behind private ones that are initialised from them.
  treeshake: true,
  // Published as ESM only; bundled, the CommonJS build can use them too.
  noExternal: ["tinyqueue", "canonicalize"],
});
