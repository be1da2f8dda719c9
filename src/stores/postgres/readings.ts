/**
 * Whoever reads an earlier time than others did waits for them: a clock that is given may be moved back, and connections
 * carry calls out in any order. What is due by the later time would otherwise happen among what is done since.
 */
export class Readings {
  #latest = Number.NEGATIVE_INFINITY;
  #later: Promise<unknown> = Promise.resolve();
  readonly #underWay = new Set<Promise<unknown>>();

  /** Carries out what goes by the time `now`, which was read just before. */
  async follow<Answer>(now: number, ask: () => Promise<Answer>): Promise<Answer> {
    if (now < this.#latest) this.#later = Promise.allSettled(this.#underWay);
    this.#latest = now;
    const asked = this.#later.then(ask);
    this.#underWay.add(asked);
    try {
      return await asked;
    } finally {
      this.#underWay.delete(asked);
    }
  }
}
