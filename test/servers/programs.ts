import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { delimiter, join } from "node:path";

/** The first of the folders that has all of these programs. */
export function folderWith(programs: readonly string[], folders: readonly string[]): string | undefined {
  return folders.find((folder) => programs.every((program) => existsSync(join(folder, program))));
}

/** The folders of the PATH. */
export const onPath = (): string[] => (process.env.PATH ?? "").split(delimiter).filter(Boolean);

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
