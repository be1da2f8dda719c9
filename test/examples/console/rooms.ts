import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type ManualClock, manualClock } from "proximo/testing";
import { onTestFinished } from "vitest";
import { openRoom, type Room } from "../../../examples/console/room.ts";

export const NOON = Date.UTC(2026, 10, 23, 12);
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** A folder of the test's own, gone when it ends. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "proximo-console-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

export interface Opened {
  readonly room: Room;
  readonly clock: ManualClock;
  /** What went wrong without anybody asking. */
  readonly failures: unknown[];
  /** Lets time pass, and whoever it wakes finish what they do. */
  pass(ms: number): Promise<void>;
}

export async function opened(folder: string, { now = NOON, simulated = false, seed = 1 } = {}): Promise<Opened> {
  const clock = manualClock(now);
  const failures: unknown[] = [];
  const options = { folder, seed, simulated, pace: 1, manual: clock };
  const room = await openRoom(options, (error) => failures.push(error));
  const pass = async (ms: number) => {
    for (const end = clock.now() + ms; clock.now() < end; ) {
      clock.set(Math.min(end, clock.now() + SECOND));
      for (let turn = 0; turn < 4; turn++) await setImmediate();
      await room.center.counts();
    }
  };
  return { room, clock, failures, pass };
}
