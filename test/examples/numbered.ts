import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { run } from "../run.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const readme = await readFile(new URL("../../examples/README.md", import.meta.url), "utf8");

/** A numbered example, as examples/README.md has it. */
export interface Told {
  readonly name: string;
  /** Its page, from the root of the repository. */
  readonly page: string;
  readonly prints: string;
}

/** In the order of the page. Each has a heading that links to its page, and below it the command and what that prints. */
export const told: readonly Told[] = [
  ...readme.matchAll(/^## \[([\w-]+)\]\((\S+)\)\n(?:(?!^## ).*\n)*?```text\n\$ npx tsx (\S+).*\n([^`]*)```$/gm),
].map(([, name = "", link, page = "", prints = ""]) => {
  if (page !== `examples/${link}`) throw new Error(`${name}: links to ${link}, and runs ${page}`);
  return { name, page, prints };
});

/** What the page says that it prints. */
export function toldOf(name: string): string {
  const one = told.find((each) => each.name === name);
  if (one === undefined) throw new Error(`examples/README.md does not tell of ${name}`);
  return one.prints;
}

/** Runs it, and returns what it really prints. */
export function printedBy(name: string, ...args: readonly string[]): Promise<string> {
  const page = told.find((each) => each.name === name)?.page ?? `examples/${name}.ts`;
  return run(process.execPath, ["--import", "tsx", page, ...args], root);
}
