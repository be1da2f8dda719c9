import type { Clock } from "proximo";

interface Call {
  /** In the traffic's own time. */
  readonly due: number;
  readonly callback: () => void;
}

/**
 * The time in which the simulated people live: `factor` times as fast as the clock's, and standing still at 0. The line
 * knows nothing of it: tickets wait in real time.
 */
export class Pace {
  #factor = 0;
  #reached = 0;
  #since: number;
  #calls: Call[] = [];
  #cancel = () => {};

  constructor(private readonly clock: Clock) {
    this.#since = clock.now();
  }

  get factor(): number {
    return this.#factor;
  }

  set factor(factor: number) {
    this.#reached = this.#now();
    this.#since = this.clock.now();
    this.#factor = factor;
    this.#arm();
  }

  /** Calls back in so many milliseconds of this time. */
  after(ms: number, callback: () => void): void {
    this.#calls.push({ due: this.#now() + ms, callback });
    this.#arm();
  }

  stop(): void {
    this.#calls = [];
    this.#cancel();
  }

  #now(): number {
    return this.#reached + Math.max(0, this.clock.now() - this.#since) * this.#factor;
  }

  #arm(): void {
    this.#cancel();
    if (this.#factor === 0 || this.#calls.length === 0) return;
    const first = Math.min(...this.#calls.map(({ due }) => due));
    const inReal = Math.max(0, Math.ceil((first - this.#now()) / this.#factor));
    this.#cancel = this.clock.wake(this.clock.now() + inReal, () => this.#call());
  }

  #call(): void {
    const now = this.#now();
    const due = this.#calls.filter((call) => call.due <= now);
    this.#calls = this.#calls.filter((call) => call.due > now);
    for (const { callback } of due.sort((a, b) => a.due - b.due)) callback();
    this.#arm();
  }
}
