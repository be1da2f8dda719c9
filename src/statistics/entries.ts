import type { Tally } from "../stores/port/tally-store.ts";
import { intervalOf, split } from "./intervals.ts";
import { type Count, type Duration, type Measure, type Span, type Subject, seriesOf } from "./series.ts";
import { bucketOf } from "./sketch.ts";

/** Whom and what an entry is about: each is a series of its own. */
export interface Subjects {
  readonly channel?: string | undefined;
  readonly skills?: readonly string[] | undefined;
  readonly agent?: string | undefined;
}

/** What is to be added because of one happening, to every series that it concerns. */
export class Entries {
  readonly tallies: Tally[] = [];
  readonly #series: string[] = [];
  readonly #agent: string | undefined;

  constructor(
    { channel, skills = [], agent }: Subjects,
    private readonly at: number,
    private readonly interval: number,
  ) {
    const add = (subject: Subject, name: string) => this.#series.push(seriesOf(subject, name));
    if (channel !== undefined) add("channel", channel);
    for (const skill of skills) add("skill", skill);
    if (agent !== undefined) add("agent", agent);
    this.#agent = agent === undefined ? undefined : this.#series.at(-1);
  }

  count(measure: Count | "inTarget"): this {
    this.#add(measure, 1);
    return this;
  }

  /** Its sum, and the bucket of the sketch that it belongs to. Where a clock ran backwards it took no time. */
  duration(name: Duration, lasted: number): this {
    const duration = Math.max(0, lasted);
    this.#add(`${name}@${bucketOf(duration)}`, 1);
    if (duration > 0) this.#add(`${name}Sum`, duration);
    return this;
  }

  /** Of the agent: so much time in each interval. */
  span(name: Span, since: number, until: number, places = 1): this {
    if (this.#agent === undefined) return this;
    for (const [at, amount] of split(since, until, this.interval))
      this.tallies.push({
        at: keptAt(at),
        series: this.#agent,
        measure: name satisfies Measure,
        amount: amount * places,
      });
    return this;
  }

  #add(measure: Measure, amount: number): void {
    const at = keptAt(intervalOf(this.at, this.interval));
    for (const series of this.#series) this.tallies.push({ at, series, measure, amount });
  }
}

/** What is kept at 0 is kept for good, and belongs to no interval: the very first is kept a millisecond later. */
function keptAt(interval: number): number {
  return Math.max(1, interval);
}
