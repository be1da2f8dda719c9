import type { Awaitable } from "../../model/awaitable.ts";

/** What became of one call of a batch. */
export type Outcome<Result> = { readonly value: Result } | { readonly error: unknown };

export interface BatchOptions {
  /** How many calls go together at the most. */
  readonly most: number;
  /** How many batches may be under way at once. */
  readonly lanes: number;
  /** How many calls are worth another batch while so many are under way; one unless given. */
  readonly worth?: ((underWay: number) => number) | undefined;
  /** Starts a batch soon: so soon that nobody waits for nothing, so late that those who call together go together. */
  readonly soon: (start: () => void) => void;
}

/**
 * Gathers the calls that wait together and carries them out in one go: one transaction, one round trip, one sync.
 *
 * Each call has an outcome of its own. Where the whole batch fails, so does every call of it.
 */
export class Batch<Call, Result> {
  #waiting: { call: Call; resolve: (result: Result) => void; reject: (error: unknown) => void }[] = [];
  #underWay = 0;
  #starting = false;
  #idle: (() => void)[] = [];

  /** @param run answers an outcome for each call, in their order. */
  constructor(
    private readonly run: (calls: readonly Call[]) => Awaitable<readonly Outcome<Result>[]>,
    private readonly options: BatchOptions,
  ) {}

  add(call: Call): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject });
      this.#startSoon();
    });
  }

  /** Resolves once nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    if (this.#waiting.length > 0 || this.#underWay > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #startSoon(): void {
    const { lanes, worth = () => 1 } = this.options;
    const least = this.#underWay === 0 ? 1 : worth(this.#underWay);
    if (this.#starting || this.#waiting.length < least || this.#underWay >= lanes) return;
    this.#starting = true;
    this.options.soon(() => {
      this.#starting = false;
      void this.#start();
    });
  }

  async #start(): Promise<void> {
    const batch = this.#waiting.splice(0, this.options.most);
    if (batch.length === 0) return;
    this.#underWay += 1;
    this.#startSoon();
    try {
      const outcomes = await this.run(batch.map(({ call }) => call));
      batch.forEach(({ resolve, reject }, place) => {
        const outcome = outcomes[place]!;
        if ("error" in outcome) reject(outcome.error);
        else resolve(outcome.value);
      });
    } catch (error) {
      for (const { reject } of batch) reject(error);
    }
    this.#underWay -= 1;
    if (this.#waiting.length > 0) this.#startSoon();
    else if (this.#underWay === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}
