import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { agree, claimsOf, SAY, saying } from "./claims.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Collects what is said, and prints it on the last line. */
const prelude = `
import { formatWithOptions as ${SAY}Formatted } from "node:util";
const ${SAY}All = [];
const ${SAY} = (claim, ...values) => {
  (${SAY}All[claim] ??= []).push(${SAY}Formatted({ breakLength: Infinity, depth: 6 }, ...values));
};
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
  const program = await build({
    stdin: { contents: saying(code, claims), resolveDir: root, loader: "ts" },
    banner: { js: prelude },
    bundle: true,
    format: "esm",
    logLevel: "silent",
    packages: "external",
    platform: "node",
    target: "node20",
    write: false,
  });
  const printed = await run(program.outputFiles.map((file) => file.text).join(""));
  const said = JSON.parse(printed.slice(printed.lastIndexOf("\n"))) as (string[] | null)[];
  return claims.flatMap(({ line, expected, printer }, index) => {
    const where = `line ${line + 1} says → ${expected}`;
    if (printer === undefined) return [`${where}, and nothing that prints ends there`];
    const lines = said[index];
    if (!lines) return [`${where}, and is never reached`];
    return agree(lines.join("\n"), expected) ? [] : [`${where}, and prints ${lines.join("\n")}`];
  });
}

function run(program: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { cwd: root, timeout: 60_000 };
    const child = execFile(process.execPath, ["--input-type=module", "-"], options, (error, printed, said) => {
      if (error === null) resolve(printed);
      else reject(new Error(`the snippet did not run to its end\n${said}`));
    });
    child.stdin?.end(program);
  });
}
