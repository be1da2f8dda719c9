import { type DeclarationReflection, type ProjectReflection, type Reflection, ReflectionKind } from "typedoc";

/** A piece of code in a comment, and what the comment is about. */
export interface Example {
  readonly of: string;
  readonly code: string;
  /** Of what the package exports and the code names without saying where it comes from. */
  readonly imports: readonly string[];
}

/** Every example of the reference. */
export function examplesIn(project: ProjectReflection): Example[] {
  return Object.values(project.reflections).flatMap((reflection) =>
    examplesOf(reflection).map((code) => ({
      of: reflection.getFullName(),
      code,
      imports: importsFor(code, project, reflection),
    })),
  );
}

/** Whether nothing but the package is needed to run it: no driver, no test runner. */
export function isRunnable({ code }: Example): boolean {
  return !/^import /m.test(code);
}

function importsFor(code: string, project: ProjectReflection, reflection: Reflection): string[] {
  const own = entryPointOf(reflection);
  const named = new Map<string, string>();
  for (const entryPoint of [own, ...(project.children ?? []).filter((other) => other !== own)])
    for (const exported of entryPoint?.children ?? []) {
      const { name } = exported;
      if (named.has(name) || !new RegExp(`\\b${name}\\b`).test(code) || isImported(name, code)) continue;
      named.set(name, `import { ${isType(exported) ? "type " : ""}${name} } from "${entryPoint?.name}";`);
    }
  return [...named.values()];
}

function entryPointOf(reflection: Reflection): DeclarationReflection | undefined {
  for (let one: Reflection | undefined = reflection; one !== undefined; one = one.parent)
    if (one.kindOf(ReflectionKind.Module)) return one as DeclarationReflection;
  return undefined;
}

function isType(exported: DeclarationReflection): boolean {
  return exported.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]);
}

function isImported(name: string, code: string): boolean {
  return new RegExp(`^import .*\\b${name}\\b.* from `, "m").test(code);
}

function examplesOf({ comment }: Reflection): string[] {
  return (comment?.getTags("@example") ?? []).map(({ content }) => {
    const text = content.map((part) => part.text).join("");
    return text.replaceAll(/^```\w*\n|\n```$/g, "");
  });
}
