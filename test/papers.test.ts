import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const { scripts } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { scripts: object };

/** Every Markdown page, save those that `npm run docs` writes. */
const papers = [
  ...(await readdir(root)),
  ...(await Promise.all(["src", "test", "bench", "examples", "docs"].map(allOf))).flat(),
].filter((path) => path.endsWith(".md") && !path.startsWith("docs/api/"));

async function allOf(folder: string): Promise<string[]> {
  const entries = await readdir(join(root, folder), { recursive: true });
  return entries.map((entry) => `${folder}/${entry.replaceAll("\\", "/")}`);
}

/** The names by which the headings of a page are linked to, as GitHub makes them. */
async function anchorsOf(path: string): Promise<string[]> {
  const headings = (await readFile(path, "utf8")).matchAll(/^#+ (.*)$/gm);
  return [...headings].map(([, heading = ""]) =>
    heading
      .replaceAll(/\]\([^)]*\)/g, "")
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

describe.each(papers)("%s", (paper) => {
  const reading = readFile(join(root, paper), "utf8");
  const found = async (pattern: RegExp) => [...(await reading).matchAll(pattern)].map(([, name]) => name as string);

  test("links to what is there", async () => {
    const links = (await found(/\]\(([^)\s]+)\)/g)).filter((link) => !/^\w+:/.test(link));
    const dead = await Promise.all(
      links.map(async (link) => {
        const [path = "", anchor] = link.split("#");
        const target = path === "" ? join(root, paper) : join(root, dirname(paper), path);
        return !existsSync(target) || (anchor !== undefined && !(await anchorsOf(target)).includes(anchor));
      }),
    );
    expect(links.filter((_, index) => dead[index])).toEqual([]);
  });

  test("names folders and files that are there", async () => {
    const paths = await found(/`((?:src|test|bench|examples|docs)\/[\w./-]*)`/g);
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

test("CHANGELOG.md says each thing once, in a group", async () => {
  const [, first = "", ...groups] = (await readFile(join(root, "CHANGELOG.md"), "utf8")).split(/^##+ /m);
  expect(first).not.toMatch(/^- /m);
  const sentences = groups.flatMap((group) => group.match(/^- .*$/gm) ?? []);
  expect(sentences.length).toBeGreaterThan(0);
  expect(sentences.filter((sentence, index) => sentences.indexOf(sentence) !== index)).toEqual([]);
});
