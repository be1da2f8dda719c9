import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Deed, Role } from "./deed.ts";

const program = fileURLToPath(new URL("competitor.ts", import.meta.url));

class Competitor {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  /** Resolves where it has ended well. @throws Error with what it said, where it has not. */
  readonly ended: Promise<void>;

  constructor(
    readonly role: Role,
    ...args: readonly string[]
  ) {
    this.#child = spawn(process.execPath, ["--import", "tsx", program, ...args]);
    this.#lines = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
    this.#child.stdin!.on("error", () => {}); // It is gone, and says why.
    this.ended = this.#end();
  }

  async #end(): Promise<void> {
    let said = "";
    this.#child.stderr!.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    const [code, signal] = (await once(this.#child, "close")) as [number | null, NodeJS.Signals | null];
    if (code !== 0) throw new Error(`one of those who ${this.role} ended early (${code ?? signal})\n${said}`);
  }

  tell(): void {
    this.#child.stdin!.write("\n");
  }

  /** What it says next. */
  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (!done) return value;
    await this.ended;
    throw new Error(`one of those who ${this.role} ended without a word`);
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}

/**
 * Lets processes compete over one database until nobody waits.
 *
 * @param roles one process for each.
 * @param tickets of each who enqueues.
 * @param emptied resolves once nobody waits, after all have entered.
 * @returns what they did.
 * @throws Error at once with what it said, where one of them ends before its time.
 */
export async function compete(
  url: string,
  roles: readonly Role[],
  tickets: number,
  emptied: () => Promise<void>,
): Promise<Deed[]> {
  const all = roles.map((role, number) => new Competitor(role, url, role, String(number), String(tickets)));
  const others = all.filter(({ role }) => role !== "enqueue");
  const race = async () => {
    await Promise.all(all.map((one) => one.line())); // "ready"
    const told = all.map(async (one) => {
      one.tell();
      return JSON.parse(await one.line()) as Deed[];
    });
    for (const one of told) one.catch(() => {}); // Whoever ended early is told of already.
    await Promise.all(told.filter((_, number) => roles[number] === "enqueue"));
    await emptied();
    for (const one of others) one.tell();
    return (await Promise.all(told)).flat();
  };
  const ended = Promise.all(all.map((one) => one.ended));
  try {
    const [deeds] = await Promise.all([race(), ended]);
    return deeds;
  } finally {
    for (const one of all) one.kill();
  }
}
