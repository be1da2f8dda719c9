import { type Clock, steadyClock } from "../model/clock.ts";

/**
 * A server's clock, as this machine knows it. What is decided there is decided by the server's time itself; this one is
 * for what surrounds it. It goes on evenly between two answers, though the machine's own clock be set meanwhile.
 */
export class ServerClock implements Clock {
  #ahead = 0;

  now(): number {
    return steadyClock.now() + this.#ahead;
  }

  wake(at: number, callback: () => void): () => void {
    return steadyClock.wake(at - this.#ahead, callback);
  }

  /** Asks what time it is there, which it was half-way between question and answer, give or take half of what that took. */
  async ask<Answer>(question: () => Promise<Answer>, nowIn: (answer: Answer) => number): Promise<Answer> {
    const asked = steadyClock.now();
    const answer = await question();
    this.#ahead = nowIn(answer) - Math.round((asked + steadyClock.now()) / 2);
    return answer;
  }
}
