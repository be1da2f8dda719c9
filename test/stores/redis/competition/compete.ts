import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Center } from "proximo";
import { CLAIMERS, ENQUEUERS, type Told } from "./roles.ts";

const competitor = fileURLToPath(new URL("competitor.ts", import.meta.url));
const root = fileURLToPath(new URL("../../../..", import.meta.url));

class Competitor {
  readonly #lines: string[] = [];
  readonly #ended: Promise<number | null>;
  readonly ready: Promise<unknown>;
  #said = "";

  private constructor(private readonly child: ChildProcess) {
    child.stderr!.on("data", (text) => {
      this.#said += text;
    });
    const lines = createInterface({ input: child.stdout! });
    this.ready = new Promise((resolve) => lines.once("line", resolve));
    lines.on("line", (line) => this.#lines.push(line));
    this.#ended = new Promise((resolve) => child.once("close", (code) => resolve(code)));
  }

  static start(...args: readonly (string | number)[]): Competitor {
    return new Competitor(spawn(process.execPath, ["--import", "tsx", competitor, ...args.map(String)], { cwd: root }));
  }

  /** @throws Error where it failed, with what it said. */
  async end(): Promise<Told> {
    if ((await this.#ended) !== 0) throw new Error(`a competitor failed\n${this.#said}`);
    return JSON.parse(this.#lines.at(-1)!) as Told;
  }

  stop(): Promise<Told> {
    this.child.stdin!.end();
    return this.end();
  }
}

/**
 * Eight processes claim and complete, two enqueue, one re-scores channels, one cancels, until every ticket is closed.
 *
 * @param store as `openStore` takes it.
 * @param tickets of each who enqueues.
 */
export async function compete(store: string, center: Center, tickets: number): Promise<Told> {
  const some = (role: string, count: number) =>
    Array.from({ length: count }, (_, number) => Competitor.start(store, role, number, tickets));
  const claimers = some("claim", CLAIMERS);
  const others = [...some("score", 1), ...some("cancel", 1)];
  await Promise.all([...claimers, ...others].map(({ ready }) => ready));
  const entering = await Promise.all(some("enqueue", ENQUEUERS).map((one) => one.end()));
  for (let open = true; open; ) {
    const { waiting, held } = await center.counts();
    if (waiting === 0 && held === 0) open = (await center.claims()).length > 0;
    else await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const told = [...entering, ...(await Promise.all([...claimers, ...others].map((one) => one.stop())))];
  return {
    entered: told.flatMap(({ entered }) => entered),
    served: told.flatMap(({ served }) => served),
    cancelled: told.flatMap(({ cancelled }) => cancelled),
  };
}
