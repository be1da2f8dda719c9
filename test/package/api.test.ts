import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { PublicSurface } from "./api.ts";

const root = inject("root");
const { exports } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { exports: object };
const entries = Object.keys(exports)
  .filter((path) => path !== "./package.json")
  .map((path) => (path === "." ? "index" : path.slice("./".length)));
const surface = new PublicSurface(join(root, "dist"), entries);

/** Markdown, so that no editor offers what is declared there, and no compiler reads it. */
function page(entry: string): string {
  const name = entry === "index" ? "proximo" : `proximo/${entry}`;
  return `# The public surface of \`${name}\`\n\n\`\`\`ts\n${surface.report(entry)}\n\`\`\`\n`;
}

test.each(entries)("the public surface of %s is the one that was reviewed", async (entry) => {
  const told =
    "the public surface has changed: where that is meant, `npm run api` writes it down, to be committed with the change";
  await expect(page(entry), told).toMatchFileSnapshot(`api/${entry}.api.md`);
});

test.each(entries)("%s has at run time what its declarations say", async (entry) => {
  const module: object = await import(join(root, "dist", `${entry}.js`));
  expect(surface.values(entry).sort()).toEqual(Object.keys(module).sort());
});
