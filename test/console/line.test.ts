import { expect, test } from "vitest";
import { describeInBrowser } from "./browser.ts";
import { MINUTE, NOON, SECOND } from "./console.ts";
import { lineReads, says, seenAt } from "./sights.ts";

describeInBrowser("the line", (stage) => {
  test("stands in order, and each place says which key decides against the one behind", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue(
      { name: "Bia Form", channel: "form" },
      { name: "Caio Mail", channel: "email", receivedAt: NOON - 20 * SECOND },
      { name: "Davi Mail", channel: "email", receivedAt: NOON - 50 * SECOND },
      { name: "Eva Mail", channel: "email", receivedAt: NOON - 20 * SECOND },
      { name: "Fay Call", channel: "voice", scheduledFor: NOON + 2 * MINUTE },
      { name: "Gil Chat", channel: "webchat" },
    );
    const page = await open(console.operator("ana"));
    await lineReads(page, ["Gil Chat", "Fay Call", "Davi Mail", "Caio Mail", "Eva Mail", "Bia Form"]);

    const sentences = [
      "Before Fay Call: absolute comes before scheduled.",
      "Before Davi Mail: scheduled comes before standard.",
      "Before Caio Mail: waiting since 11:59:10, against 11:59:40.",
      "Before Eva Mail: arrived first, no. 1 against no. 3.",
      "Before Bia Form: its channel scores 40, against 30.",
      "Nobody behind.",
    ];
    for (const [index, sentence] of sentences.entries()) {
      await page.hover(`#line li:nth-child(${index + 1})`);
      await says(page, "#reason", sentence);
    }
    await page.hover("#line li:nth-child(5)");
    await says(page, "#reason", "Before Bia Form");
    expect(await page.locator("#reason .decides > *").allTextContents()).toEqual(["Channel", "40", "30"]);
    await page.hover("header");
    await page.waitForSelector("#reason", { state: "hidden" });
  });

  test("is walked with the arrow keys, says its reasons to screen readers, and closes them with Escape", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" }, { name: "Rui Dois", channel: "email" });
    const page = await open(console.operator("ana"));
    await lineReads(page, ["Ana Um", "Rui Dois"]);

    await page.focus("#line li:first-child .place");
    await says(page, "#reason", "Before Rui Dois: arrived first");
    await page.keyboard.press("ArrowDown");
    await says(page, "#reason", "Nobody behind.");
    await page.keyboard.press("Escape");
    await page.waitForSelector("#reason", { state: "hidden" });

    // A newcomer ahead moves the place, and the focus stays with it.
    await console.enqueue({ name: "Zoe Chat", channel: "webchat" });
    await lineReads(page, ["Zoe Chat", "Ana Um", "Rui Dois"]);
    const focused = page.locator("#line li:focus-within");
    expect(await focused.locator(".name").textContent()).toBe("Rui Dois");
    const place = page.getByRole("button", { name: "2: Ana Um, E-mail" });
    const described = (await place.getAttribute("aria-describedby")) ?? "";
    expect(await page.locator(`[id="${described}"]`).textContent()).toMatch(/^Before Rui Dois: arrived first/);

    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await says(page, "#in-hand-name", "Rui Dois");
    await lineReads(page, ["Zoe Chat", "Ana Um"]);
  });

  test("hides no place behind the reason for it, on a phone either", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const names = Array.from({ length: 12 }, (_, index) => `Ana ${index}`);
    await console.enqueue(...names.map((name) => ({ name, channel: "email" })));
    const page = await open(console.operator("ana"), { viewport: { width: 390, height: 844 } });
    await lineReads(page, names);
    await page.focus("#line li:first-child .place");
    for (const name of names) {
      const row = await page.locator("#line li:focus-within").boundingBox();
      const reason = await page.locator("#reason").boundingBox();
      if (row === null || reason === null) throw new Error(`${name}: no reason is shown`);
      expect(row.y + row.height <= reason.y || reason.y + reason.height <= row.y, name).toBe(true);
      await page.keyboard.press("ArrowDown");
    }
  });

  test("hides the Next button behind no reason, on a phone either", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const names = Array.from({ length: 12 }, (_, index) => `Maximiliano Albuquerque Cavalcanti ${index}`);
    await console.enqueue(...names.map((name) => ({ name, channel: "webchat" })));
    for (const height of [844, 667]) {
      const options = { viewport: { width: 390, height }, hasTouch: true, isMobile: true, locale: "pt-BR" };
      const page = await open(console.operator("ana"), options);
      await lineReads(page, names);
      const next = await page.locator("#next").boundingBox();
      for (const place of await page.locator("#line .place").all()) {
        const row = await place.boundingBox();
        if (row === null || next === null || row.y > height) break; // What is in the window before anything is moved.
        await page.touchscreen.tap(row.x + 60, Math.min(row.y + 20, height - 2));
        const reason = await page.locator("#reason").boundingBox();
        expect(reason?.y).toBeGreaterThanOrEqual(next.y + next.height);
        expect(reason?.x).toBe(16);
        expect(reason?.width).toBe(390 - 32);
      }
    }
  });

  test("gives nobody at the first touch what is to be seen only then", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" }, { name: "Rui Dois", channel: "email" });
    const options = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const page = await open(console.operator("ana"), options);
    await lineReads(page, ["Ana Um", "Rui Dois"]);
    const taken: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST") taken.push(request.url());
    });
    const take = await page.locator("#line li:first-child .take").boundingBox();
    if (take === null) throw new Error("there is nothing to touch");
    const touch = () => page.touchscreen.tap(take.x + take.width / 2, take.y + take.height / 2);
    await touch();
    await says(page, "#reason", "Before Rui Dois");
    expect(taken).toEqual([]);
    await touch();
    await says(page, "#in-hand-name", "Ana Um");
    expect(taken).toHaveLength(1);
  });

  test("keeps the focus in the line when the place that has it leaves", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue(...["Ana Um", "Rui Dois", "Eva Três"].map((name) => ({ name, channel: "email" })));
    const page = await open(console.operator("ana"));
    await lineReads(page, ["Ana Um", "Rui Dois", "Eva Três"]);
    const focused = () => page.locator("#line li:focus-within .name").textContent();
    await page.focus("#line li:first-child .place");
    await console.post("/api/agents/bruno/next", {});
    await lineReads(page, ["Rui Dois", "Eva Três"]);
    expect(await focused()).toBe("Rui Dois");
    await says(page, "#reason", "Before Eva Três: arrived first");

    await page.keyboard.press("End");
    await page.keyboard.press("Tab"); // To its "Take".
    const id = await page.getAttribute("#line li:last-child", "data-id");
    await console.post("/api/agents/clara/take", { ticket: id });
    await lineReads(page, ["Rui Dois"]);
    expect(await focused()).toBe("Rui Dois");
  });

  test("gives its first to whoever presses Next; what comes back stands where it stood", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue(
      ...["Ana Um", "Rui Dois", "Eva Três"].map((name) => ({ name, channel: "email", receivedAt: NOON - MINUTE })),
    );
    const page = await open(console.operator("ana"));
    await page.click("#next");
    await says(page, "#in-hand-name", "Ana Um");
    await says(page, "#agents li[data-id='ana']", "Ana Um, E-mail, 0:00");
    await lineReads(page, ["Rui Dois", "Eva Três"]);
    expect(await page.getAttribute("#next", "aria-disabled")).toBe("true");
    await page.press("#next", "Enter");
    await says(page, "#status", "Finish the ticket in hand before calling the next one");

    await page.click("#release");
    await lineReads(page, ["Ana Um", "Rui Dois", "Eva Três"]);
    await page.keyboard.press("Enter"); // The focus is on Next again.
    await says(page, "#in-hand-name", "Ana Um");
    await page.click("#complete");
    await says(page, "#nobody-in-hand", "Nobody");

    await page.click("#next");
    await says(page, "#in-hand-name", "Rui Dois");
    await page.selectOption("#later-minutes", "10");
    await page.click("#later");
    await says(page, "#scheduled li", "joins the line in 5:00");
    await lineReads(page, ["Eva Três"]);
    await console.setClock(NOON + 5 * MINUTE);
    await lineReads(page, ["Rui Dois", "Eva Três"]);
    await says(page, "#scheduled-empty", "Nothing scheduled");

    await page.click("#next");
    await says(page, "#in-hand-name", "Rui Dois");
    await page.click("#cancel");
    await says(page, "#nobody-in-hand", "Nobody");
    await lineReads(page, ["Eva Três"]);
  });

  test("shows for how long each has waited", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email", receivedAt: NOON - 65 * SECOND });
    const page = await open(console.operator("ana"));
    await says(page, "#line .waited", "1:05");
    await console.setClock(NOON + 60 * MINUTE);
    await seenAt(page, NOON + 60 * MINUTE);
    await says(page, "#line .waited", "1:01:05");
  });
});
