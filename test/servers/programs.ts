import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";

/** The first of the folders that has all of these programs. */
export function folderWith(programs: readonly string[], folders: readonly string[]): string | undefined {
  return folders.find((folder) => programs.every((program) => existsSync(join(folder, program))));
}

/** The folders of the PATH. */
export const onPath = (): string[] => (process.env.PATH ?? "").split(delimiter).filter(Boolean);

/** Runs a program to its end. @returns what it printed. @throws Error with all that it said, where it did not exit with 0. */
export function run(program: string, args: readonly string[], options: object = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, args, { encoding: "utf8", ...options }, (error, printed, said) => {
      if (error === null) resolve(printed);
      else reject(new Error(`${program} ${args.join(" ")} failed (${error.code})\n${printed}${said}`));
    });
  });
}

/**
 * A free port of 127.0.0.1. It is none that the system gives to outgoing connections (from 32768 on): a server that is down
 * for a moment must find its own again, and a client that calls it meanwhile must not be given it and reach itself.
 * Ten thousand above it is none either: Redis Cluster listens there too.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 10_000);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
