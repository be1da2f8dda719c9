import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file of its own with these lines, under the system's temporary folder. */
export function fileOf(lines: readonly string[]): string {
  const file = join(mkdtempSync(join(tmpdir(), "proximo-day-")), "log.csv");
  writeFileSync(file, lines.join("\n"));
  return file;
}
