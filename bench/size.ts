import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { count, printTable } from "./harness/report.ts";

export const title = "Size of what a browser loads, minified and gzipped";

/** What an application may import, and how large it may be. */
export interface Part {
  readonly name: string;
  /** Of the front door; all of them where there are none. */
  readonly imports: readonly string[];
  /** Bytes without dependencies, and with them. Whoever raises one says in the CHANGELOG what it buys. */
  readonly budget: Sizes;
}

/** Bytes, minified and gzipped. */
export interface Sizes {
  readonly alone: number;
  readonly whole: number;
}

export const parts: readonly Part[] = [
  { name: "everything", imports: [], budget: { alone: 63_500, whole: 98_000 } },
  {
    name: "the line alone",
    imports: ["TicketQueue", "ChannelRegistry", "compareTickets"],
    budget: { alone: 17_000, whole: 52_000 },
  },
  { name: "the consent ledger alone", imports: ["ConsentLedger"], budget: { alone: 18_500, whole: 53_000 } },
];

/** Measures the build in dist/. */
export async function sizesOf({ imports }: Part): Promise<Sizes> {
  const names = imports.length === 0 ? "*" : `{ ${imports.join(", ")} }`;
  const bytes = async (packages: "bundle" | "external") => {
    const { outputFiles } = await build({
      stdin: { contents: `export ${names} from "./dist/index.js"`, resolveDir: root },
      bundle: true,
      format: "esm",
      logLevel: "silent",
      minify: true,
      packages,
      platform: "browser",
      write: false,
    });
    return gzipSync(outputFiles[0]!.contents).length;
  };
  return { alone: await bytes("external"), whole: await bytes("bundle") };
}

const root = fileURLToPath(new URL("..", import.meta.url));

/** @returns a sentence for each budget that is exceeded. */
export function excesses({ name, budget }: Part, sizes: Sizes): string[] {
  const kinds = [
    ["without dependencies", sizes.alone, budget.alone],
    ["with dependencies", sizes.whole, budget.whole],
  ] as const;
  return kinds
    .filter(([, size, most]) => size > most)
    .map(([how, size, most]) => `${name}, ${how}: ${count(size)} bytes, of ${count(most)} in its budget`);
}

export async function run(): Promise<void> {
  const measured = await Promise.all(parts.map(async (part) => ({ part, sizes: await sizesOf(part) })));
  printTable(
    "bytes, and the budget",
    ["", "alone", "budget", "with dependencies", "budget"],
    measured.map(({ part: { name, budget }, sizes }) => [
      name,
      ...[sizes.alone, budget.alone, sizes.whole, budget.whole].map(count),
    ]),
  );
  const exceeded = measured.flatMap(({ part, sizes }) => excesses(part, sizes));
  if (exceeded.length > 0) throw new Error(exceeded.join("\n"));
}
