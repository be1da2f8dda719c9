import { readdir, readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { brokenClaims } from "./readme/run.ts";
import { snippetsOf } from "./readme/snippets.ts";
import { typeErrors } from "./readme/types.ts";

const root = new URL("../", import.meta.url);
const concepts = (await readdir(new URL("docs", root))).filter((file) => file.endsWith(".md"));
const pages = ["README.md", ...concepts.map((file) => `docs/${file}`)];
const snippets = await Promise.all(
  pages.map(async (page) => {
    const text = await readFile(new URL(page, root), "utf8");
    return snippetsOf(text).map((snippet) => ({ page, ...snippet }));
  }),
);

describe.each(pages.map((page, index) => [page, snippets[index] ?? []] as const))("%s", (_, own) => {
  test("shows code, with what it prints", () => {
    expect(own.length, "no ```ts snippet").toBeGreaterThan(0);
    expect(own.filter(({ code }) => code.includes("// → ")).length, "no snippet has a // →").toBeGreaterThan(0);
  });

  test.each(own)("the snippet on line $line runs, and prints what it says", async ({ code }) => {
    expect(await brokenClaims(code)).toEqual([]);
  });
});

test("every snippet has the right types", () => {
  const all = snippets.flat();
  const errors = typeErrors(all.map(({ code }) => code));
  const wrong = all.map(({ page, line }, index) => ({ page, line, errors: errors[index] }));
  expect(wrong.filter((snippet) => snippet.errors?.length !== 0)).toEqual([]);
});

describe("the reading of snippets", () => {
  const sample = `
import { TicketQueue } from "proximo";
import { manualClock } from "proximo/testing";
const queue = new TicketQueue({ clock: manualClock(0) });
queue.enqueue({ id: "mail", channel: "email" });
queue.enqueue({ id: "chat", channel: "webchat" });
queue.size; // → 2
queue.peek(2).map((ticket) => ticket.id); // → ["chat", "mail"]
console.log("next:", queue.next()?.id, queue.urgency.urgent); // → next: chat false
await Promise.resolve(queue.next());
// → { id: "mail", …
// →   receivedAt: 0, … }
queue.next(); // → undefined
for (const each of [1, 2]) {
  console.log(each); // → 1 2
}
`;

  test("finds them in Markdown, with their lines", () => {
    const markdown =
      "# A\n\n```ts\nconst a = 1;\n```\n\n- b\n\n  ```ts\n  if (b) {\n    c();\n  }\n  ```\n\n```js\nno\n```\n";
    expect(snippetsOf(markdown)).toEqual([
      { line: 4, code: "const a = 1;\n" },
      { line: 10, code: "if (b) {\n  c();\n}\n" },
    ]);
  });

  test("finds true claims true", async () => expect(await brokenClaims(sample)).toEqual([]));

  test.each([
    ["// → 2\n", "// → 3\n"],
    ['["chat", "mail"]', '["mail", "chat"]'],
    ["next: chat false", "next: chat true"],
    ["receivedAt: 0", "receivedAt: 1"],
    ["→ undefined", "→ chat"],
    ["// → 1 2", "// → 1"],
    ["manualClock(0) });", "manualClock(0) }); // → nothing prints here"],
    ["of [1, 2]", "of [].concat()"],
  ])("finds a false claim: %j made %j", async (held, broken) => {
    expect(sample).toContain(held);
    expect(await brokenClaims(sample.replace(held, broken))).toHaveLength(1);
  });

  test("finds a snippet that fails", async () => {
    await expect(brokenClaims(`${sample} throw new Error("no")`)).rejects.toThrow("did not run to its end");
    await expect(brokenClaims(`Promise.reject(new Error("no"))`)).rejects.toThrow("did not run to its end");
  });

  test("finds wrong types", () => {
    const wrong = sample.replace("queue.size;", "queue.size();");
    expect(typeErrors([sample, wrong])).toEqual([
      [],
      [expect.stringContaining("line 7: This expression is not callable")],
    ]);
  });
});
