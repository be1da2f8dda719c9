import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chown, mkdtemp, readFile } from "node:fs/promises";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run, type User } from "../run.ts";

/** A server of one's own, with data of its own, which it keeps over a crash. */
export interface Server {
  readonly url: string;
  /** Ends it as a power cut would end its processes: SIGKILL to each, while nobody is told. */
  kill(): Promise<void>;
  /** Starts it again, after a kill, on the same data and the same port; it serves again when this resolves. */
  restart(): Promise<void>;
  /** Ends it for good and removes its data. */
  stop(): Promise<void>;
}

/**
 * Ends the process that it was last told of, and removes the folder, when its input ends: when told to stop, or when
 * whoever started it is gone, however it went. A process that nobody reaps looks alive, so it does not wait for ever.
 */
const guarding = `
  while read -r line; do pid=$line; done
  if [ -n "$pid" ] && kill -s "$1" "$pid"; then
    polls=0
    while kill -0 "$pid" && [ $((polls += 1)) -le 200 ]; do sleep 0.05; done
  fi
  rm -rf "$2"`;

/** A program in the background, in a temporary folder of its own. Neither outlives the process that opened it. */
export class Daemon {
  #child: ChildProcess | undefined;
  #gone: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly folder: string,
    readonly user: User | undefined,
    readonly guard: ChildProcess,
  ) {}

  /** @param quit the signal that makes the program, and every process that it started, leave at once. */
  static async open(quit: "QUIT" | "KILL", user?: User): Promise<Daemon> {
    const folder = await mkdtemp(join(tmpdir(), "proximo-server-"));
    if (user !== undefined) await chown(folder, user.uid, user.gid);
    const guard = spawn("sh", ["-c", guarding, "sh", quit, folder], {
      detached: true, // Or Ctrl-C on the terminal would end it before its work.
      stdio: ["pipe", "ignore", "ignore"],
    });
    unref(guard);
    return new Daemon(folder, user, guard);
  }

  /**
   * Starts the program, again where it is up.
   * @param readiness what it says when it is ready.
   * @throws Error with what it said, where it ended before it was ready.
   */
  async start(program: string, args: readonly string[], readiness = /ready to accept connections/i): Promise<void> {
    await this.kill();
    const child = spawn(program, args, {
      ...{ cwd: this.folder, detached: true, env: { ...process.env, LC_ALL: "C" } },
      ...{ stdio: ["ignore", "pipe", "pipe"], ...this.user },
    });
    // "close" comes when the last process that inherited its output is gone, so that nobody holds the data any more.
    this.#gone = new Promise((resolve) => child.once("close", resolve));
    await once(child, "spawn");
    this.#child = child;
    this.#tell(child.pid);
    let said = "";
    const ready = new Promise<void>((resolve) => {
      for (const output of [child.stdout!, child.stderr!]) {
        output.setEncoding("utf8").on("data", (text: string) => {
          said = (said + text).slice(-10_000);
          if (readiness.test(said)) resolve();
        });
      }
    });
    const ended = this.#gone.then(() => {
      throw new Error(`${program} ${args.join(" ")} ended before it was ready\n${said}`);
    });
    await Promise.race([ready, ended]);
    unref(child);
  }

  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    ref(child);
    child.kill("SIGSTOP"); // Or it might start another process after they were counted.
    for (const pid of await childrenOf(child.pid!)) process.kill(pid, "SIGKILL");
    child.kill("SIGKILL");
    await this.#gone;
    this.#tell("");
  }

  async stop(): Promise<void> {
    if (this.guard.exitCode !== null) return;
    ref(this.guard);
    if (this.#child !== undefined) ref(this.#child);
    const removed = once(this.guard, "exit");
    this.guard.stdin!.end();
    await Promise.all([removed, this.#gone]);
  }

  #tell(pid: number | string | undefined): void {
    this.guard.stdin!.write(`${pid}\n`);
  }
}

/** Linux tells; elsewhere pgrep does, and exits with 1 where there is none. */
async function childrenOf(pid: number): Promise<number[]> {
  const listed = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() =>
    run("pgrep", ["-P", String(pid)], tmpdir()).catch(() => ""),
  );
  return listed.split(/\s+/).filter(Boolean).map(Number);
}

// A bench that ends without stopping its servers must end, and the guard does the rest.
function unref(child: ChildProcess): void {
  for (const handle of handles(child)) handle.unref();
}

function ref(child: ChildProcess): void {
  for (const handle of handles(child)) handle.ref();
}

/** Node's types know its pipes as mere streams. */
function handles(child: ChildProcess): (ChildProcess | Socket)[] {
  return [child, ...child.stdio.filter((pipe) => pipe != null)] as (ChildProcess | Socket)[];
}
