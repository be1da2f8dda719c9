import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Daemon } from "../servers/daemon.ts";
import { freePort } from "../servers/programs.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where the clock of a console begins. */
export const NOON = Date.UTC(2026, 10, 23, 12);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** A ticket as the console takes it in. */
interface Ticket {
  readonly name: string;
  readonly channel: string;
  readonly receivedAt?: number;
  readonly scheduledFor?: number;
  readonly purpose?: string;
}

/** A console of one's own, in a process of its own, with data that it keeps over a crash. */
export interface Console {
  readonly operator: (agent: string) => string;
  readonly supervisor: string;
  /** Sets its clock, by the test hook. */
  setClock(now: number): Promise<void>;
  /** Puts tickets in, one after the other. */
  enqueue(...tickets: Ticket[]): Promise<void>;
  /** What it answers, with the status. */
  ask(path: string, request?: RequestInit): Promise<{ status: number; text: string }>;
  post(path: string, body: unknown): Promise<{ status: number; text: string }>;
  /** `kill -9` */
  kill(): Promise<void>;
  /** Starts it again on the same data and port, with the clock at this moment. */
  restart(now: number): Promise<void>;
  stop(): Promise<void>;
}

/** @param simulated with time that passes and people who live fast, instead of a clock that stands at NOON. */
export async function startConsole({ simulated = false } = {}): Promise<Console> {
  const daemon = await Daemon.open("KILL");
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;

  const start = (now: number) =>
    daemon.start(
      "env",
      [
        ...[
          `TSX_TSCONFIG_PATH=${join(root, "tsconfig.json")}`,
          process.execPath,
          "--import",
          import.meta.resolve("tsx"),
        ],
        ...[join(root, "examples/console/main.ts"), "--data", join(daemon.folder, "data"), "--port", String(port)],
        ...(simulated ? ["--pace", "12"] : ["--manual-clock", new Date(now).toISOString()]),
      ],
      /Supervisor: http/,
    );
  const ask = async (path: string, request: RequestInit = {}) => {
    const response = await fetch(url + path, request);
    return { status: response.status, text: await response.text() };
  };
  const post = (path: string, body: unknown) =>
    ask(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const posted = async (path: string, body: unknown) => {
    const { status, text } = await post(path, body);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
  };

  try {
    await start(NOON);
  } catch (error) {
    await daemon.stop();
    throw error;
  }
  return {
    operator: (agent) => `${url}/?agent=${agent}`,
    supervisor: `${url}/supervisor`,
    setClock: (now) => posted("/test/clock", { now }),
    enqueue: async (...tickets) => {
      for (const ticket of tickets) await posted("/api/tickets", ticket);
    },
    ask,
    post,
    kill: () => daemon.kill(),
    restart: start,
    stop: () => daemon.stop(),
  };
}
