import { type Clock, systemClock } from "../../model/clock.ts";

/** The server's clock, estimated: this machine's, and how far the server's is ahead of it. */
export class ServerClock implements Clock {
  #ahead = 0;

  now(): number {
    return systemClock.now() + this.#ahead;
  }

  wake(at: number, callback: () => void): () => void {
    return systemClock.wake(at - this.#ahead, callback);
  }

  /** Asks what time it is there, which it was somewhere between question and answer. */
  async ask<Answer>(question: () => Promise<Answer>, nowIn: (answer: Answer) => number): Promise<Answer> {
    const asked = systemClock.now();
    const answer = await question();
    this.#ahead = nowIn(answer) - Math.round((asked + systemClock.now()) / 2);
    return answer;
  }
}
