import type { Store } from "proximo";
import { storeContract } from "proximo/testing";

/** In milliseconds: what waits longer than this waits for ever, since these stores are in memory. */
const PATIENCE = 20_000;

/**
 * Runs the contract on stores of this kind.
 *
 * @param patience in milliseconds: how long a promise may take that is not broken.
 * @returns the promises they break, each with what was said about it.
 */
export async function brokenPromises(store: () => Store, patience = PATIENCE): Promise<Map<string, string>> {
  const tests: { readonly name: string; readonly body: () => Promise<void> }[] = [];
  const chapters: string[] = [];
  const describe = (name: string, body: () => void) => {
    chapters.push(name);
    body();
    chapters.pop();
  };
  const test = Object.assign(
    (name: string, body: () => Promise<void>) => tests.push({ name: `${chapters.at(-1)}: ${name}`, body }),
    { skip: () => {} },
  );
  storeContract({ describe, test }, "a store", () => ({ store: store() }), { runs: 40 });
  const broken = new Map<string, string>();
  const run = ({ name, body }: (typeof tests)[number]) =>
    Promise.race([body(), longerThan(patience)]).catch((error: unknown) => broken.set(name, String(error)));
  await Promise.all(tests.map(run));
  return broken;
}

function longerThan(ms: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`it takes longer than ${ms} ms`)), ms).unref();
  });
}
