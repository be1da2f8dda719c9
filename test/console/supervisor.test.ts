import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { ConsentProof } from "proximo";
import { expect, test } from "vitest";
import { describeInBrowser } from "./browser.ts";
import { MINUTE, NOON, SECOND } from "./console.ts";
import { lineReads, says } from "./sights.ts";

describeInBrowser("the supervisor", (stage) => {
  test("moves a slider, and the line reorders at once, here and before the operators", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue(
      { name: "Zap Um", channel: "whatsapp" },
      { name: "Zap Dois", channel: "whatsapp" },
      { name: "Mail Um", channel: "email" },
    );
    const page = await open(console.supervisor);
    const operator = await open(console.operator("ana"));
    await lineReads(page, ["Zap Um", "Zap Dois", "Mail Um"]);
    await page.getByRole("slider", { name: "Score of E-mail" }).focus();
    await page.keyboard.press("End");
    for (const one of [page, operator]) await lineReads(one, ["Mail Um", "Zap Um", "Zap Dois"]);
    await says(page, "#channels li[data-id='email'] .number", "100");
    await operator.hover("#line li:first-child");
    await says(operator, "#reason", "Before Zap Um: its channel scores 100, against 60.");

    await page.getByRole("slider", { name: "Score of WhatsApp" }).focus();
    for (let press = 0; press < 5; press++) await page.keyboard.press("ArrowLeft");
    await says(operator, "#reason", "Before Zap Um: its channel scores 100, against 55.");
    await page.getByRole("slider", { name: "Score of E-mail" }).focus();
    await page.keyboard.press("Home");
    for (const one of [page, operator]) await lineReads(one, ["Zap Um", "Zap Dois", "Mail Um"]);
  });

  test("makes a channel absolute, and pauses one", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Zap Um", channel: "whatsapp" }, { name: "Mail Um", channel: "email" });
    const page = await open(console.supervisor);
    await page.getByRole("checkbox", { name: "E-mail: absolute" }).check();
    await lineReads(page, ["Mail Um", "Zap Um"]);
    await page.getByRole("checkbox", { name: "E-mail: paused" }).check();
    await lineReads(page, ["Zap Um"]);
    await says(page, "#line-counts", "1 waiting · 1 on paused channels");
    await page.getByRole("checkbox", { name: "E-mail: paused" }).uncheck();
    await lineReads(page, ["Mail Um", "Zap Um"]);
  });

  test("watches waits and service level", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const ago = (seconds: number) => NOON - seconds * SECOND;
    await console.enqueue(
      { name: "Ana Um", channel: "email", receivedAt: ago(150) },
      { name: "Rui Dois", channel: "email", receivedAt: ago(30) },
    );
    const page = await open(console.supervisor);
    await says(page, "#waits-said", "Nobody was served in the last half hour.");
    const operator = await open(console.operator("ana"));
    for (const name of ["Ana Um", "Rui Dois"]) {
      await operator.click("#next");
      await says(operator, "#in-hand-name", name);
      await operator.click("#complete");
      await operator.waitForSelector("#in-hand", { state: "hidden" });
    }
    await says(page, "#waits-said", "In the last minute with anybody served, an average wait of 1:30.");
    await says(page, "#level-said", "In half an hour, 50% served within 60 seconds: 2 served, 0 gave up.");
    expect(await page.locator("#waits circle").count()).toBe(1);
    expect(await page.locator("#level rect").count()).toBe(1);
    await console.setClock(NOON + 31 * MINUTE);
    await says(page, "#level-said", "Nobody was served in the last half hour.");
  });

  test("revokes a consent: the outbound ticket vanishes, no other enters, and the proof says why", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const offer = { name: "Maria Souza", channel: "whatsapp", purpose: "offers" };
    await console.enqueue({ ...offer }, { name: "Maria Souza", channel: "email" }, { ...offer, name: "Rui Carvalho" });
    const page = await open(console.supervisor);
    await lineReads(page, ["Maria Souza", "Rui Carvalho", "Maria Souza"]);
    await page.fill("#contact", "Maria Souza");
    await page.keyboard.press("Enter");
    await says(page, "#consents .answers", "Offers");
    await says(page, "#consents .history li", "granted Offers on every channel");

    await page.getByRole("button", { name: "Revoke WhatsApp of Maria Souza" }).click();
    await lineReads(page, ["Rui Carvalho", "Maria Souza"]);
    await page.locator("#consents .history li").filter({ hasText: "revoked everything on WhatsApp" }).waitFor();
    await page.locator("#consents td[data-allowed='false']").filter({ hasText: "revoked" }).first().waitFor();
    const refused = await console.post("/api/tickets", offer);
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text).code).toBe("CONSENT_REQUIRED");

    const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Export the proof (JSON)")]);
    expect(download.suggestedFilename()).toBe("maria-souza-consent-proof.json");
    const proof = JSON.parse(await readFile(await download.path(), "utf8")) as ConsentProof;
    const head = proof.lines.reduce((prev, line) => {
      expect(JSON.parse(line).prev).toBe(prev);
      return createHash("sha256").update(line).digest("hex");
    }, proof.after.head);
    expect(head).toBe(proof.checkpoint.head);
    const seqs = proof.parts.map(({ seq }) => seq);
    const kinds = proof.lines.map((line) => JSON.parse(line)).filter(({ seq }) => seqs.includes(seq));
    expect(kinds.map(({ kind }) => kind)).toEqual(["grant", "revocation"]);

    await page.click("#revoke-all");
    await page.waitForSelector("#revoke-all", { state: "detached" });
    expect(await page.locator("#consents td[data-allowed='true']").count()).toBe(0);
  });

  test("looks up somebody of whom nothing is on record", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const page = await open(console.supervisor);
    await page.fill("#contact", "Nobody Known");
    await page.keyboard.press("Enter");
    await says(page, "#consents", "Nothing on record.");
    await says(page, "#status", "Consent of Nobody Known: 0 of 8 allowed");
  });
});
