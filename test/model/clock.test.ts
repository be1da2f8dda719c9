import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { systemClock } from "proximo";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

const LONGEST_DELAY = 2 ** 31 - 1;
const DAY = 86_400_000;

describe("the system's clock", () => {
  beforeEach(() => void vi.useFakeTimers({ now: 1_700_000_000_000 }));
  afterEach(() => void vi.useRealTimers());

  test("reads epoch milliseconds", () => {
    expect(systemClock.now()).toBe(1_700_000_000_000);
    vi.advanceTimersByTime(5);
    expect(systemClock.now()).toBe(1_700_000_000_005);
  });

  test("wakes once, at the moment asked for", () => {
    const woken = vi.fn();
    systemClock.wake(systemClock.now() + 100, woken);
    vi.advanceTimersByTime(99);
    expect(woken).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(woken).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(DAY);
    expect(woken).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([0, -1, -DAY])("wakes at once, but not synchronously, %d ms from now", (offset) => {
    const woken = vi.fn();
    systemClock.wake(systemClock.now() + offset, woken);
    expect(woken).not.toHaveBeenCalled();
    vi.advanceTimersByTime(0);
    expect(woken).toHaveBeenCalledOnce();
  });

  test.each([LONGEST_DELAY, LONGEST_DELAY + 1, 100 * DAY, 8.64e15 - 1_700_000_000_000])(
    "sleeps %d ms in pieces that a timer can count",
    (delay) => {
      const setTimer = vi.spyOn(globalThis, "setTimeout");
      const woken = vi.fn();
      const cancel = systemClock.wake(systemClock.now() + delay, woken);
      vi.advanceTimersByTime(Math.min(delay - 1, 99 * DAY));
      expect(woken).not.toHaveBeenCalled();
      for (const [, ms] of setTimer.mock.calls) expect(ms).toBeLessThanOrEqual(LONGEST_DELAY);
      if (delay <= 100 * DAY) {
        vi.advanceTimersByTime(Math.max(1, delay - 99 * DAY));
        expect(woken).toHaveBeenCalledOnce();
      }
      cancel();
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  test("calls nobody before it reads the moment asked for, though a timer fires early or the machine's clock is set back", () => {
    const at = systemClock.now() + 100;
    const woken = vi.fn(() => systemClock.now());
    systemClock.wake(at, woken);
    vi.setSystemTime(at - 101);
    vi.advanceTimersByTime(100);
    expect(woken).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    expect(woken.mock.results).toEqual([{ type: "return", value: at }]);
  });

  test("forgets a call that is cancelled, in whichever piece of its sleep", () => {
    const woken = vi.fn();
    const cancel = systemClock.wake(systemClock.now() + 60 * DAY, woken);
    vi.advanceTimersByTime(30 * DAY);
    cancel();
    cancel();
    vi.advanceTimersByTime(60 * DAY);
    expect(woken).not.toHaveBeenCalled();
  });
});

test("keeps no process alive: one with an open center and a callback in an hour ends by itself", async () => {
  const front = fileURLToPath(new URL("../../src/index.ts", import.meta.url));
  const program = `
    const { createCenter, systemClock } = await import(${JSON.stringify(front)});
    const center = await createCenter();
    await center.enqueue({ channel: "voice", scheduledFor: Date.now() + 3_600_000 });
    systemClock.wake(Date.now() + 2 ** 33, () => console.log("never"));
    console.log((await center.counts()).held);
  `;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 60_000,
  });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += chunk;
  });
  const [code, signal] = await once(child, "close");
  expect({ printed, code, signal }).toEqual({ printed: "1\n", code: 0, signal: null });
});
