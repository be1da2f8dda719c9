import type { Figures } from "./figures.ts";

/** Counts what becomes of contacts. Waits are kept one by one, 8 bytes each: quantiles of a simulation are exact. */
export class FigureCounts {
  #arrived = 0;
  #abandoned = 0;
  #unanswered = 0;
  #waited = 0;
  #inTime = 0;
  /** Of those who were not served. */
  #lost = 0;
  #served = 0;
  #sum = 0;
  #handling = 0;
  #waits = new Float64Array(64);

  arrive(): void {
    this.#arrived += 1;
  }

  serve(wait: number, target: number, handling: number): void {
    if (this.#served === this.#waits.length) {
      const longer = new Float64Array(2 * this.#served);
      longer.set(this.#waits);
      this.#waits = longer;
    }
    this.#waits[this.#served++] = wait;
    this.#sum += wait;
    this.#handling += handling;
    if (wait > 0) this.#waited += 1;
    if (wait <= target) this.#inTime += 1;
  }

  abandon(wait: number): void {
    this.#abandoned += 1;
    this.#waited += 1;
    this.#lost += wait;
  }

  leaveUnanswered(wait: number): void {
    this.#unanswered += 1;
    this.#waited += 1;
    this.#lost += wait;
  }

  figures(): Figures {
    const arrived = this.#arrived;
    const waits = this.#waits.subarray(0, this.#served).sort();
    return {
      arrived,
      ...{ served: this.#served, abandoned: this.#abandoned, unanswered: this.#unanswered },
      abandonProbability: this.#abandoned / arrived,
      waitProbability: this.#waited / arrived,
      averageWait: (this.#sum + this.#lost) / arrived,
      averageWaitOfServed: this.#sum / this.#served,
      p95Wait: waits[Math.ceil(0.95 * this.#served) - 1] ?? Number.NaN,
      serviceLevel: this.#inTime / arrived,
      averageHandlingTime: this.#handling / this.#served,
    };
  }
}
