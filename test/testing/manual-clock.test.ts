import { manualClock } from "proximo/testing";
import { expect, test } from "vitest";

test("stands still until it is moved", () => {
  const clock = manualClock(1_000);
  expect([clock.now(), clock.now()]).toEqual([1_000, 1_000]);
  clock.advance(500);
  expect(clock.now()).toBe(1_500);
  clock.set(new Date(10));
  expect(clock.now()).toBe(10);
  clock.advance(-10);
  expect([clock.now(), manualClock().now(), manualClock(new Date(5)).now()]).toEqual([0, 0, 5]);
});

test("wakes inside the move, in order of time, each at a reading no earlier than asked for", () => {
  const clock = manualClock(0);
  const woken: [string, number][] = [];
  const wake = (name: string, at: number) => clock.wake(at, () => woken.push([name, clock.now()]));
  wake("later", 20);
  wake("sooner", 10);
  wake("too late", 31);
  wake("sooner too", 10);
  clock.advance(30);
  expect(woken).toEqual([
    ["sooner", 10],
    ["sooner too", 10],
    ["later", 20],
  ]);
  expect(clock.now()).toBe(30);
  clock.advance(1);
  expect(woken.at(-1)).toEqual(["too late", 31]);
});

test("wakes again within the same move whoever asks again within it", () => {
  const clock = manualClock(0);
  const ticks: number[] = [];
  const tick = () => {
    ticks.push(clock.now());
    clock.wake(clock.now() + 10, tick);
  };
  clock.wake(10, tick);
  clock.advance(35);
  expect(ticks).toEqual([10, 20, 30]);
});

test("never wakes synchronously, nor twice, nor whoever cancelled", () => {
  const clock = manualClock(100);
  const woken: string[] = [];
  clock.wake(50, () => woken.push("overdue"));
  const cancel = clock.wake(110, () => woken.push("cancelled"));
  clock.wake(105, () => cancel());
  expect(woken).toEqual([]);
  clock.advance(0);
  clock.advance(100);
  cancel();
  expect(woken).toEqual(["overdue"]);
});

test("set back, it wakes nobody before their time comes again", () => {
  const clock = manualClock(100);
  const woken: number[] = [];
  clock.wake(120, () => woken.push(clock.now()));
  clock.set(10);
  clock.set(119);
  expect(woken).toEqual([]);
  clock.set(500);
  expect(woken).toEqual([120]);
});

test("wakes in order of time whoever is left of many", () => {
  const clock = manualClock(0);
  const woken: number[] = [];
  const cancels = Array.from({ length: 200 }, (_, n) => clock.wake((n * 37) % 100, () => woken.push(n)));
  const left = (n: number) => n % 3 === 0;
  for (const [n, cancel] of cancels.entries()) if (!left(n)) for (const _ of [1, 2]) cancel();
  clock.advance(100);
  const inOrder = cancels.map((_, n) => n).sort((a, b) => ((a * 37) % 100) - ((b * 37) % 100) || a - b);
  expect(woken).toEqual(inOrder.filter(left));
});

test.each([-1, 1.5, Number.NaN, 8.64e15 + 1, "1"])("cannot read %s", (time) => {
  const clock = manualClock(0);
  const invalid = expect.objectContaining({ code: "INVALID_TIME" });
  expect(() => manualClock(time as number)).toThrow(invalid);
  expect(() => clock.set(time as number)).toThrow(invalid);
  expect(() => clock.advance(8.64e15 + 1)).toThrow(invalid);
  expect(clock.now()).toBe(0);
});
