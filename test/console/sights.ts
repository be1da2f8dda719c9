import type { Page } from "playwright-core";

/** Waits until the page shows what was true when its clock read this, whatever it shows. */
export async function seenAt(page: Page, now: number): Promise<void> {
  await page.waitForSelector(`html[data-now="${now}"]`);
}

/** Waits until the line shows these people, in this order, and nobody else. */
export async function lineReads(page: Page, names: readonly string[]): Promise<void> {
  await page.waitForFunction(
    (wanted) =>
      JSON.stringify([...document.querySelectorAll("#line .name")].map((node) => node.textContent)) === wanted,
    JSON.stringify(names),
  );
}

/** Waits until this element says this. */
export async function says(page: Page, selector: string, text: string): Promise<void> {
  await page.locator(selector).filter({ hasText: text }).waitFor();
}

/** What is to be seen of the Next button at this moment. */
export async function nextButton(page: Page): Promise<{ red: boolean; words: string }> {
  return page.evaluate(() => {
    const button = document.querySelector("#next") as Element;
    // The colour that it has, or is turning to.
    for (const animation of button.getAnimations()) animation.finish();
    const [red = 0, green = 0, blue = 0] = (getComputedStyle(button).backgroundColor.match(/\d+/g) ?? []).map(Number);
    return { red: red > 3 * green && red > 3 * blue, words: button.querySelector("#next-why")?.textContent ?? "" };
  });
}
