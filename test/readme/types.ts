import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Type-checks each snippet as a module of its own, as strictly as the sources.
 *
 * @returns for each snippet, what the compiler says of it.
 */
export function typeErrors(snippets: readonly string[]): string[][] {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
  const options: ts.CompilerOptions = {
    ...ts.parseJsonConfigFileContent(config, ts.sys, root).options,
    moduleDetection: ts.ModuleDetectionKind.Force,
    noUnusedLocals: false, // An example may end on what it makes.
    noUnusedParameters: false,
  };
  const codeOf = new Map(snippets.map((code, index) => [join(root, `snippet-${index}.ts`), code]));
  const host = ts.createCompilerHost(options);
  const disk = { ...host };
  host.fileExists = (path) => codeOf.has(path) || disk.fileExists(path);
  host.readFile = (path) => codeOf.get(path) ?? disk.readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    const code = codeOf.get(path);
    return code === undefined ? disk.getSourceFile(path, version, ...rest) : ts.createSourceFile(path, code, version);
  };
  const program = ts.createProgram([...codeOf.keys()], options, host);
  return [...codeOf.keys()].map((path) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ start = 0, messageText }) => {
      const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `line ${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
  });
}
