import type { Page } from "playwright-core";

/** Texts whose contrast with what is behind them is less than 4.5 (WCAG 2.2, 1.4.3), each with its contrast. */
export async function faintTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = readonly [red: number, green: number, blue: number, alpha: number];

    // Whatever way a colour is written, a canvas turns it into bytes.
    const context = new OffscreenCanvas(1, 1).getContext("2d", {
      willReadFrequently: true,
    }) as OffscreenCanvasRenderingContext2D;
    const colour = (written: string): Colour => {
      context.clearRect(0, 0, 1, 1);
      context.fillStyle = written;
      context.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = context.getImageData(0, 0, 1, 1).data;
      return [red, green, blue, alpha / 255];
    };
    /** WCAG 2.2, relative luminance. */
    const luminance = ([red, green, blue]: Colour) => {
      const [r = 0, g = 0, b = 0] = [red, green, blue].map((byte) => {
        const share = byte / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (element: Element | null): Colour => {
      if (element === null) return [255, 255, 255, 1];
      const own = colour(getComputedStyle(element).backgroundColor);
      // Colours that let a little through are close enough to their own.
      return own[3] > 0.5 ? own : behind(element.parentElement);
    };

    const faint: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      const element = text.parentElement;
      if (!element?.checkVisibility({ opacityProperty: true }) || text.textContent?.trim() === "") continue;
      const style = getComputedStyle(element);
      const ink = colour(element instanceof SVGElement ? style.fill : style.color);
      const [a, b] = [luminance(ink), luminance(behind(element))];
      const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      if (contrast < 4.5) faint.push(`${text.textContent?.trim()}: ${contrast.toFixed(2)}`);
    }
    return faint;
  });
}

/** Whatever can be worked by keyboard and has no name that a screen reader could say. */
export async function namelessControls(page: Page): Promise<string[]> {
  const devtools = await page.context().newCDPSession(page);
  const { nodes } = await devtools.send("Accessibility.getFullAXTree");
  const controls = ["button", "checkbox", "combobox", "link", "searchbox", "slider"];
  const found = nodes.filter(({ ignored, role }) => !ignored && controls.includes(role?.value));
  if (found.length < 10) throw new Error(`expected to see the page's controls, saw ${found.length}`);
  return found.filter(({ name }) => !name?.value?.trim()).map(({ role, nodeId }) => `${role?.value} ${nodeId}`);
}
