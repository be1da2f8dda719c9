import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { describeInBrowser, type Stage } from "./browser.ts";
import { type Console, MINUTE, NOON } from "./console.ts";
import { faintTexts, namelessControls } from "./inspection.ts";
import { lineReads, says } from "./sights.ts";

/** A console with something of everything to be seen. */
async function furnished({ console: start }: Stage): Promise<Console> {
  const console = await start();
  await console.enqueue(
    { name: "Ana Um", channel: "webchat" },
    { name: "Gil Dois", channel: "voice", scheduledFor: NOON + 2 * MINUTE },
    { name: "Rui Três", channel: "email" },
    { name: "Eva Quatro", channel: "voice", scheduledFor: NOON + 20 * MINUTE },
    { name: "Maria Souza", channel: "whatsapp", purpose: "offers" },
  );
  return console;
}

async function operator({ open }: Stage, console: Console, options = {}): Promise<Page> {
  const page = await open(console.operator("ana"), options);
  await page.click("#next");
  await says(page, "#in-hand-name", "Ana Um");
  await page.hover("#line li:first-child");
  return page;
}

async function supervisor({ open }: Stage, console: Console, options = {}): Promise<Page> {
  const page = await open(console.supervisor, options);
  await page.fill("#contact", "Maria Souza");
  await page.keyboard.press("Enter");
  await says(page, "#consents", "Offers");
  await page.focus("#line li:first-child button");
  return page;
}

describeInBrowser("both pages", (stage) => {
  test.each(["light", "dark"] as const)("have a contrast of 4.5 or more in all their text, %s", async (colorScheme) => {
    const here = stage();
    const console = await furnished(here);
    const options = { colorScheme, reducedMotion: "reduce" };
    expect(await faintTexts(await operator(here, console, options))).toEqual([]);
    expect(await faintTexts(await supervisor(here, console, options))).toEqual([]);
  });

  test("give every control a name, headings and lists their roles, and the page its language", async () => {
    const here = stage();
    const console = await furnished(here);
    for (const page of [await operator(here, console), await supervisor(here, console)]) {
      expect(await namelessControls(page)).toEqual([]);
      expect(await page.getByRole("main").count()).toBe(1);
      expect(await page.getByRole("heading", { name: /^Line / }).count()).toBe(1);
      expect(
        await page
          .getByRole("region", { name: /^Line / })
          .getByRole("listitem")
          .count(),
      ).toBe(3);
      expect(await page.getByRole("status").count()).toBe(1);
      expect(await page.getAttribute("html", "lang")).toBe("en");
    }
  });

  test.each([360, 800, 1440])("fit a window %i pixels wide, however long the words", async (width) => {
    const { console: start, open } = stage();
    const console = await start();
    const urgent = Array.from({ length: 12 }, (_, index) => ({ name: `Maximiliano Albuquerque Cavalcanti ${index}` }));
    for (const { name } of urgent)
      await console.enqueue({ name, channel: "webchat" }, { name, channel: "voice", scheduledFor: NOON });
    const options = { locale: "pt-BR", viewport: { width, height: 800 }, reducedMotion: "reduce" } as const;
    const page = await open(console.operator("ana"), options);
    await says(page, "#next-why", "Urgente: 12 em canal absoluto, 12 com hora marcada");
    await page.focus("#line li:first-child button");
    for (const one of [page, await open(console.supervisor, options)])
      expect(await one.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const desk = await page.locator(".desk").boundingBox();
    const button = await page.locator("#next").boundingBox();
    expect(button?.width).toBe(desk?.width);
  });

  test.each([360, 1440])("fit a window %i pixels wide, though there is no space in a name", async (width) => {
    const { console: start, open } = stage();
    const console = await start();
    const name = "W".repeat(80);
    await console.enqueue({ name, channel: "email", scheduledFor: NOON + 30 * MINUTE }, { name, channel: "webchat" });
    const options = { viewport: { width, height: 800 }, reducedMotion: "reduce" } as const;
    const operator = await open(console.operator("ana"), options);
    await operator.click("#next");
    await says(operator, "#in-hand-name", name);
    const supervisor = await open(console.supervisor, options);
    await supervisor.fill("#contact", name);
    await supervisor.keyboard.press("Enter");
    await says(supervisor, "#status", name);
    for (const page of [operator, supervisor]) {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      for (const said of await page.locator("#status p").all())
        expect((await said.boundingBox())?.width).toBeLessThan(width);
    }
  });

  test("say in the charts' names what is drawn", async () => {
    const here = stage();
    const page = await supervisor(here, await furnished(here));
    expect(await page.getByRole("img", { name: "Nobody was served in the last half hour." }).count()).toBe(2);
  });

  test("can be worked with the keyboard alone, from the top, and show where the focus is", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Rui Um", channel: "email" });
    const page = await open(console.operator("ana"));
    await lineReads(page, ["Rui Um"]);
    const reached = async (selector: string) => {
      for (let presses = 0; presses < 30; presses++) {
        await page.keyboard.press("Tab");
        const outline = await page.evaluate(() => getComputedStyle(document.activeElement as Element).outlineStyle);
        expect(outline).toBe("solid");
        if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
      }
      throw new Error(`${selector} is not reached by Tab`);
    };
    await reached(".skip");
    await reached("#next");
    await page.keyboard.press("Space");
    await says(page, "#in-hand-name", "Rui Um");
    await reached("#complete");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#in-hand", { state: "hidden" });
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("next");
  });

  test("move nothing where less motion is asked for", async () => {
    const { console: start, open } = stage();
    const console = await start();
    await console.enqueue({ name: "Ana Um", channel: "email" });
    const animated = async (page: Page) => {
      await page.evaluate(() => {
        const animate = Element.prototype.animate;
        Element.prototype.animate = function (...how) {
          document.documentElement.dataset.animated = "true";
          return animate.apply(this, how);
        };
      });
      return () => page.evaluate(() => document.documentElement.dataset.animated === "true");
    };
    const [still, moving] = [
      await open(console.operator("ana"), { reducedMotion: "reduce" }),
      await open(console.operator("bruno"), { reducedMotion: "no-preference" }),
    ];
    const [stillAnimated, movingAnimated] = [await animated(still), await animated(moving)];
    await console.enqueue({ name: "Zoe Dois", channel: "webchat" });
    for (const page of [still, moving]) await lineReads(page, ["Zoe Dois", "Ana Um"]);
    expect([await stillAnimated(), await movingAnimated()]).toEqual([false, true]);
  });
});
