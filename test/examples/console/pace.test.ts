import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";
import { Pace } from "../../../examples/console/traffic/pace.ts";

function started(factor: number) {
  const clock = manualClock(1_000_000);
  const pace = new Pace(clock);
  pace.factor = factor;
  const called: number[] = [];
  return { clock, pace, called, call: () => called.push(clock.now() - 1_000_000) };
}

test("time passes as many times faster as it is told to", () => {
  const { clock, pace, called, call } = started(4);
  pace.after(10_000, call);
  clock.advance(2_499);
  expect(called).toEqual([]);
  clock.advance(1);
  expect(called).toEqual([2_500]);
});

test("it stands still at 0, and goes on from where it stood", () => {
  const { clock, pace, called, call } = started(1);
  pace.after(10_000, call);
  clock.advance(4_000);
  pace.factor = 0;
  clock.advance(60_000);
  expect(called).toEqual([]);
  pace.factor = 2;
  clock.advance(2_999);
  expect(called).toEqual([]);
  clock.advance(1);
  expect(called).toEqual([67_000]);
});

test("calls come in order of time, those asked for in a call too, and none after it was stopped", () => {
  const { clock, pace, called, call } = started(1);
  pace.after(300, call);
  pace.after(100, () => {
    call();
    pace.after(50, call);
  });
  clock.advance(299);
  expect(called).toEqual([100, 150]);
  pace.stop();
  clock.advance(1_000);
  expect(called).toEqual([100, 150]);
});
