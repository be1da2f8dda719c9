import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ServerClock } from "../../src/stores/connection/server-clock.ts";

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ now: NOW }));
afterEach(() => void vi.useRealTimers());

/** One of a server that is so far ahead. */
async function clockOf(ahead: number): Promise<ServerClock> {
  const clock = new ServerClock();
  await clock.ask(
    async () => ({ now: Date.now() + ahead }),
    ({ now }) => now,
  );
  return clock;
}

test("reads the server's time, which it was half-way between question and answer", async () => {
  const clock = new ServerClock();
  const answer = await clock.ask(
    async () => {
      vi.advanceTimersByTime(100);
      return "told";
    },
    () => NOW + HOUR,
  );
  expect([answer, clock.now()]).toEqual(["told", NOW + HOUR + 50]);
});

test("goes on as it was where the machine's own is set back", async () => {
  const clock = await clockOf(7 * HOUR);
  vi.setSystemTime(NOW - HOUR);
  expect(clock.now()).toBe(NOW + 7 * HOUR);
  vi.advanceTimersByTime(99);
  expect(clock.now()).toBe(NOW + 7 * HOUR + 99);
});

test("is right at once after the machine has slept, in which its timers stood still", async () => {
  const clock = await clockOf(7 * HOUR);
  vi.setSystemTime(NOW + HOUR);
  expect(clock.now()).toBe(NOW + 8 * HOUR);
});

test.each([HOUR, -HOUR])("wakes no later where the machine's own is set by %d ms", async (set) => {
  const clock = await clockOf(7 * HOUR);
  const woken = vi.fn();
  clock.wake(clock.now() + 100, woken);
  vi.setSystemTime(NOW + set);
  vi.advanceTimersByTime(99);
  expect(woken).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(woken).toHaveBeenCalledOnce();
});
