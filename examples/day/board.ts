import progressBar from "cli-progress";
import { createLogUpdate } from "log-update";
import type { Center, Floor } from "./day.ts";
import { count, duration, moment, paint } from "./format.ts";
import type { Day, Source } from "./source.ts";
import type { Row, Tally } from "./tally.ts";

/** Shows a run while it goes on. */
export interface Board {
  /** Called after everything that happens. */
  show(now: number, day: Day): Promise<void>;
  close(): void;
}

interface Room {
  readonly center: Center;
  readonly floor: Floor;
  readonly tally: Tally;
  readonly source: Source;
}

const HOUR = 60 * 60_000;

/** Twenty pictures a second of the machine's time, however fast the simulated time runs. */
const FRAME = 50;

/** A live board for a terminal. */
export function liveBoard(room: Room, stream: NodeJS.WritableStream & { columns?: number }): Board {
  const update = createLogUpdate(stream);
  let due = 0;
  return {
    async show(now, day) {
      if (performance.now() < due) return;
      update(await picture(room, now, day, stream.columns));
      due = performance.now() + FRAME;
    },
    close: () => update.clear(),
  };
}

/** Plain lines for a pipe: one for every hour of simulated time in which something happened, or for every noon. */
export function plainBoard({ center, floor, tally, source }: Room, write: (line: string) => void): Board {
  const [step, first] = source.pace === "day" ? [24 * HOUR, 12 * HOUR] : [HOUR, HOUR];
  let next: number | undefined;
  return {
    async show(now, day) {
      next ??= day.from + first;
      if (now < next) return;
      next += Math.ceil((now - next + 1) / step) * step;
      const { waiting, held } = await center.counts();
      const { urgent } = await center.urgency();
      const sum = (pick: (row: Row) => number) => tally.rows().reduce((total, row) => total + pick(row), 0);
      const figures = [
        `arrived ${count(sum((row) => row.arrived))}`,
        `served ${count(sum((row) => row.served))}`,
        `gave up ${count(sum((row) => row.gaveUp))}`,
        `waiting ${count(waiting)}`,
        `longest ${duration(longest(tally, now))}`,
        `scheduled ${count(held)}`,
        `agents ${floor.staff.busy}/${floor.staff.onDuty} busy`,
        `Next ${urgent ? "RED" : "calm"}`,
      ];
      write(`${moment(now)}  ${figures.join("  ")}`);
    },
    close() {},
  };
}

function longest(tally: Tally, now: number): number {
  return Math.max(0, ...[...tally.standing(now).values()].map(({ since }) => now - since));
}

type Standing = { waiting: number; since: number; scheduled: number };
type Channel = Awaited<ReturnType<Center["channels"]["list"]>>[number];

const none = (number: number) => (number > 0 ? count(number) : "");

/** Title, width, and what a row shows there; the first to the left, the others to the right. */
const CELLS: readonly [string, number, (row: Row, here: Standing, channel: Channel, now: number) => string][] = [
  ["channel", 18, ({ label }) => label],
  [
    "score",
    8,
    (_row, _here, { enabled, absolute, score }) => (!enabled ? "paused" : absolute ? "absolute" : `${score}`),
  ],
  ["waiting", 9, (_, { waiting }) => none(waiting)],
  ["longest", 10, (_row, { waiting, since }, _channel, now) => (waiting > 0 ? duration(now - since) : "")],
  ["scheduled", 11, (_, { scheduled }) => none(scheduled)],
  ["served", 8, ({ served }) => count(served)],
  ["gone", 8, ({ gaveUp, calledOff }) => none(gaveUp + calledOff)],
];
const WIDTH = CELLS.reduce((sum, [, width]) => sum + width, 0) + 4;

async function picture({ center, floor, tally, source }: Room, now: number, day: Day, columns = 80): Promise<string> {
  const channels = new Map((await center.channels.list()).map((channel) => [channel.id, channel]));
  const rows = [...tally.standing(now)].map(([row, here]) => ({ row, here, channel: channels.get(row.channel)! }));
  const rank = ({ absolute, score }: Channel) => (absolute ? Number.POSITIVE_INFINITY : score);
  rows.sort((a, b) => rank(b.channel) - rank(a.channel) || a.row.label.localeCompare(b.row.label));
  const lines = rows.map(({ row, here, channel }) => {
    const line = CELLS.map(([, width, cell], index) => padded(cell(row, here, channel, now), width, index)).join("");
    const dots = paint.yellow("▪".repeat(Math.max(0, Math.min(here.waiting, columns - WIDTH - 1))));
    return channel.enabled ? `  ${line}  ${dots}` : paint.dim(`  ${line}  ${dots}`);
  });
  return [
    `  ${bar(source.progress?.() ?? (now - day.from) / (day.to - day.from))}  ${paint.bold(moment(now))}`,
    "",
    paint.dim(`  ${CELLS.map(([title, width], index) => padded(title, width, index)).join("")}`),
    ...lines,
    "",
    `  ${await nextButton(center)}`,
    `  agents    ${staff(floor.staff)}`,
    "",
  ].join("\n");
}

function padded(text: string, width: number, index: number): string {
  return index === 0 ? text.padEnd(width) : text.padStart(width);
}

function bar(progress: number): string {
  const share = Math.min(1, Math.max(0, progress));
  const options = { barsize: 40, barCompleteString: "█".repeat(40), barIncompleteString: "░".repeat(40), barGlue: "" };
  return `${paint.cyan(progressBar.Format.BarFormat(share, options))} ${String(Math.floor(share * 100)).padStart(3)} %`;
}

async function nextButton(center: Center): Promise<string> {
  const { urgent, absolute, promoted, next } = await center.urgency();
  const { waiting } = await center.counts();
  const red = (text: string) => paint.bgRed(paint.white(paint.bold(text)));
  const lamp = urgent ? red : waiting > 0 ? paint.inverse : paint.dim;
  const why = urgent ? `${count(absolute)} absolute, ${count(promoted)} promoted` : `${count(waiting)} waiting`;
  return `${lamp("  NEXT  ")} ${why}${next === undefined ? "" : paint.dim(`  first: ${next.id}`)}`;
}

function staff({ onDuty, busy }: { onDuty: number; busy: number }): string {
  return `${paint.green("●".repeat(busy))}${paint.dim("○".repeat(onDuty - busy))}  ${busy} of ${onDuty} busy`;
}
