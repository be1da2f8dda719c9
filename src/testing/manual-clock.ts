import TinyQueue from "tinyqueue";
import type { Clock } from "../model/clock.ts";
import { type Time, toMoment } from "../model/time.ts";

/**
 * A clock that stands still until it is moved.
 *
 * @example
 * const clock: ManualClock = manualClock(new Date("2026-11-23T12:00:00Z"));
 * clock.set(clock.now() + 60_000); // or clock.advance(60_000)
 */
export interface ManualClock extends Clock {
  /** Moves the clock, forwards or backwards, and calls in order of time whoever asked to be woken by then. */
  set(to: Time): void;
  /** Moves the clock by so many milliseconds. */
  advance(ms: number): void;
}

/**
 * A clock for tests and simulations: time passes only when told to.
 *
 * Callbacks run inside `set` and `advance`, each at a reading no earlier than it asked for; one that asks to be woken
 * again within the same move is called in the same move.
 *
 * @param start epoch milliseconds or a `Date`.
 * @throws ProximoError `INVALID_TIME` where the clock would leave 0 to 8.64e15.
 * @example
 * const clock = manualClock(1_700_000_000_000);
 * clock.advance(5 * 60_000);
 * clock.now(); // → 1700000300000
 */
export function manualClock(start: Time = 0): ManualClock {
  let now = toMoment(start, "start");
  let calls = new TinyQueue<Call>([], sooner);
  let asked = 0;
  let calledOff = 0;

  const set = (to: Time) => {
    const target = toMoment(to, "time");
    for (let call = calls.peek(); call !== undefined && call.at <= target; call = calls.peek()) {
      calls.pop();
      const { callback } = call;
      if (callback === undefined) {
        calledOff -= 1;
        continue;
      }
      call.callback = undefined;
      // What is overdue after the clock ran backwards is called at the present reading.
      if (target > now) now = Math.min(Math.max(now, call.at), target);
      callback();
    }
    now = target;
  };

  const callOff = (call: Call) => {
    if (call.callback === undefined) return;
    call.callback = undefined;
    calledOff += 1;
    if (2 * calledOff <= calls.length) return;
    calls = new TinyQueue(calls.data.filter(isAwaited), sooner);
    calledOff = 0;
  };

  return {
    now: () => now,
    set,
    advance: (ms) => set(now + ms),
    wake(at, callback) {
      const call: Call = { at, order: asked++, callback };
      calls.push(call);
      return () => callOff(call);
    },
  };
}

/** It is left where it stands when it is called off; they are cleared away once they are the most. */
interface Call {
  readonly at: number;
  /** Of the same millisecond, who asked first is called first. */
  readonly order: number;
  callback: (() => void) | undefined;
}

const sooner = (a: Call, b: Call) => a.at - b.at || a.order - b.order;
const isAwaited = ({ callback }: Call) => callback !== undefined;
