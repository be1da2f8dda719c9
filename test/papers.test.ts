import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { scripts: object };

const papers = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "examples/README.md"];

describe.each(papers)("%s", (paper) => {
  const reading = readFile(join(root, paper), "utf8");
  const found = async (pattern: RegExp) => [...(await reading).matchAll(pattern)].map(([, name]) => name as string);

  test("links to what is there", async () => {
    const links = (await found(/\]\(([^)#\s]+)\)/g)).filter((link) => !/^\w+:/.test(link));
    expect(links.filter((link) => !existsSync(join(root, dirname(paper), link)))).toEqual([]);
  });

  test("names folders and files that are there", async () => {
    const paths = await found(/`((?:src|test|bench|examples)\/[\w./-]*)`/g);
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("names scripts that are there", async () => {
    const names = await found(/npm run ([\w-]+)/g);
    expect(names.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });
});

test("CONTRIBUTING.md lists the rooms in the order in which imports go down", async () => {
  const rules = await readFile(join(root, ".dependency-cruiser.mjs"), "utf8");
  const [, list = ""] = rules.match(/^const rooms = \[(.*?)\];/ms) ?? [];
  const rooms = [...list.matchAll(/"(\w+)"/g)].map(([, room]) => room);
  const contributing = await readFile(join(root, "CONTRIBUTING.md"), "utf8");
  const rows = [...contributing.matchAll(/^\| `(\w+)` \|/gm)].map(([, room]) => room);
  expect(rooms.length).toBeGreaterThan(0);
  expect(rows).toEqual(["index", ...rooms, "testing"]);
});
