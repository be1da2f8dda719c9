import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { type Line, Log } from "./log.ts";

export interface CrashOptions {
  /** As `openStore` takes it. */
  readonly store: string;
  /** What the workers do: the name of a file beside this one. */
  readonly worker?: "worker.ts" | "offering.ts" | undefined;
  /** How many acknowledged operations, of all workers together. */
  readonly operations: number;
  /** How many processes work at the same time. */
  readonly workers: number;
  /** How many calls of one process may wait together. */
  readonly flows: number;
}

/** A life ends after so many acknowledgements at the least, and at the most. */
const SHORTEST = 20;
const LONGEST = 400;

const root = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * Lets workers work, and kills each at a random moment with SIGKILL, again and again, while the others go on; until so
 * many operations were acknowledged.
 */
export async function crash(options: CrashOptions): Promise<{ log: Log; kills: number }> {
  const { store, worker = "worker.ts", operations, workers, flows } = options;
  const log = new Log();
  let kills = 0;
  const lives = async (name: string) => {
    for (let life = 0; log.acknowledged < operations; life++) {
      await live(
        spawnWorker([fileURLToPath(new URL(worker, import.meta.url)), store, name, String(life), String(flows)]),
        log,
        operations,
      );
      kills += 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, (_, number) => lives(`w${number}`)));
  return { log, kills };
}

/** @throws Error where the worker ended by itself, with what it said. */
async function live(child: ChildProcess, log: Log, operations: number): Promise<void> {
  let left = SHORTEST + Math.floor(Math.random() * (LONGEST - SHORTEST));
  let said = "";
  child.stderr!.on("data", (text) => {
    said += text;
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once("close", (_, signal) => resolve(signal)));
  for await (const text of createInterface({ input: child.stdout! })) {
    const line = parsed(text);
    if (line === undefined) continue;
    log.add(line);
    if ("done" in line) left -= 1;
    if (left === 0 || log.acknowledged >= operations) child.kill("SIGKILL");
  }
  if ((await ended) !== "SIGKILL") throw new Error(`a worker ended by itself\n${said}`);
}

/** The last line may have been cut off. */
function parsed(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

function spawnWorker(args: readonly string[]): ChildProcess {
  const stdio = ["ignore", "pipe", "pipe"] as const;
  return spawn(process.execPath, ["--import", "tsx", ...args], { cwd: root, stdio: [...stdio] });
}
