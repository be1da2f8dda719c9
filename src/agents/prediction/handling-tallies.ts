import { getOrInsertComputed } from "../../model/map.ts";
import type { Tally } from "../../stores/port/tally-store.ts";
import type { Observed } from "./credibility.ts";

/** What was expected of a ticket when it was completed, in seconds. */
export interface Expected {
  readonly seconds: number;
  /** Of any agent on its channel: what the prediction has to be better than. */
  readonly channelMean: number;
}

/**
 * What a completed ticket teaches, as amounts to be added: how long it took, and how far off the prediction was.
 *
 * @param skills what the ticket required, sorted.
 * @param seconds from when the agent had it until it was completed.
 * @param expected what the predictor said, before it knew of this ticket.
 */
export function handlingTallies(
  agent: string,
  channel: string,
  skills: readonly string[],
  seconds: number,
  expected?: Expected,
): readonly Tally[] {
  const tally = (kind: string, names: readonly string[], amounts: Readonly<Record<string, number>>) => {
    const series = JSON.stringify([kind, ...names]);
    return Object.entries(amounts).map(([measure, amount]) => ({ at: 0, series, measure, amount }));
  };
  const learned = tally("handling", [agent, channel, ...skills], { count: 1, sum: seconds, squares: seconds ** 2 });
  if (expected === undefined) return learned;
  const error = expected.seconds - seconds;
  const channelError = expected.channelMean - seconds;
  const compared = { count: 1, error, absolute: Math.abs(error), baseline: Math.abs(channelError) };
  return [...learned, ...tally("accuracy", [channel], compared)];
}

/** How long an agent's tickets of one channel that require just these skills took, in seconds. */
export interface Handled extends Observed {
  readonly agent: string;
  readonly channel: string;
  /** The skills, as JSON. */
  readonly skills: string;
}

/** What is kept of handling times, and of nothing else. */
export function handledIn(tallies: Iterable<Tally>): readonly Handled[] {
  const found: Handled[] = [];
  for (const [[agent, channel, ...skills], sums] of seriesIn("handling", tallies)) {
    const { count = 0, sum = 0, squares = 0 } = Object.fromEntries(sums);
    if (count > 0)
      found.push({ agent: agent!, channel: channel!, skills: JSON.stringify(skills), count, sum, squares });
  }
  return found;
}

/** The sums of all series of a kind, by measure, with the names that they are of. */
export function seriesIn(
  kind: "handling" | "accuracy",
  tallies: Iterable<Tally>,
): readonly (readonly [names: readonly string[], sums: ReadonlyMap<string, number>])[] {
  const found = new Map<string, Map<string, number>>();
  for (const { series, measure, amount } of tallies) {
    if (!series.startsWith(`["${kind}",`)) continue;
    const sums = getOrInsertComputed(found, series, () => new Map());
    sums.set(measure, (sums.get(measure) ?? 0) + amount);
  }
  return [...found].map(([series, sums]) => [(JSON.parse(series) as string[]).slice(1), sums]);
}
