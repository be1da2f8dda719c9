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
