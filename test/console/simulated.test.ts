import { expect, test } from "vitest";
import { describeInBrowser } from "./browser.ts";

describeInBrowser("a console with simulated people", (stage) => {
  test("lives by itself: contacts come, and colleagues serve them", async () => {
    const { console: start, open } = stage();
    const console = await start({ simulated: true });
    const page = await open(console.operator("ana"));
    const first = await page.locator("#line .name").first().textContent();
    expect(first).not.toBeNull();
    await page.locator("#agents li[data-free='false']").first().waitFor();
    await page.waitForFunction((name) => document.querySelector("#line .name")?.textContent !== name, first);
  });

  test("shows how fast it goes, though that is no choice of the page's", async () => {
    const { console: start, open } = stage();
    const console = await start({ simulated: true });
    await console.post("/api/pace", { pace: 2.5 });
    const page = await open(console.operator("ana"));
    expect(await page.locator("#pace option:checked").textContent()).toBe("× 2.5");
  });

  test("stands still where it is paused, on every page, while the waits count on", async () => {
    const { console: start, open } = stage();
    const console = await start({ simulated: true });
    const supervisor = await open(console.supervisor);
    await supervisor.selectOption("#pace", "0");
    const page = await open(console.operator("ana"));
    await page.waitForFunction(() => (document.querySelector("#pace") as HTMLSelectElement).value === "0");

    const waited = (selector: string) => page.locator(`${selector} .waited`).textContent();
    const id = await page.locator("#line li").last().getAttribute("data-id");
    const last = `li[data-id="${id}"]`;
    const before = await waited(last);
    await page
      .locator(`${last} .waited`)
      .filter({ hasNotText: before ?? "" })
      .waitFor();
  });
});
