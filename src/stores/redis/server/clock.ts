import { type Clock, systemClock } from "../../../model/clock.ts";

/**
 * The server's clock, as this machine knows it: its own, corrected by the difference that an answer of the server showed.
 * What is decided in Redis is decided by the server's time itself; this one is for what surrounds it.
 */
export class ServerClock implements Clock {
  #ahead = 0;

  /** @param now the server's time, in an answer that was asked for at `asked` and came just now, both by the machine's clock. */
  set(now: number, asked: number): void {
    const answered = systemClock.now();
    // Somewhere between question and answer: half-way is wrong by half the round trip at the most.
    this.#ahead = Math.round(now - (asked + answered) / 2);
  }

  now(): number {
    return systemClock.now() + this.#ahead;
  }

  wake(at: number, callback: () => void): () => void {
    return systemClock.wake(at - this.#ahead, callback);
  }
}
