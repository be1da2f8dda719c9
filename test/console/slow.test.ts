import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser } from "./browser.ts";
import { lineReads, says } from "./sights.ts";
import { holdAnswers, holdPictures } from "./slowness.ts";

/** What the page asks to be done, from now on. */
function postsOf(page: Page): string[] {
  const posts: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST") posts.push(request.url());
  });
  return posts;
}

describeInBrowser("where the network is slow", (stage) => {
  test("the operator stands before Next again when the ticket goes, however late the answer to its settlement is", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" });
    const page = await open(console.operator("ana"));
    await page.click("#next");
    await says(page, "#in-hand-name", "Ana Um");
    const answer = await holdAnswers(page, "**/release");
    await page.focus("#release");
    await page.keyboard.press("Enter");
    await lineReads(page, ["Ana Um"]);
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("next");
    answer();
    await says(page, "#status", "Back in the line");
  });

  test("a second press while the first is under way does nothing, on whatever settles the ticket", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" });
    const page = await open(console.operator("ana"));
    await page.click("#next");
    await says(page, "#in-hand-name", "Ana Um");
    const pictures = await holdPictures(page);
    await says(page, "#in-hand-name", "Ana Um");
    const posts = postsOf(page);
    const answer = await holdAnswers(page, "**/complete");
    await page.click("#complete");
    expect(await page.getAttribute("#in-hand", "aria-busy")).toBe("true");
    for (const button of ["#complete", "#release", "#cancel", "#later"]) await page.click(button);
    answer();
    await says(page, "#status", "Completed");
    // The answer is there, and the picture that shows it is not.
    await page.click("#complete");
    await pictures.letGo("all");
    await page.waitForSelector("#in-hand", { state: "hidden" });
    expect(posts).toEqual([expect.stringMatching(/complete$/)]);
    expect(await page.locator("#status p").allTextContents()).toEqual(["Completed"]);
  });

  test("a second press on Next, or on a Take meanwhile, does nothing", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" }, { name: "Rui Dois", channel: "email" });
    const page = await open(console.operator("ana"));
    const pictures = await holdPictures(page);
    await lineReads(page, ["Ana Um", "Rui Dois"]);
    const posts = postsOf(page);
    const answer = await holdAnswers(page, "**/next");
    await page.click("#next");
    expect(await page.getAttribute("#next", "aria-busy")).toBe("true");
    await page.click("#next");
    await page.hover("#line li:last-child");
    await page.click("#line li:last-child .take");
    answer();
    await says(page, "#status", "Serving Ana Um");
    await page.click("#next");
    await pictures.letGo("all");
    await says(page, "#in-hand-name", "Ana Um");
    expect(await page.getAttribute("#next", "aria-busy")).toBe("false");
    expect(posts).toEqual([expect.stringMatching(/next$/)]);
    expect(await page.locator("#status p").allTextContents()).toEqual(["Serving Ana Um"]);
  });

  test("what was not answered can be pressed again", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" });
    const page = await open(console.operator("ana"));
    await page.route("**/next", (route) => route.abort(), { times: 1 });
    await page.click("#next");
    await says(page, "#status", "It did not work: there is no connection to the console");
    await page.click("#next");
    await says(page, "#in-hand-name", "Ana Um");
  });

  test("who has the ticket in hand is not kept waiting for the answer to Next", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" }, { name: "Rui Dois", channel: "email" });
    const page = await open(console.operator("ana"));
    await holdAnswers(page, "**/next");
    for (const name of ["Ana Um", "Rui Dois"]) {
      await page.click("#next");
      await says(page, "#in-hand-name", name);
      await page.click("#complete");
      await page.waitForSelector("#in-hand", { state: "hidden" });
    }
  });

  test("one who presses Revoke twice revokes once", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const page = await open(console.supervisor);
    await page.fill("#contact", "Maria Souza");
    await page.keyboard.press("Enter");
    const posts = postsOf(page);
    const answer = await holdAnswers(page, "**/revoke");
    const button = page.getByRole("button", { name: "Revoke WhatsApp of Maria Souza" });
    await button.click();
    await button.click();
    answer();
    await says(page, "#status", "Revoked: Maria Souza");
    await page.click("#revoke-all");
    await page.waitForSelector("#revoke-all", { state: "detached" });
    expect(posts).toHaveLength(2);
    expect(await page.locator("#consents .history li").count()).toBe(3);
  });

  test("the pace stays what was chosen, though pictures from before that come after its answer", async () => {
    const { console: start, open } = stage();
    const console = await start({ simulated: true });
    const page = await open(console.supervisor);
    const pictures = await holdPictures(page);
    const held = await pictures.more(0);
    const pace = page.locator("#pace");
    const answered = page.waitForResponse("**/api/pace");
    await pace.selectOption("4");
    await page.focus("#contact"); // As whoever goes on.
    await (await answered).finished();
    await pictures.more(held);
    for (let picture = 0; picture < held; picture++) {
      await pictures.letGo("first");
      expect(await pace.inputValue()).toBe("4");
    }
    await page.click("text=Português"); // It is written anew, and is the same.
    expect(await pace.inputValue()).toBe("4");
    await pictures.letGo("all");
    expect(await pace.inputValue()).toBe("4");
    // It is not deaf to what others choose.
    await console.post("/api/pace", { pace: 1 });
    await page.waitForFunction(() => (document.querySelector("#pace") as HTMLSelectElement).value === "1");
  });

  test("a slider stays where it was moved to, though pictures from before that come after its answer", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const page = await open(console.supervisor);
    const pictures = await holdPictures(page);
    const slider = page.getByRole("slider", { name: "Score of E-mail" });
    await slider.focus();
    let held = 0;
    for (const score of [41, 42]) {
      const answered = page.waitForResponse("**/api/channels/email");
      await page.keyboard.press("ArrowRight");
      await (await answered).finished();
      held = await pictures.more(held);
      expect(await slider.inputValue()).toBe(String(score));
    }
    await pictures.letGo("first");
    expect(await slider.inputValue()).toBe("42");
    await pictures.letGo("all");
    expect(await slider.inputValue()).toBe("42");
    // It is not deaf to what others do.
    await console.post("/api/channels/email", { score: 90 });
    await says(page, "#channels li[data-id='email'] .number", "90");
  });

  test("the consents are those of whom was asked for last, though an earlier answer comes later", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const page = await open(console.supervisor);
    const answer = await holdAnswers(page, "**/api/contacts/Maria%20Souza");
    for (const name of ["Maria Souza", "Nobody Known"]) {
      await page.fill("#contact", name);
      await page.keyboard.press("Enter");
    }
    await says(page, "#status", "Consent of Nobody Known");
    const late = page.waitForResponse("**/api/contacts/Maria%20Souza");
    answer();
    await (await late).finished();
    await page.evaluate(() => fetch("/api/contacts").then((answer) => answer.json())); // What came before it was heard.
    expect(await page.locator("#consents h3").first().textContent()).toBe("Nobody Known");
  });

  test("one revocation is recorded after the other, and all of them are shown", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const page = await open(console.supervisor);
    await page.fill("#contact", "Maria Souza");
    await page.keyboard.press("Enter");
    const answer = await holdAnswers(page, "**/revoke");
    const asked: string[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/revoke")) asked.push(request.postData() ?? "");
    });
    for (const channel of ["WhatsApp", "E-mail"])
      await page.getByRole("button", { name: `Revoke ${channel} of Maria Souza` }).click();
    const ledger = async () => (await console.ask("/api/contacts/Maria%20Souza")).text;
    await expect.poll(ledger).toContain("revocation");
    expect(asked).toEqual(['{"channel":"whatsapp"}']);
    answer();
    await page.locator("#consents .history li:nth-child(3)").waitFor();
    for (const channel of ["WhatsApp", "E-mail"])
      expect(await page.getByRole("row", { name: channel }).locator("[data-allowed='true']").count()).toBe(0);
  });

  test("an answer takes the focus from nobody who has gone on", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const page = await open(console.supervisor);
    await page.fill("#contact", "Maria Souza");
    await page.keyboard.press("Enter");
    const answer = await holdAnswers(page, "**/revoke");
    await page.getByRole("button", { name: "Revoke WhatsApp of Maria Souza" }).click();
    await page.focus("#contact");
    answer();
    await says(page, "#status", "Revoked: Maria Souza");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("contact");
    // Whoever stays is told where they are.
    await page.click("#revoke-all");
    await page.waitForSelector("#revoke-all", { state: "detached" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Maria Souza");
  });

  test("whoever says that they are somebody else has nothing of the former in hand", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" });
    const page = await open(console.operator("ana"));
    await page.click("#next");
    await says(page, "#in-hand-name", "Ana Um");
    const pictures = await holdPictures(page);
    await says(page, "#in-hand-name", "Ana Um");
    await page.selectOption("#agent", "bruno");
    expect(await page.isVisible("#in-hand")).toBe(false);
    await pictures.letGo("all");
    await says(page, "#agents li[data-id='bruno']", "you");
    await page.click("#next");
    await says(page, "#status", "Nobody is waiting");
  });
});
