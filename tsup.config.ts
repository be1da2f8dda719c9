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
  // A parameter property is then written by the constructor alone, and not as a field beside it. The types are checked
  // without it, so that no field is initialised from one: esbuild would do that too soon.
  esbuildOptions: (options) => {
    delete options.tsconfig;
    options.tsconfigRaw = { compilerOptions: { useDefineForClassFields: false, verbatimModuleSyntax: true } };
  },
  // Published as ESM only; bundled, the CommonJS build can use them too.
  noExternal: ["tinyqueue", "canonicalize"],
});
