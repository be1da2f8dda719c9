import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { agree, type Claim, claimsOf, SAY, saying } from "./claims.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Of a claim, by its index: what was printed there, time after time; null where it was never reached. */
export type Said = readonly (readonly string[] | null)[];

/** Program text: makes what a program says with, and keeps it in an array. */
export const collector = `
import { formatWithOptions as ${SAY}Formatted } from "node:util";
const ${SAY}Into = (said) => (claim, ...values) => {
  (said[claim] ??= []).push(${SAY}Formatted({ breakLength: Infinity, depth: 6 }, ...values));
};
`;

/** Prints what was said on the last line. */
const prelude = `${collector}
const ${SAY}All = [];
const ${SAY} = ${SAY}Into(${SAY}All);
process.on("exit", () => process.stdout.write("\\n" + JSON.stringify(${SAY}All)));
`;

/**
 * Runs a snippet as a module and program of its own, over the sources.
 *
 * @returns a sentence for each claim that does not hold.
 * @throws Error where it does not run to its end.
 */
export async function brokenClaims(code: string): Promise<string[]> {
  const claims = claimsOf(code);
  return broken(claims, JSON.parse(await lastLineOf(saying(code, claims), prelude)) as Said);
}

/** A sentence for each claim that does not hold. */
export function broken(claims: readonly Claim[], said: Said): string[] {
  return claims.flatMap(({ line, expected, printer }, index) => {
    const where = `line ${line + 1} says → ${expected}`;
    if (printer === undefined) return [`${where}, and nothing that prints ends there`];
    const lines = said[index];
    if (!lines) return [`${where}, and is never reached`];
    return agree(lines.join("\n"), expected) ? [] : [`${where}, and prints ${lines.join("\n")}`];
  });
}

/** Runs a program over the sources. @throws Error where it does not run to its end. */
export async function lastLineOf(program: string, banner = ""): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program, resolveDir: root, loader: "ts" },
    banner: { js: banner },
    bundle: true,
    format: "esm",
    logLevel: "silent",
    packages: "external",
    platform: "node",
    target: "node20",
    write: false,
  });
  const printed = await run(outputFiles.map((file) => file.text).join(""));
  return printed.slice(printed.lastIndexOf("\n"));
}

function run(program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: root, timeout: 120_000 }; // As long as a test may take: docs.test.ts runs all its examples in one.
    const child = execFile(process.execPath, ["--input-type=module", "-"], options, (error, printed, said) => {
      if (error === null) resolve(printed);
      else reject(new Error(`the snippet did not run to its end\n${said}`));
    });
    child.stdin?.end(program);
  });
}
