import { expect, test } from "vitest";
import { describeInBrowser } from "./browser.ts";
import { MINUTE, NOON } from "./console.ts";
import { lineReads, says, seenAt } from "./sights.ts";

describeInBrowser("a console that is killed", (stage) => {
  test("loses nothing: line, scores, claims, callbacks, consents and waits are there again", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue(
      { name: "Ana Um", channel: "webchat" },
      { name: "Rui Dois", channel: "email" },
      { name: "Eva Três", channel: "whatsapp" },
      { name: "Gil Quatro", channel: "voice", scheduledFor: NOON + 30 * MINUTE },
      { name: "Maria Souza", channel: "sms", purpose: "offers" },
    );
    await console.post("/api/channels/email", { score: 90 });
    await console.post("/api/contacts/Maria%20Souza/revoke", { channel: "sms" });
    const page = await open(console.operator("ana"));
    await page.click("#next");
    await says(page, "#in-hand-name", "Ana Um");
    await page.click("#release");
    await lineReads(page, ["Ana Um", "Rui Dois", "Eva Três"]);
    await page.click("#next");
    await says(page, "#in-hand-name", "Ana Um");

    await console.kill();
    await page.waitForSelector("#lost:not([hidden])");
    await page.click("#complete");
    await says(page, "#status", "It did not work: there is no connection to the console");
    const later = NOON + 10 * MINUTE;
    await console.restart(later);

    // The page finds it again by itself.
    await seenAt(page, later);
    await page.waitForSelector("#lost", { state: "hidden" });
    await says(page, "#in-hand-name", "Ana Um");
    await says(page, "#in-hand-since", "for 10:00");
    await lineReads(page, ["Rui Dois", "Eva Três"]);
    await says(page, "#scheduled li", "joins the line in 15:00");

    // The claim is settled by the token it had.
    await page.click("#complete");
    await page.waitForSelector("#in-hand", { state: "hidden" });
    await page.click("#next");
    await says(page, "#in-hand-name", "Rui Dois");

    const supervisor = await open(console.supervisor);
    await says(supervisor, "#channels li[data-id='email'] .number", "90");
    await says(supervisor, "#level-said", "In half an hour, 50% served within 60 seconds: 2 served, 0 gave up.");
    expect((await console.ask("/api/contacts/Maria%20Souza")).text).toContain('"kind":"revocation"');

    await console.setClock(NOON + 25 * MINUTE);
    await lineReads(supervisor, ["Gil Quatro", "Eva Três"]);
  });
});
