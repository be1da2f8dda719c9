import { PassThrough } from "node:stream";
import { createCenter } from "proximo";
import { manualClock } from "proximo/testing";
import { expect, it } from "vitest";
import { type Board, liveBoard, plainBoard } from "../../../examples/day/board.ts";
import { Floor } from "../../../examples/day/day.ts";
import { Referee } from "../../../examples/day/referee.ts";
import type { Day, Source } from "../../../examples/day/source.ts";
import { Tally } from "../../../examples/day/tally.ts";

const HOUR = 60 * 60_000;

/** Nobody at work, three tickets: two waiting since 10:00, one of them absolute; one scheduled for 18:00. */
const DAY: Day = {
  from: 0,
  to: 24 * HOUR,
  arrivals: [
    { at: 10 * HOUR, label: "webchat", ticket: { id: "chat", channel: "webchat" }, handling: 0 },
    { at: 10 * HOUR, label: "email", ticket: { id: "letter", channel: "email" }, handling: 0 },
    {
      at: 11 * HOUR,
      label: "callback",
      ticket: { id: "call", channel: "voice", scheduledFor: 18 * HOUR },
      handling: 0,
    },
  ],
  shifts: [],
  interventions: [{ at: 12 * HOUR, channel: { id: "email", enabled: false } }],
};

async function shown(pace: Source["pace"], board: (room: Parameters<typeof plainBoard>[0]) => Board): Promise<void> {
  const clock = manualClock();
  const center = await createCenter({ clock });
  const tally = new Tally();
  const floor = new Floor({ center, clock, referee: new Referee(), tally });
  const days = (async function* () {
    yield DAY;
  })();
  const source: Source = { title: "", notes: [], channels: [], rules: [], pace, days };
  const its = board({ center, floor, tally, source });
  await floor.open(source);
  await floor.run(DAY, (now) => its.show(now, DAY));
  its.close();
  await center.close();
}

it("prints a plain line for each hour in which something happened", async () => {
  const lines: string[] = [];
  await shown("hour", (room) => plainBoard(room, (line) => lines.push(line)));
  expect(lines.map((line) => line.slice(0, 20))).toEqual([
    "Thu 1970-01-01 10:00",
    "Thu 1970-01-01 11:00",
    "Thu 1970-01-01 12:00",
    "Thu 1970-01-01 17:55",
  ]);
  expect(lines[1]).toContain("waiting 2  longest 1:00:00  scheduled 1  agents 0/0 busy  Next RED");
});

it("prints a plain line a day, from noon, for a log", async () => {
  const lines: string[] = [];
  await shown("day", (room) => plainBoard(room, (line) => lines.push(line)));
  expect(lines.map((line) => line.slice(0, 20))).toEqual(["Thu 1970-01-01 12:00"]);
});

it("paints a board: progress, channels in order of their scores, who waits and for how long, the Next button", async () => {
  const stream = Object.assign(new PassThrough(), { columns: 100, rows: 50 });
  let painted = "";
  stream.on("data", (chunk) => {
    painted += chunk;
  });
  await shown("hour", (room) => liveBoard(room, stream));
  expect(painted).toContain("41 %  Thu 1970-01-01 10:00");
  expect(painted).toMatch(/webchat +absolute +1 +0 s/);
  expect(painted).toContain("NEXT");
});
