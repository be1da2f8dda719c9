import { fileURLToPath } from "node:url";
import { Application, Logger, LogLevel, type ProjectReflection, type Reflection, ReflectionKind } from "typedoc";

const options = fileURLToPath(new URL("../../docs/typedoc.json", import.meta.url));

/** What `npm run docs` makes of the sources, and what it has to say against them: any of it fails the build. */
export interface Reference {
  readonly project: ProjectReflection;
  readonly complaints: readonly string[];
}

class Complaints extends Logger {
  readonly all: string[] = [];

  override log(message: string, level: LogLevel): void {
    if (level === LogLevel.Warn || level === LogLevel.Error) this.all.push(message);
  }
}

/**
 * Reads, checks and writes the pages as `npm run docs` does.
 *
 * @param folder where the pages go.
 * @param entryPoints the package's own, unless given.
 */
export async function reference(folder: string, entryPoints?: string[]): Promise<Reference> {
  const application = await Application.bootstrapWithPlugins({ options, ...(entryPoints && { entryPoints }) });
  const complaints = new Complaints();
  application.logger = complaints;
  const project = await application.convert();
  if (project === undefined) throw new Error(complaints.all.join("\n"));
  application.validate(project);
  await application.generateDocs(project, folder);
  return { project, complaints: complaints.all };
}

/** A piece of code in a comment, and what the comment is about. */
export interface Example {
  readonly of: string;
  readonly code: string;
}

export function examplesIn(project: ProjectReflection): Example[] {
  return Object.values(project.reflections).flatMap((reflection) =>
    examplesOf(reflection).map((code) => ({ of: reflection.getFullName(), code })),
  );
}

/** The functions and classes of the entry points, with how many examples each has. */
export function frontDoors(project: ProjectReflection): { readonly name: string; readonly examples: number }[] {
  return (project.children ?? [])
    .flatMap((entryPoint) => entryPoint.children ?? [])
    .filter((door) => door.kindOf([ReflectionKind.Function, ReflectionKind.Class]))
    .map((door) => ({
      name: door.getFullName(),
      examples: [door, ...(door.signatures ?? [])].flatMap(examplesOf).length,
    }));
}

function examplesOf({ comment }: Reflection): string[] {
  return (comment?.getTags("@example") ?? []).map(({ content }) => {
    const text = content.map((part) => part.text).join("");
    return text.replaceAll(/^```\w*\n|\n```$/g, "");
  });
}
