import { join } from "node:path";
import { type Clock, systemClock } from "proximo";
import type { ManualClock } from "proximo/testing";
import { Random } from "../day/random.ts";
import { type ConsoleCenter, openCenter } from "./opening.ts";
import { Arrivals } from "./traffic/arrivals.ts";
import { Colleagues } from "./traffic/colleagues.ts";
import { Pace } from "./traffic/pace.ts";

interface RoomOptions {
  /** Where the center's file is. */
  readonly folder: string;
  /** An integer of 32 bits: the same people, as long as nobody else does anything. */
  readonly seed: number;
  /** Whether there are simulated people, and how fast they live. */
  readonly simulated: boolean;
  readonly pace: number;
  /** A clock that is set by hand; the system's, without. */
  readonly manual?: ManualClock | undefined;
}

/** Everything that the pages look at and act upon. */
export interface Room {
  readonly center: ConsoleCenter;
  readonly clock: Clock;
  readonly ticking: boolean;
  readonly manual?: ManualClock | undefined;
  readonly pace: Pace;
  readonly close: () => Promise<void>;
}

const FIRST_LINE = 18;

export async function openRoom(options: RoomOptions, failed: (error: unknown) => void): Promise<Room> {
  const { folder, manual } = options;
  const clock = manual ?? systemClock;
  const center = await openCenter(join(folder, "center.db"), clock);
  const pace = new Pace(clock);
  center.on("error", ({ error }) => failed(error));
  const close = async () => {
    pace.stop();
    await center.close();
  };
  const room: Room = { center, clock, ticking: manual === undefined, manual, pace, close };
  if (options.simulated) await populate(room, options, failed);
  return room;
}

async function populate(room: Room, { seed, pace }: RoomOptions, failed: (error: unknown) => void): Promise<void> {
  const arrivals = new Arrivals({ ...room, random: new Random(seed) }, failed);
  const { waiting, held } = await room.center.counts();
  if (waiting + held === 0) await arrivals.fill(FIRST_LINE);
  else await arrivals.resume();
  arrivals.start();
  await new Colleagues({ ...room, random: new Random(seed + 1) }, failed).start();
  room.pace.factor = pace;
}
