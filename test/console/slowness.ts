import type { Page } from "playwright-core";

/** Holds the answers to these requests, each of which has been carried out by then, until they are let go. */
export async function holdAnswers(page: Page, requests: string): Promise<() => void> {
  let letGo = () => {};
  const going = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  await page.route(requests, async (route) => {
    const response = await route.fetch();
    await going;
    await route.fulfill({ response });
  });
  return letGo;
}

/** Pictures on their way to a page. */
interface Held {
  /** Waits until so many more than that are held. */
  more(than: number): Promise<number>;
  /** Lets the first of them arrive, or all, and those to come. */
  letGo(which: "first" | "all"): Promise<void>;
}

type Holding = typeof globalThis & { held?: (() => void)[] | undefined };

/** Loads the page anew, and holds every picture that it is sent after the first. */
export async function holdPictures(page: Page): Promise<Held> {
  await page.addInitScript(() => {
    const here = globalThis as Holding;
    const { set } = Object.getOwnPropertyDescriptor(EventSource.prototype, "onmessage") as PropertyDescriptor;
    Object.defineProperty(EventSource.prototype, "onmessage", {
      set(this: EventSource, show: (event: MessageEvent) => void) {
        set?.call(this, (event: MessageEvent) => (here.held ? here.held.push(() => show(event)) : show(event)));
      },
    });
  });
  await page.reload();
  await page.waitForSelector("html[data-now]");
  await page.evaluate(() => {
    (globalThis as Holding).held = [];
  });
  return {
    async more(than) {
      await page.waitForFunction((least) => ((globalThis as Holding).held?.length ?? 0) > least, than);
      return page.evaluate(() => (globalThis as Holding).held?.length ?? 0);
    },
    letGo: (which) =>
      page.evaluate((which) => {
        const here = globalThis as Holding;
        const { held = [] } = here;
        if (which === "all") here.held = undefined;
        for (const show of held.splice(0, which === "all" ? held.length : 1)) show();
      }, which),
  };
}
