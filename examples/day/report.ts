import Table from "cli-table3";
import type { Center } from "./day.ts";
import { count, duration, paint, percent } from "./format.ts";
import type { Referee } from "./referee.ts";
import type { Source } from "./source.ts";
import { mean, percentile, type Row, TARGET, type Tally } from "./tally.ts";

type Standing = { waiting: number; scheduled: number };

/** A column of the final table; `optional` ones appear only where some row has something to say. */
interface Column {
  readonly title: string;
  readonly optional?: true;
  readonly cell: (row: Row, standing: Standing) => string | undefined;
}

const some = (number: number) => (number > 0 ? count(number) : undefined);
const time = (ms: number | undefined) => (ms === undefined ? undefined : duration(ms));

const COLUMNS: readonly Column[] = [
  { title: "channel", cell: ({ label }) => label },
  { title: "arrived", cell: ({ arrived }) => count(arrived) },
  { title: "served", cell: ({ served }) => count(served) },
  { title: "gave up", cell: ({ gaveUp }) => count(gaveUp) },
  { title: "called off", optional: true, cell: ({ calledOff }) => some(calledOff) },
  { title: "still waiting", optional: true, cell: (_, { waiting }) => some(waiting) },
  { title: "still scheduled", optional: true, cell: (_, { scheduled }) => some(scheduled) },
  { title: "wait, mean", cell: ({ waits }) => time(mean(waits)) },
  { title: "wait, p95", cell: ({ waits }) => time(percentile(waits, 0.95)) },
  { title: "within 20 s", cell: serviceLevel },
];

/** Of those whose turn could have come (all but the scheduled and those called off), how many were taken in time. */
function serviceLevel({ arrived, calledOff, waits }: Row, { scheduled }: Standing): string | undefined {
  const due = arrived - calledOff - scheduled;
  return due > 0 ? percent(waits.filter((wait) => wait <= TARGET).length / due) : undefined;
}

/** What happened, by channel. */
export function table(tally: Tally, now: number): string {
  const standing = tally.standing(now);
  const rows: [Row, Standing][] = [...standing].sort(([a], [b]) => b.arrived - a.arrived);
  const all = total(rows);
  const columns = COLUMNS.filter(({ optional, cell }) => !optional || cell(...all) !== undefined);
  const view = new Table({
    head: columns.map(({ title }) => title),
    colAligns: columns.map((_, index) => (index === 0 ? "left" : "right")),
    style: {
      head: paint.isColorSupported ? ["bold"] : [],
      border: paint.isColorSupported ? ["gray"] : [],
      compact: true,
    },
  });
  for (const row of [...rows, all]) view.push(columns.map(({ cell }) => cell(...row) ?? ""));
  return view.toString();
}

function total(rows: readonly [Row, Standing][]): [Row, Standing] {
  const sum = (pick: (row: Row, standing: Standing) => number) => rows.reduce((all, row) => all + pick(...row), 0);
  return [
    {
      label: "all",
      channel: "",
      arrived: sum(({ arrived }) => arrived),
      served: sum(({ served }) => served),
      gaveUp: sum(({ gaveUp }) => gaveUp),
      calledOff: sum(({ calledOff }) => calledOff),
      waits: rows.flatMap(([{ waits }]) => waits),
    },
    { waiting: sum((_, { waiting }) => waiting), scheduled: sum((_, { scheduled }) => scheduled) },
  ];
}

/** What the rows of a log came to, apart from contacts. */
export function rowsNotUsed({ bad, leftOut }: Source): string[] {
  const lines = [...(leftOut ?? [])].map(([reason, rows]) => `Left out: ${count(rows)} ${reason}.`);
  if (bad !== undefined) {
    lines.push(
      `Bad rows: ${count(bad.count)}${bad.count > bad.first.length ? `, the first ${bad.first.length} of them` : ""}`,
    );
    lines.push(...bad.first.map(({ line, reason }) => `  line ${count(line)}: ${reason}`));
  }
  return lines;
}

/** The referee's word, and whether the center's own counts agree with the referee's at the end. */
export async function verdict(
  referee: Referee,
  center: Center,
  now: number,
): Promise<{ right: boolean; lines: string[] }> {
  const { presses, handedOut, mistakes, told } = referee.verdict();
  const census = referee.census(now);
  const size = await center.counts();
  const agrees = census.waiting === size.waiting && census.held === size.held && census.paused === size.paused;
  const right = mistakes === 0 && agrees && presses > 0;
  const pressed = `Next was pressed ${count(presses)} times: ${count(handedOut)} tickets, ${count(presses - handedOut)} times nothing.`;
  const lines = [
    right
      ? paint.green(`✔ ${pressed} Every answer was the right one.`)
      : paint.red(`✘ ${pressed} Wrong answers: ${count(mistakes)}.`),
    ...told.map((mistake) => `  ${mistake}`),
  ];
  if (!agrees)
    lines.push(
      paint.red(`✘ At the end the center counts ${JSON.stringify(size)}, the referee ${JSON.stringify(census)}.`),
    );
  return { right, lines };
}
