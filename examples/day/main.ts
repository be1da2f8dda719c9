import { parseArgs } from "node:util";
import { createCenter } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { bank } from "./bank.ts";
import { liveBoard, plainBoard } from "./board.ts";
import { boston } from "./boston.ts";
import { type Center, Floor } from "./day.ts";
import { paint } from "./format.ts";
import { Referee } from "./referee.ts";
import { rowsNotUsed, table, verdict } from "./report.ts";
import type { Day, Source } from "./source.ts";
import { openStore } from "./stores.ts";
import { Tally } from "./tally.ts";
import { ownTraffic, TRAFFIC_NOTES } from "./traffic.ts";

const HELP = `A day of contact-center traffic through Proximo, at the speed of the machine.

  npm start                                        a day of its own traffic, on all eleven channels
  npm start -- --seed 7                            another day; the same seed gives the same day, to the digit
  npm start -- --from FILE --format bank           the calls of a bank: Technion "Anonymous Bank", August 1999
  npm start -- --from FILE --format boston         the service requests of a city: Boston 311, 2011
  npm start -- --store sqlite:FILE                 any of them over another store, with the same table in the end:
               --store postgres://user@host/database
               --store redis://host:port           (there the button is told of soon after, some of its turns as one)

On a terminal it shows a live board, in a pipe a line an hour (for a log, at every noon). Then a table by channel, and the
verdict of a referee that keeps its own list of all that waits and looks through the whole of it at every press of Next:
the exit code is 1 where a single ticket was handed out of turn, 2 where the arguments or the file cannot be used. Ctrl-C ends
it, and leaves nothing in a database.

  Waiting is counted from the ticket's arrival, or promotion, to the first agent; p95 by nearest rank, in simulated time.
  "Within 20 s" is out of all whose turn could have come, those who gave up included.
  A bad row of a log is reported with its line and reason, counted, and costs nothing else. How the columns are read is
  written on top of examples/day/bank.ts and examples/day/boston.ts. The seed also draws what Boston's log does not tell.

The figures of its own traffic:
  ${TRAFFIC_NOTES.join("\n  ")}
`;

interface Choice {
  readonly source: Source;
  readonly store: string;
}

/** @throws where the arguments say nothing that can be run; undefined where help is asked for. */
async function chosen(): Promise<Choice | undefined> {
  const { values } = parseArgs({
    options: {
      from: { type: "string" },
      format: { type: "string" },
      seed: { type: "string", default: "1" },
      store: { type: "string", default: "memory" },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  const { from, format, seed, store, help } = values;
  if (help) return undefined;
  if (!/^\d{1,9}$/.test(seed)) throw new Error(`--seed: expected an integer from 0 to 999999999, got ${seed}`);
  if ((from === undefined) !== (format === undefined))
    throw new Error("--from FILE and --format bank|boston go together");
  if (from === undefined) return { store, source: ownTraffic(Number(seed)) };
  if (format === "bank") return { store, source: await bank(from) };
  if (format === "boston") return { store, source: await boston(from, Number(seed)) };
  throw new Error(`--format: expected bank or boston, got ${format}`);
}

/** The days, once there is one: a file that cannot be used is found out before a store is opened for it. */
async function begun(source: Source): Promise<AsyncIterable<Day>> {
  const days = source.days[Symbol.asyncIterator]();
  const first = await days.next();
  if (first.done) throw new Error(["no row that could be used", ...rowsNotUsed(source)].join("\n"));
  return (async function* () {
    yield first.value;
    yield* { [Symbol.asyncIterator]: () => days };
  })();
}

/** Runs it all, and lets go of the store however that ends; true where every ticket was handed out in its turn. */
async function run({ source, store: named }: Choice): Promise<boolean> {
  const days = await begun(source);
  const { store, close } = await openStore(named);
  const clock = manualClock();
  const running = createCenter({ store, clock }).then((center) =>
    judged({ ...source, days }, center, clock).finally(() => center.close()),
  );
  // What went wrong first is told, and not what failed in its wake.
  await running.catch(() => close().catch(() => {}));
  const right = await running;
  await close();
  return right;
}

async function judged(source: Source, center: Center, clock: ManualClock): Promise<boolean> {
  const started = performance.now();
  const referee = new Referee();
  const tally = new Tally();
  const floor = new Floor({ center, clock, referee, tally });
  const room = { center, floor, tally, source };
  const board = process.stdout.isTTY ? liveBoard(room, process.stdout) : plainBoard(room, console.log);
  let reddened = 0;
  center.on("urgency", ({ urgent }) => {
    if (urgent) reddened += 1;
  });

  console.log(`${paint.bold("Proximo")}: ${source.title}\n${paint.dim(source.notes.join("\n"))}\n`);
  await floor.open(source);
  const moment = (day: Day) => (now: number) => {
    gone.signal.throwIfAborted();
    return board.show(now, day);
  };
  let last: Day | undefined;
  for await (const day of source.days) {
    await floor.run(day, moment(day));
    last = day;
  }
  if (last !== undefined) await floor.close(moment(last));
  board.close();

  const { right, lines } = await verdict(referee, center, clock.now());
  console.log(table(tally, clock.now()));
  for (const line of [...rowsNotUsed(source), `The Next button turned red ${reddened} times.`, ...lines])
    console.log(line);
  console.log(paint.dim(`In ${((performance.now() - started) / 1_000).toFixed(1)} s of the machine's time.`));
  return right;
}

// Whoever reads a pipe may have had enough (`| head`): there is nobody left to tell a verdict.
const gone = new AbortController();
function leave(code: number): void {
  process.exitCode = code;
  gone.abort();
}
process.stdout.on("error", () => leave(2));
// The store is let go of first; whoever asks twice does not wait for that.
process.once("SIGINT", () => leave(130));
process.once("SIGTERM", () => leave(143));

try {
  const choice = await chosen();
  if (choice === undefined) console.log(HELP);
  else if (!(await run(choice))) process.exitCode ??= 1;
} catch (error) {
  if (!gone.signal.aborted)
    console.error(`${error instanceof Error ? error.message : String(error)}\n\nTry: npm start -- --help`);
  process.exitCode ??= 2;
}
