import { milliseconds } from "date-fns";
import type { Expected } from "../../agents/prediction/handling-tallies.ts";
import { predictorFrom } from "../../agents/prediction/learning.ts";
import type { HandlingTimePredictor } from "../../agents/prediction/predictor.ts";
import type { Clock } from "../../model/clock.ts";
import type { Tally, TallyStore } from "../../stores/port/tally-store.ts";
import { TallySums } from "./tally-sums.ts";

/** How often it is looked what other centers have learned, in milliseconds. */
const LOOK = milliseconds({ minutes: 1 });

/** The predictor is made anew once this part of all that is known is new. */
const NEWS = 1 / 64;

/** What was learned of handling times: by this center at once, by others over the same store before long. */
export class Experience {
  #known = new TallySums();
  #predictor: HandlingTimePredictor = predictorFrom([]);
  #completed = 0;
  #new = 0;
  #lookedAt = 0;

  constructor(
    private readonly store: TallyStore,
    private readonly clock: Clock,
  ) {}

  /** Reads all that is kept for good. To be called once what was learned here has been told to the store. */
  async look(): Promise<void> {
    const known = new TallySums();
    known.add(await this.store.sums(0, 1));
    this.#known = known;
    this.#lookedAt = this.clock.now();
    this.#make();
  }

  get isOutdated(): boolean {
    return this.clock.now() >= this.#lookedAt + LOOK;
  }

  get predictor(): HandlingTimePredictor {
    if (this.#new > this.#completed * NEWS) this.#make();
    return this.#predictor;
  }

  expected(agent: string, channel: string, skills: readonly string[]): Expected {
    return this.predictor.expected(agent, channel, skills);
  }

  /** @param learned of one completed ticket. */
  learn(learned: readonly Tally[]): void {
    this.#known.add(learned);
    this.#new += 1;
  }

  #make(): void {
    this.#completed += this.#new;
    this.#new = 0;
    this.#predictor = predictorFrom(this.#known.tallies());
  }
}
