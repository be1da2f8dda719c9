import { fileURLToPath } from "node:url";
import { Application, Logger, LogLevel, type ProjectReflection } from "typedoc";

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
