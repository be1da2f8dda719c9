import { type Clock, steadyClock, systemClock } from "../../model/clock.ts";

/**
 * A server's clock, as this machine knows it. What is decided there is decided by the server's time itself; this one is
 * for what surrounds it. Between two answers it is told by both clocks of the machine, since one may be set back, and the
 * other stands still while the machine sleeps: the later is right.
 */
export class ServerClock implements Clock {
  #ahead = 0;
  #aheadOfSteady = 0;

  now(): number {
    return Math.max(systemClock.now() + this.#ahead, steadyClock.now() + this.#aheadOfSteady);
  }

  wake(at: number, callback: () => void): () => void {
    return steadyClock.wake(steadyClock.now() + at - this.now(), callback);
  }

  /** Asks what time it is there, which it was half-way between question and answer, give or take half of what that took. */
  async ask<Answer>(question: () => Promise<Answer>, nowIn: (answer: Answer) => number): Promise<Answer> {
    const asked = steadyClock.now();
    const answer = await question();
    const answered = steadyClock.now();
    const now = nowIn(answer) + Math.round((answered - asked) / 2);
    this.#ahead = now - systemClock.now();
    this.#aheadOfSteady = now - answered;
    return answer;
  }
}
