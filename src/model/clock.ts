/**
 * Where time enters. Everything Proximo decides is decided at the `now()` of one clock.
 *
 * @example
 * const stop = clock.wake(clock.now() + 60_000, () => notify("a minute has passed"));
 * stop(); // it never calls
 */
export interface Clock {
  /** Epoch milliseconds, an integer. May run backwards: nothing already promoted is demoted. */
  now(): number;
  /**
   * Calls `callback` once, as soon as the clock reads `at` (epoch milliseconds) or later; at once, but never
   * synchronously, where that is now. Used for events only: no promise about order or promotion rests on it.
   *
   * @returns a function that cancels the call.
   */
  wake(at: number, callback: () => void): () => void;
}

/** Node and browsers count a delay in 32 bits: a longer one fires at once, so it is slept in pieces. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** Their timers do not keep a Node process alive. */
const clockReading = (now: () => number): Clock => ({
  now,
  wake(at, callback) {
    let timer: ReturnType<typeof setTimeout>;
    const sleep = () => {
      timer = setTimeout(ring, Math.min(Math.max(at - now(), 0), LONGEST_DELAY));
      // Browsers return a number, which has nothing to unref.
      (timer as { unref?: () => void }).unref?.();
    };
    // A timer may fire a millisecond early, and the machine's clock be set back while it runs.
    const ring = () => (now() < at ? sleep() : callback());
    sleep();
    return () => clearTimeout(timer);
  },
});

/**
 * The machine's clock; its timers do not keep a Node process alive.
 *
 * @example
 * const center = await createCenter({ clock: systemClock });
 */
export const systemClock: Clock = clockReading(() => Date.now());

/** Nobody sets it: it began with the process, at the time that the machine's clock told then, and runs evenly while the machine does. */
export const steadyClock: Clock = clockReading(() => Math.floor(performance.timeOrigin + performance.now()));
