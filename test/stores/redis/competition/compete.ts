import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Center } from "proximo";
import { CLAIMERS, ENQUEUERS, type Told } from "./roles.ts";

const competitor = fileURLToPath(new URL("competitor.ts", import.meta.url));
const root = fileURLToPath(new URL("../../../..", import.meta.url));

class Competitor {
  readonly #lines: string[] = [];
  readonly #ended: Promise<unknown>;
  readonly ready: Promise<unknown>;
  #said = "";

  /** @param failed hears of it at once, with what it said, where it does not end well. */
  constructor(
    private readonly child: ChildProcess,
    failed: (error: Error) => void,
  ) {
    child.stderr!.on("data", (text) => {
      this.#said += text;
    });
    child.stdin!.on("error", () => {}); // It is gone, and says why.
    const lines = createInterface({ input: child.stdout! });
    this.ready = new Promise((resolve) => lines.once("line", resolve));
    lines.on("line", (line) => this.#lines.push(line));
    this.#ended = once(child, "close").then(([code, signal]) => {
      if (code !== 0) failed(new Error(`a competitor failed (${code ?? signal})\n${this.#said}`));
    });
  }

  async end(): Promise<Told> {
    await this.#ended;
    return JSON.parse(this.#lines.at(-1)!) as Told;
  }

  stop(): Promise<Told> {
    this.child.stdin!.end();
    return this.end();
  }

  kill(): void {
    this.child.kill("SIGKILL");
  }
}

/**
 * Eight processes claim and complete, two enqueue, one re-scores channels, one cancels, until every ticket is closed.
 *
 * @param store as `openStore` takes it.
 * @param tickets of each who enqueues.
 * @throws Error at once with what it said, where one of them ends before its time.
 */
export async function compete(store: string, center: Center, tickets: number): Promise<Told> {
  const all: Competitor[] = [];
  let fail: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    fail = reject;
  });
  const some = (role: string, count: number) =>
    Array.from({ length: count }, (_, number) => {
      const args = [store, role, number, tickets].map(String);
      const child = spawn(process.execPath, ["--import", "tsx", competitor, ...args], { cwd: root });
      const one = new Competitor(child, fail);
      all.push(one);
      return one;
    });
  try {
    return await Promise.race([race(center, some), failed]);
  } finally {
    for (const one of all) one.kill();
  }
}

async function race(center: Center, some: (role: string, count: number) => Competitor[]): Promise<Told> {
  const others = [...some("claim", CLAIMERS), ...some("score", 1), ...some("cancel", 1)];
  await Promise.all(others.map(({ ready }) => ready));
  const entering = await Promise.all(some("enqueue", ENQUEUERS).map((one) => one.end()));
  for (let open = true; open; ) {
    const { waiting, held } = await center.counts();
    if (waiting === 0 && held === 0) open = (await center.claims()).length > 0;
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const told = [...entering, ...(await Promise.all(others.map((one) => one.stop())))];
  return {
    entered: told.flatMap(({ entered }) => entered),
    served: told.flatMap(({ served }) => served),
    cancelled: told.flatMap(({ cancelled }) => cancelled),
  };
}
