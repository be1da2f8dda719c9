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
 * A free port of 127.0.0.1, this process's own for as long as it lives. It is none that the system gives to outgoing connections
 * (from 32768 on): a server that is down for a moment must find its own again, and a client that calls it meanwhile must not be
 * given it and reach itself. Ten thousand above it is none either: Redis Cluster listens there too.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 10_000);
    if ((await hold(port)) && (await isFree(port))) return port;
  }
}

/**
 * Listens at an address where nothing serves, so that no other process that looks for a port is given it before a server has
 * started, or while it is down. A system that has no such address holds none.
 */
function hold(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const holder = createServer().unref();
    holder.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "EADDRNOTAVAIL"));
    holder.listen(port, "127.0.0.2", () => resolve(true));
  });
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
