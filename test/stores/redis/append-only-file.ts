import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Redis } from "ioredis";

/** What the server has written down of every change, command by command, in the order in which they happened. */
export async function appendOnlyFile(admin: Redis): Promise<readonly (readonly string[])[]> {
  const setting = async (name: string) => ((await admin.config("GET", name)) as string[])[1]!;
  const folder = join(await setting("dir"), await setting("appenddirname"));
  const names = (await readdir(folder)).filter((name) => name.endsWith(".incr.aof"));
  if (names.length !== 1) throw new Error(`expected one file that was never rewritten, got ${names}`);
  return commandsIn(await readFile(join(folder, names[0]!)));
}

/** Arrays of bulk strings, as RESP writes them. */
function commandsIn(bytes: Buffer): string[][] {
  const commands: string[][] = [];
  let place = 0;
  const line = () => {
    const end = bytes.indexOf("\r\n", place);
    const text = bytes.toString("utf8", place, end);
    place = end + 2;
    return text;
  };
  while (place < bytes.length) {
    const head = line();
    if (!head.startsWith("*")) continue; // A comment, such as a moment.
    commands.push(
      Array.from({ length: Number(head.slice(1)) }, () => {
        const length = Number(line().slice(1));
        const text = bytes.toString("utf8", place, place + length);
        place += length + 2;
        return text;
      }),
    );
  }
  return commands;
}
