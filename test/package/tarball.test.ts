import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { run } from "../run.ts";

const root = inject("root");
const tool = (name: string) => join(root, "node_modules/.bin", name);
const installed = join(inject("application"), "node_modules/proximo");

test("it holds the build and its papers, and nothing else", async () => {
  const papers = ["CHANGELOG.md", "LICENSE", "README.md", "THIRD-PARTY-NOTICES.md"];
  expect((await readdir(installed)).sort()).toEqual([...papers, "dist", "docs", "package.json"]);
  const build = await readdir(join(installed, "dist"));
  expect(build.filter((file) => !/^[\w-]+\.(js|cjs|d\.ts|d\.cts)$/.test(file))).toEqual([]);
});

test("the chapters that the README leads to can be read where it is installed", async () => {
  const readme = await readFile(join(installed, "README.md"), "utf8");
  const chapters = new Set([...readme.matchAll(/\]\(docs\/([\w-]+\.md)\)/g)].map(([, chapter]) => chapter));
  expect((await readdir(join(installed, "docs"))).sort()).toEqual([...chapters].sort());
});

test("the notices name whatever is bundled from others", async () => {
  const files = (await readdir(join(installed, "dist"))).filter((file) => file.endsWith(".js"));
  const build = await Promise.all(files.map((file) => readFile(join(installed, "dist", file), "utf8")));
  const named = build.join("\n").matchAll(/^\/\/ node_modules\/((?:@[\w-]+\/)?[\w-]+)/gm);
  const bundled = new Set([...named].map(([, name]) => name));
  expect(bundled).toContain("tinyqueue");
  const notices = await readFile(join(installed, "THIRD-PARTY-NOTICES.md"), "utf8");
  for (const name of bundled) expect(notices).toContain(`[${name}](`);
});

test("it tells nothing of the machine that built it", async () => {
  for (const file of await readdir(join(installed, "dist"))) {
    expect(await readFile(join(installed, "dist", file), "utf8"), file).not.toContain(root);
  }
});

test("publint finds nothing to say", () => run(tool("publint"), ["--strict", inject("tarball")], root));

test("attw finds the types of every entry point, from ES modules and CommonJS", () =>
  run(tool("attw"), ["--profile", "node16", inject("tarball")], root));
