import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { deadLinks } from "./docs/dead-links.ts";
import { type Example, examplesIn, isRunnable } from "./docs/examples.ts";
import { reference } from "./docs/reference.ts";
import { brokenExamples, surroundings } from "./docs/run.ts";
import { typeErrors } from "./readme/types.ts";

const folder = await mkdtemp(join(tmpdir(), "proximo-docs-"));
afterAll(() => rm(folder, { recursive: true }));

describe("npm run docs", async () => {
  const { project, complaints } = await reference(join(folder, "api"));
  const examples = examplesIn(project);

  test("finds every export documented, with an example, and every link leading somewhere", () =>
    expect(complaints).toEqual([]));

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

  test("writes pages whose links lead to a page, and to a place in it", async () => {
    expect(await deadLinks(join(folder, "api"))).toEqual([]);
  });

  test("lists what the front door gives by the room it comes from", () => {
    const [door] = (project.children ?? []).filter(({ name }) => name === "proximo");
    const rooms = (door?.categories ?? []).map(({ title, children }) => [title, children.map(({ name }) => name)[0]]);
    expect(rooms.slice(0, 2)).toEqual([
      ["center", "createCenter"],
      ["queue", "compareTickets"],
    ]);
    expect(rooms.map(([room]) => room)).not.toContain("Other");
  });

  test("has examples of the right types", () => {
    const errors = typeErrors([surroundings, ...examples.map(({ imports, code }) => `${imports.join(" ")} ${code}`)]);
    expect(failing(examples, errors.slice(1))).toEqual([]);
  });

  test("has examples that run, and print what they say", async () => {
    const runnable = examples.filter(isRunnable);
    expect(runnable.length).toBeGreaterThan(examples.length / 2);
    expect(failing(runnable, await brokenExamples(runnable))).toEqual([]);
  });
});

test("npm run docs complains of what is undocumented, leads nowhere, or cannot be looked up", async () => {
  const faulty = fileURLToPath(new URL("docs/faulty.ts", import.meta.url));
  const { complaints } = await reference(join(folder, "faulty"), [faulty]);
  expect(complaints).toContainEqual(expect.stringContaining("undocumented (CallSignature)"));
  expect(complaints).toContainEqual(expect.stringContaining("nowhere"));
  expect(complaints).toContainEqual(expect.stringContaining("Hidden"));
  expect(complaints).toContainEqual("faulty.undocumented has no example");
  expect(complaints).not.toContainEqual("faulty.leaking has no example");
});

test("an example that says what is not, or fails, is found", async () => {
  const example = (code: string) => ({ of: "it", code, imports: [] });
  const broken = await brokenExamples([
    example("queue.size; // → 2"),
    example("queue.size; // → 3"),
    example("queue.clear();"),
  ]);
  expect(broken).toEqual([[], [expect.stringContaining("prints 2")], [expect.stringContaining("TypeError")]]);
});

/** Of the examples, those of which there is something to say. */
function failing(examples: readonly Example[], sayings: readonly (readonly string[])[]) {
  return examples
    .map(({ of, code }, index) => ({ of, code, saying: sayings[index] }))
    .filter((one) => one.saying?.length);
}
