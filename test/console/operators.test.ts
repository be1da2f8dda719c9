import { expect, test } from "vitest";
import { describeInBrowser } from "./browser.ts";
import type { Console } from "./console.ts";
import { lineReads, says } from "./sights.ts";

/** The first that a page of this agent is sent. */
async function firstPicture({ supervisor }: Console, agent: string): Promise<string> {
  const { body } = await fetch(new URL(`/events?agent=${agent}`, supervisor));
  const chunks = body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  while (!/^data: .*\n\n/m.test(text)) text += (await chunks.read()).value ?? "";
  await chunks.cancel();
  return text;
}

describeInBrowser("two operators", (stage) => {
  test("who press Next at the same instant never get the same ticket", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const rounds = 8;
    const names = Array.from({ length: 2 * rounds + 1 }, (_, index) => `Contact ${index}`);
    await console.enqueue(...names.map((name) => ({ name, channel: "email" })));
    const pages = [await open(console.operator("ana")), await open(console.operator("bruno"))];
    const served: (string | null)[] = [];
    for (let round = 0; round < rounds; round++) {
      await Promise.all(pages.map((page) => page.click("#next")));
      for (const page of pages) {
        await page.waitForSelector("#in-hand:not([hidden])");
        served.push(await page.locator("#in-hand-name").textContent());
      }
      await Promise.all(pages.map((page) => page.click("#complete")));
      for (const page of pages) await page.waitForSelector("#in-hand", { state: "hidden" });
    }
    expect(new Set(served).size).toBe(2 * rounds);
    expect([...served].sort()).toEqual(names.slice(0, -1).sort());

    // One is left, and one of the two gets it.
    for (const page of pages) await lineReads(page, ["Contact 16"]);
    await Promise.all(pages.map((page) => page.click("#next")));
    for (const page of pages) await lineReads(page, []);
    const statuses = await Promise.all(
      pages.map((page) =>
        page
          .locator("#status p")
          .filter({ hasText: /^(Serving Contact 16|Nobody)/ })
          .textContent(),
      ),
    );
    expect(statuses.sort()).toEqual(["Nobody is waiting", "Serving Contact 16"]);
  });

  test("see each other's tickets, but are sent the token of their own alone", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" });
    const [ana, bruno] = [await open(console.operator("ana")), await open(console.operator("bruno"))];
    await ana.click("#next");
    await says(bruno, "#agents li[data-id='ana']", "Ana Um, E-mail");
    expect(await bruno.isVisible("#in-hand")).toBe(false);
    expect(await firstPicture(console, "ana")).toContain('"token"');
    const others = await firstPicture(console, "bruno");
    expect(others).toContain("Ana Um");
    expect(others).not.toContain('"token"');
    await bruno.click("#next");
    await says(bruno, "#status", "Nobody is waiting");
  });

  test("one who presses twice is given one ticket", async () => {
    const { console: start } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" }, { name: "Rui Dois", channel: "email" });
    const answers = await Promise.all([1, 2, 3].map(() => console.post("/api/agents/ana/next", {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await console.post("/api/agents/ana/next", {})).status).toBe(409);
    expect((await console.post("/api/agents/bruno/next", {})).text).toContain("Rui Dois");
  });
});
