import { expect, test } from "vitest";
import { describeInBrowser } from "./browser.ts";
import { MINUTE, NOON } from "./console.ts";
import { nextButton, says, seenAt } from "./sights.ts";

describeInBrowser("the Next button", (stage) => {
  test("turns red exactly 5 minutes before a scheduled ticket's time, and says so in words", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const at = NOON + 15 * MINUTE;
    await console.enqueue(
      { name: "Rui Dias", channel: "email" },
      { name: "Ana Lima", channel: "voice", scheduledFor: at },
    );
    const page = await open(console.operator("ana"));
    expect(await nextButton(page)).toEqual({ red: false, words: "Nothing urgent. 1 in line" });
    await says(page, "#scheduled", "joins the line in 10:00");

    await console.setClock(at - 5 * MINUTE - 1);
    await seenAt(page, at - 5 * MINUTE - 1);
    expect(await nextButton(page)).toEqual({ red: false, words: "Nothing urgent. 1 in line" });
    await says(page, "#scheduled", "joins the line in 0:01");

    await console.setClock(at - 5 * MINUTE);
    await seenAt(page, at - 5 * MINUTE);
    const words = "Urgent: 1 scheduled";
    expect(await nextButton(page)).toEqual({ red: true, words });
    await says(page, "#status", "Somebody urgent is waiting now");
    expect(await page.title()).toMatch(/^● /);

    await page.click("#next");
    await says(page, "#in-hand-name", "Ana Lima");
    // Neither message takes the other's place before it was read out.
    await says(page, "#status", "Serving Ana Lima");
    await says(page, "#status", "Nobody urgent is waiting now");
    await page.waitForSelector('#next[data-urgent="false"]');
    expect((await nextButton(page)).red).toBe(false);
  });

  test("is red while an absolute channel waits, and says so in Portuguese too", async () => {
    const { console: start, open } = stage();
    const console = await start();
    const page = await open(console.operator("ana"), { locale: "pt-BR" });
    expect(await nextButton(page)).toEqual({ red: false, words: "Ninguém na fila" });
    await console.enqueue({ name: "Caio Reis", channel: "webchat" });
    await page.waitForSelector('#next[data-urgent="true"]');
    const words = "Urgente: 1 em canal absoluto";
    expect(await nextButton(page)).toEqual({ red: true, words });
    expect(await page.locator("#next span").textContent()).toBe("Próximo");

    await page.click("text=English");
    await says(page, "#next-why", "Urgent: 1 on an absolute channel");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await page.reload();
    await says(page, "#next span", "Next");
  });
});
