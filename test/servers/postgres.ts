import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { run, type User } from "../run.ts";
import { Daemon, type Server } from "./daemon.ts";
import { folderWith, freePort, onPath } from "./programs.ts";

export const postgresMissing =
  "PostgreSQL: not found; set PROXIMO_POSTGRES_URL or install postgresql (and have a user `postgres` if you are root)";

/** The server of PROXIMO_POSTGRES_URL, otherwise one of one's own; undefined where there is neither. */
export async function findPostgres(): Promise<Pick<Server, "url" | "stop"> | undefined> {
  const url = process.env.PROXIMO_POSTGRES_URL;
  return url ? { url, stop: async () => {} } : startPostgres();
}

/** Starts a server on an empty cluster, as durable as PostgreSQL is by default; undefined where it is not installed. */
export async function startPostgres(): Promise<Server | undefined> {
  const installed = postgresInstalled();
  if (installed === undefined) return undefined;
  const { folder, user } = installed;

  const daemon = await Daemon.open("QUIT", user);
  const data = join(daemon.folder, "data");
  const initdb = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"];
  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    // One call instead of one for each of a thousand files: back in 0.2 seconds after a crash, not in 2.
    ...(process.platform === "linux" ? ["recovery_init_sync_method=syncfs"] : []),
    "dynamic_shared_memory_type=mmap", // In the folder, so that a crash leaves nothing outside it.
  ];
  const args = ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])];
  const restart = () => daemon.start(join(folder, "postgres"), args);
  const stop = () => daemon.stop();
  try {
    await run(join(folder, "initdb"), initdb, daemon.folder, user);
    await restart();
  } catch (error) {
    await stop();
    throw error;
  }
  const kill = async () => {
    await daemon.kill();
    await forgetMemory(data);
  };
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, kill, restart, stop };
}

/** Removes the segment of shared memory that outlives a killed server; its lock file names it, in its seventh line. */
async function forgetMemory(data: string): Promise<void> {
  const lines = (await readFile(join(data, "postmaster.pid"), "utf8")).split("\n");
  const [, segment] = (lines[6] ?? "").trim().split(/\s+/);
  if (segment !== undefined) await run("ipcrm", ["-m", segment], data).catch(() => {}); // Gone before, if killed twice.
}

/** Where it is installed, and who must run it: it refuses root, for whom Debian's package has made a user. */
export function postgresInstalled(): { folder: string; user?: User } | undefined {
  const folder = folderWith(["initdb", "postgres"], [...onPath(), ...debianFolders()]);
  if (folder === undefined || process.getuid?.() !== 0) return folder === undefined ? undefined : { folder };
  try {
    const id = (flag: string) =>
      Number(execFileSync("id", [flag, "postgres"], { stdio: ["ignore", "pipe", "ignore"] }));
    return { folder, user: { uid: id("-u"), gid: id("-g") } };
  } catch {
    return undefined;
  }
}

/** Debian keeps each version in a folder of its own, off the PATH; the highest first. */
function debianFolders(): string[] {
  const all = "/usr/lib/postgresql";
  const versions = existsSync(all) ? readdirSync(all) : [];
  return versions.sort((a, b) => Number(b) - Number(a)).map((version) => join(all, version, "bin"));
}

export interface Database {
  readonly url: string;
  /** Drops it, and whoever is still connected to it. */
  drop(): Promise<void>;
}

/**
 * An empty database on the server, which a test file has for itself. Where the server can, it compares text as people do and
 * not by its bytes, as most databases in use: a store that relies on the order of bytes has to say so.
 */
export async function freshDatabase(server: string): Promise<Database> {
  const name = `proximo_${randomBytes(6).toString("hex")}`;
  await query(server, async (client) => {
    const { rows } = await client.query(
      "select current_setting('server_version_num')::int >= 150000 and exists (select from pg_collation where collprovider = 'i') as icu",
    );
    const icu = rows[0].icu ? " template template0 locale_provider icu icu_locale 'en-US' encoding 'UTF8'" : "";
    await client.query(`create database ${name}${icu}`);
  });
  const url = new URL(server);
  url.pathname = name;
  return {
    url: url.href,
    drop: () =>
      query(server, (client) => {
        const drop = `drop database if exists ${name}`;
        // It waits some seconds for those who are leaving: cut off, they would say so with an error that nobody hears.
        return client.query(drop).catch(() => client.query(`${drop} with (force)`));
      }),
  };
}

async function query(server: string, ask: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await ask(client);
  } finally {
    await client.end();
  }
}
