import progressBar from "cli-progress";
import { createLogUpdate } from "log-update";
import pc from "picocolors";
import type { Center, Floor } from "./day.ts";
import { count, duration, moment } from "./format.ts";
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
export function liveBoard(room: Room, stream: NodeJS.WriteStream): Board {
  const update = createLogUpdate(stream);
  let due = 0;
  return {
    async show(now, day) {
      if (performance.now() < due) return;
      update(await picture(room, now, day));
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
      const { waiting, held } = await center.size();
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

async function picture({ center, floor, tally, source }: Room, now: number, day: Day): Promise<string> {
  const channels = new Map((await center.channels.list()).map((channel) => [channel.id, channel]));
  const standing = tally.standing(now);
  const rows = [...standing].sort(([a], [b]) => rank(b) - rank(a) || a.label.localeCompare(b.label));
  function rank({ channel }: Row): number {
    const setting = channels.get(channel);
    return setting?.absolute ? Number.POSITIVE_INFINITY : (setting?.score ?? 0);
  }
  const lines = rows.map(([row, { waiting, since, scheduled }]) => {
    const setting = channels.get(row.channel);
    const score = setting?.enabled === false ? "paused" : setting?.absolute ? "absolute" : String(setting?.score ?? "");
    const cells = [
      row.label.padEnd(18),
      score.padStart(8),
      count(waiting).padStart(8),
      (waiting > 0 ? duration(now - since) : "").padStart(10),
      (scheduled > 0 ? count(scheduled) : "").padStart(10),
      count(row.served).padStart(8),
      count(row.gaveUp + row.calledOff).padStart(8),
    ];
    const line = `  ${cells.join("")}  ${pc.yellow("▪".repeat(Math.min(waiting, 24)))}${waiting > 24 ? pc.yellow("…") : ""}`;
    return setting?.enabled === false ? pc.dim(line) : line;
  });
  const heading = ["channel".padEnd(18), "score".padStart(8), "waiting".padStart(8), "longest".padStart(10)];
  heading.push("scheduled".padStart(10), "served".padStart(8), "left".padStart(8));
  return [
    `  ${bar(source.progress?.() ?? (now - day.from) / (day.to - day.from))}  ${pc.bold(moment(now))}`,
    "",
    pc.dim(`  ${heading.join("")}`),
    ...lines,
    "",
    `  ${await nextButton(center)}`,
    `  agents   ${staff(floor.staff)}`,
    "",
  ].join("\n");
}

function bar(progress: number): string {
  const share = Math.min(1, Math.max(0, progress));
  const options = { barsize: 40, barCompleteString: "█".repeat(40), barIncompleteString: "░".repeat(40), barGlue: "" };
  return `${pc.cyan(progressBar.Format.BarFormat(share, options))} ${String(Math.floor(share * 100)).padStart(3)} %`;
}

async function nextButton(center: Center): Promise<string> {
  const { urgent, absolute, promoted, next } = await center.urgency();
  const { waiting } = await center.size();
  const paint = urgent ? (text: string) => pc.bgRed(pc.white(pc.bold(text))) : waiting > 0 ? pc.inverse : pc.dim;
  const why = urgent ? `${count(absolute)} absolute, ${count(promoted)} promoted` : `${count(waiting)} waiting`;
  return `${paint("  NEXT  ")} ${why}${next === undefined ? "" : pc.dim(`  first: ${next.id}`)}`;
}

function staff({ onDuty, busy }: { onDuty: number; busy: number }): string {
  return `${pc.green("●".repeat(busy))}${pc.dim("○".repeat(onDuty - busy))}  ${busy} of ${onDuty} busy`;
}
