import { once } from "node:events";
import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { type ManualClock, manualClock } from "proximo/testing";
import { openRoom } from "./room.ts";
import { serve } from "./server/server.ts";

const HELP = `The operator console: a contact center to look at and to work in, with simulated contacts.

  npm run console                            at http://127.0.0.1:4242, kept in the folder console-data
  npm run console -- --pace 4                the simulated people live four times as fast; 0 for none at all
  npm run console -- --data FOLDER           kept elsewhere, in its file center.db
  npm run console -- --port 8080             0 for any that is free
  npm run console -- --seed 7                other people
  npm run console -- --manual-clock MOMENT   for tests: time stands at MOMENT (as 2026-11-23T14:00:00-03:00), nobody is
                                             simulated, and POST /test/clock {"now": MILLISECONDS} sets the clock

Stop it, even with kill -9, and start it again: the line, the claims and the consents are where they were.
`;

interface Choice {
  readonly folder: string;
  readonly port: number;
  readonly seed: number;
  readonly pace: number;
  readonly simulated: boolean;
  readonly manual?: ManualClock | undefined;
}

/** Undefined where help is asked for. @throws Error where the arguments say nothing that can be run. */
function chosen(): Choice | undefined {
  const { values } = parseArgs({
    options: {
      data: { type: "string", default: "console-data" },
      port: { type: "string", default: "4242" },
      seed: { type: "string", default: "1" },
      pace: { type: "string", default: "1" },
      "manual-clock": { type: "string" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (values.help) return undefined;
  const moment = values["manual-clock"];
  return {
    folder: values.data,
    port: number("--port", values.port, 0, 65_535),
    seed: number("--seed", values.seed, 0, 999_999_999),
    pace: number("--pace", values.pace, 0, 50),
    simulated: moment === undefined,
    ...(moment !== undefined && { manual: manualClock(number("--manual-clock", Date.parse(moment), 0, 8.64e15)) }),
  };
}

function number(option: string, given: string | number, least: number, most: number): number {
  const value = given === "" ? Number.NaN : Number(given);
  if (value >= least && value <= most) return value;
  throw new Error(`${option}: expected a number from ${least} to ${most}, got ${given}`);
}

async function run({ folder, port, ...options }: Choice): Promise<void> {
  const failed = (error: unknown) => console.error(error);
  mkdirSync(folder, { recursive: true });
  const room = await openRoom({ folder, ...options }, failed);
  const { server, live } = serve(room, failed);
  try {
    await once(server.listen(port, "127.0.0.1"), "listening");
  } catch (error) {
    await room.close();
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    throw new Error(`--port: expected a free one, got ${port}, where something listens; 0 finds one`);
  }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  console.log(`Operator:   ${url}\nSupervisor: ${url}supervisor`);
  const stop = () => {
    live.close();
    server.close(() => void room.close());
    server.closeAllConnections();
  };
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
}

try {
  const choice = chosen();
  if (choice === undefined) console.log(HELP);
  else await run(choice);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
