import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { examplesIn, frontDoors, reference } from "./docs/reference.ts";
import { surroundings } from "./docs/surroundings.ts";
import { typeErrors } from "./readme/types.ts";

const folder = await mkdtemp(join(tmpdir(), "proximo-docs-"));
afterAll(() => rm(folder, { recursive: true }));

describe("npm run docs", async () => {
  const { project, complaints } = await reference(join(folder, "api"));

  test("finds every export documented, and every link leading somewhere", () => expect(complaints).toEqual([]));

  test("has a page for each entry point, and for each page of docs/", async () => {
    const pages = await readdir(new URL("../docs", import.meta.url));
    const titles = pages.filter((page) => page.endsWith(".md")).map((page) => page.replace(/\.md$/, ""));
    expect((project.documents ?? []).map(({ name }) => name).sort()).toEqual(titles.sort());
    const { name, exports } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));
    const entryPoints = Object.keys(exports).filter((path) => !path.endsWith(".json"));
    expect((project.children ?? []).map(({ name }) => name).sort()).toEqual(
      entryPoints.map((path) => path.replace(".", name)).sort(),
    );
    expect(await readdir(join(folder, "api"))).toContain("index.html");
  });

  test("has an example of every function and class", () => {
    expect(frontDoors(project).filter(({ examples }) => examples === 0)).toEqual([]);
  });

  test("has examples of the right types", () => {
    const examples = examplesIn(project);
    expect(examples.length).toBeGreaterThan(30);
    const [, ...errors] = typeErrors([surroundings, ...examples.map(({ code }) => code)]);
    const wrong = examples.map((example, index) => ({ ...example, errors: errors[index] }));
    expect(wrong.filter((example) => example.errors?.length !== 0)).toEqual([]);
  });
});

test("npm run docs complains of what is undocumented, leads nowhere, or cannot be looked up", async () => {
  const faulty = fileURLToPath(new URL("docs/faulty.ts", import.meta.url));
  const { complaints } = await reference(join(folder, "faulty"), [faulty]);
  expect(complaints).toContainEqual(expect.stringContaining("undocumented (CallSignature)"));
  expect(complaints).toContainEqual(expect.stringContaining("nowhere"));
  expect(complaints).toContainEqual(expect.stringContaining("Hidden"));
});
