import type { Tally } from "../../stores/port/tally-store.ts";
import { seriesIn } from "./handling-tallies.ts";

/**
 * How good predictions were, against what the tickets took, in seconds.
 *
 * @example
 * const { channels } = await center.statistics.predictions();
 * notify(channels.voice?.meanAbsoluteError, channels.voice?.baselineError); // seconds: 36 against 108, say
 */
export interface Accuracy {
  /** How many completed tickets had been predicted. */
  readonly count: number;
  /** How far off, on average; undefined where nothing was predicted, as are the others. */
  readonly meanAbsoluteError: number | undefined;
  /** How far too long, on average; negative: too short. */
  readonly bias: number | undefined;
  /** How far off it would have been to say the channel's mean of every agent. */
  readonly baselineError: number | undefined;
}

/**
 * The same, and by channel.
 *
 * @example
 * (await center.statistics.predictions()).count; // → 0
 */
export interface AccuracyReport extends Accuracy {
  readonly channels: Readonly<Record<string, Accuracy>>;
}

export function accuracyIn(tallies: Iterable<Tally>): AccuracyReport {
  const channels = seriesIn("accuracy", tallies);
  return {
    ...told(channels.map(([, sums]) => sums)),
    channels: Object.fromEntries(channels.map(([[channel], sums]) => [channel!, told([sums])])),
  };
}

function told(all: readonly ReadonlyMap<string, number>[]): Accuracy {
  const sum = (measure: string) => all.reduce((total, sums) => total + (sums.get(measure) ?? 0), 0);
  const count = sum("count");
  const mean = (measure: string) => (count > 0 ? sum(measure) / count : undefined);
  return { count, meanAbsoluteError: mean("absolute"), bias: mean("error"), baselineError: mean("baseline") };
}
