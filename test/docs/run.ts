import { claimsOf, SAY, saying } from "../readme/claims.ts";
import { broken, collector, lastLineOf, type Said } from "../readme/run.ts";
import type { Example } from "./examples.ts";
import { scene } from "./scene.ts";

const names = Object.keys(await scene());

/** Declares what an example finds around it. */
export const surroundings = `
  import type { scene } from "./test/docs/scene.ts";
  type Scene = Awaited<ReturnType<typeof scene>>;
  declare global {
    ${names.map((name) => `var ${name}: Scene["${name}"];`).join("\n    ")}
  }
`;

/**
 * Runs examples in one process over the sources, each in a scene of its own.
 *
 * @returns for each of them, the error on which it ended and a sentence for each claim that does not hold.
 */
export async function brokenExamples(examples: readonly Example[]): Promise<string[][]> {
  const claims = examples.map(({ code }) => claimsOf(code));
  const bodies = examples.map(({ code }, index) => `{{ ${saying(code, claims[index] ?? [])}\n}}`);
  const told = await lastLineOf(`${collector}
    import { scene } from "./test/docs/scene.ts";
    ${[...new Set(examples.flatMap(({ imports }) => imports))].join("\n    ")}
    const told = [];
    for (const example of [
      ${bodies.map((body) => `async ({ ${names} }, ${SAY}) => ${body}`).join(",\n      ")}
    ]) {
      const said = [];
      const error = await example(await scene(), ${SAY}Into(said)).then(() => undefined, String);
      told.push({ said, error });
    }
    process.stdout.write("\\n" + JSON.stringify(told));
  `);
  return (JSON.parse(told) as { said: Said; error?: string }[]).map(({ said, error }, index) => [
    ...(error === undefined ? [] : [`it ends with ${error}`]),
    ...broken(claims[index] ?? [], said),
  ]);
}
