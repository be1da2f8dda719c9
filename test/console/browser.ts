import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, onTestFinished, test } from "vitest";
import { type Console, startConsole } from "./console.ts";

/** Where Debian's chromium is. */
const CHROMIUM = "/usr/bin/chromium";

export interface Stage {
  /** A console of the test's own, which ends with the test. See `startConsole`. */
  console(options?: { simulated?: boolean }): Promise<Console>;
  /** A page of a browser window of its own: nothing is shared with other windows. It ends with the test. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Tests in a real browser. Where there is none they are skipped, and it says so, unless servers are required. */
export function describeInBrowser(name: string, tests: (stage: () => Stage) => void): void {
  if (!existsSync(CHROMIUM)) {
    const reason = `needs ${CHROMIUM}; install chromium`;
    if (process.env.PROXIMO_SERVERS === "required") throw new Error(`${name}: ${reason}`);
    console.warn(`Skipped: ${name}: ${reason}`);
    describe(name, () => test.skip(reason));
    return;
  }
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    });
    afterAll(() => browser.close());
    tests(() => stageOf(browser));
  });
}

function stageOf(browser: Browser): Stage {
  const ends: (() => Promise<void>)[] = [];
  const unexpected: Error[] = [];
  onTestFinished(async () => {
    await Promise.all(ends.map((end) => end()));
    if (unexpected.length > 0) throw new AggregateError(unexpected, unexpected.join("\n"));
  });
  return {
    async console(options) {
      const started = await startConsole(options);
      ends.push(started.stop);
      return started;
    },
    async open(url, options = {}) {
      const context = await browser.newContext({ locale: "en-GB", timezoneId: "UTC", ...options });
      ends.push(() => context.close());
      context.setDefaultTimeout(60_000); // Other tests share the machine.
      const page = await context.newPage();
      // Nothing may go wrong in a page without the test knowing.
      page.on("pageerror", (error) => {
        unexpected.push(error);
      });
      await page.goto(url);
      await page.waitForSelector("html[data-now]");
      return page;
    },
  };
}
