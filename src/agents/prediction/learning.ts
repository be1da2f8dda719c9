import { secondsInMinute } from "date-fns/constants";
import { groupBy } from "../../model/map.ts";
import type { Tally } from "../../stores/port/tally-store.ts";
import { accuracyIn } from "./accuracy.ts";
import { credibilityConstant, credible, type Observed, pooled, scatterOf } from "./credibility.ts";
import { type Handled, handledIn } from "./handling-tallies.ts";
import { type ChannelTimes, HandlingTimePredictor } from "./predictor.ts";

/** What is expected of any ticket while none has been completed, in seconds. Ours, not anybody's measurement. */
export const PRIOR = 5 * secondsInMinute;

/**
 * What the tickets completed so far teach. The order in which they came makes no difference. O(agents × lanes).
 *
 * @param tallies those of `handlingTallies`; any others are passed over.
 * @param prior in seconds: what is expected while nothing is known; 5 minutes when omitted.
 *
 * @example
 * const predictor = predictorFrom(await store.tallies.sums(0, 1));
 * predictor.handlingTime("ana", "email"); // 300, say: seconds
 */
export function predictorFrom(tallies: readonly Tally[], prior: number = PRIOR): HandlingTimePredictor {
  const handled = handledIn(tallies);
  const channels = [...groupBy(handled, ({ channel }) => channel)];
  const wholes = channels.map(([, own]) => together(own));
  const all = together(wholes);
  const mean = all.count > 0 ? all.sum / all.count : prior;
  const constant = credibilityConstant(wholes);
  const times = channels.map(
    ([channel, own], place) => [channel, timesOf(own, credible(wholes[place]!, mean, constant))] as const,
  );
  const accuracy = accuracyIn(tallies);
  return new HandlingTimePredictor({ channels: new Map(times), mean, variation: variationOf(handled), accuracy });
}

function timesOf(handled: readonly Handled[], mean: number): ChannelTimes {
  // Where nothing takes any time, nobody takes longer.
  if (mean === 0) return { mean, lanes: new Map(), factors: new Map() };
  const lanes = credibleMeans(
    groupBy(handled, ({ skills }) => skills),
    () => mean,
  );
  for (const [skills, ratio] of lanes) lanes.set(skills, ratio * mean);
  const factors = credibleMeans(
    groupBy(handled, ({ agent }) => agent),
    ({ skills }) => lanes.get(skills)!,
  );
  return { mean, lanes, factors };
}

/** Of each group the mean, in units of what is expected of each ticket, pulled towards 1. */
function credibleMeans(
  groups: ReadonlyMap<string, readonly Handled[]>,
  unit: (handled: Handled) => number,
): Map<string, number> {
  const observed = [...groups].map(
    ([name, handled]) => [name, pooled(handled.map((one) => [one, unit(one)]))] as const,
  );
  const constant = credibilityConstant(observed.map(([, of]) => of));
  return new Map(observed.map(([name, of]) => [name, credible(of, 1, constant)]));
}

function variationOf(handled: readonly Handled[]): number {
  let [scatter, freedom] = [0, 0];
  for (const one of handled) {
    if (one.sum === 0) continue;
    scatter += scatterOf(one) / (one.sum / one.count) ** 2;
    freedom += one.count - 1;
  }
  return freedom > 0 ? Math.min(1, Math.sqrt(scatter / freedom)) : 1;
}

function together(observed: readonly Observed[]): Observed {
  return pooled(observed.map((one) => [one, 1]));
}
