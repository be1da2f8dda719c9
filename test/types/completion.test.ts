import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";
import { ChannelRegistry } from "../../src/index.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const file = `${root}test/types/completion-in-an-editor.ts`;

/** What an editor offers where the text has `|`. */
function offered(text: string): readonly string[] {
  const place = text.indexOf("|");
  const source = `import type { AgentInput, Center, GrantInput, TicketQueue } from "proximo";\n${text.replace("|", "")}`;
  const at = source.length - text.length + 1 + place;
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const service = ts.createLanguageService({
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getCompilationSettings: () => options,
    getCurrentDirectory: () => root,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    getScriptFileNames: () => [file],
    getScriptVersion: () => "1",
    getScriptSnapshot: (name) => {
      const read = name === file ? source : ts.sys.readFile(name);
      return read === undefined ? undefined : ts.ScriptSnapshot.fromString(read);
    },
    fileExists: (name) => name === file || ts.sys.fileExists(name),
  });
  return service.getCompletionsAtPosition(file, at, {})?.entries.map(({ name }) => name) ?? [];
}

test.each([
  'declare const queue: TicketQueue; queue.enqueue({ id: "t1", channel: "|" });',
  'declare const center: Center; center.channels.set("|", {});',
  'export const ana: AgentInput = { channels: ["|"] };',
  'declare const grant: Omit<GrantInput, "channels">; export const yes: GrantInput = { ...grant, channels: ["|"] };',
])(
  "an editor completes the ids of the channels that are there from the start: %s",
  (text) => {
    const known = new ChannelRegistry().list().map(({ id }) => id);
    expect(offered(text).toSorted()).toEqual(known.toSorted());
  },
  60_000,
);
