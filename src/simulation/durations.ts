import { ProximoError, shown } from "../model/errors.ts";
import { LAST_MOMENT } from "../model/time.ts";
import type { Stream } from "./random.ts";

/**
 * How long something lasts, in milliseconds: always the same; by a distribution of which the mean is given, for the lognormal
 * the coefficient of variation (standard deviation over mean) too; or one of your own, as a function of a random number from 0
 * to 1 (1 excluded): the quantile function of whatever you have measured. It is the same number whoever serves.
 *
 * @example
 * const known: RandomDuration[] = [180_000, { exponential: 180_000 }, { lognormal: { mean: 180_000, variation: 1.2 } }];
 * const own: RandomDuration = (random) => 60_000 + random * 240_000; // one to five minutes, all alike
 */
export type RandomDuration =
  | number
  | { readonly exponential: number }
  | { readonly lognormal: { readonly mean: number; readonly variation: number } }
  | ((random: number, agent: string) => number);

/** What chance says of a duration when a contact comes; what it comes to may depend on who serves. */
export type Drawn = (agent: string) => number;

/** The same numbers are drawn whoever serves, so that whatever is compared sees the same contacts. */
export function drawerOf(duration: RandomDuration): (stream: Stream) => Drawn {
  if (typeof duration === "number") return () => () => duration;
  if (typeof duration === "function") {
    return (stream) => {
      const random = stream.uniform();
      return (agent) => checked(duration(random, agent));
    };
  }
  if ("exponential" in duration) {
    const { exponential } = duration;
    return (stream) => {
      const drawn = exponential * stream.exponential();
      return () => drawn;
    };
  }
  const { mean, variation } = duration.lognormal;
  const variance = Math.log1p(variation ** 2);
  const [middle, spread] = [Math.log(mean) - variance / 2, Math.sqrt(variance)];
  return (stream) => {
    const drawn = Math.exp(middle + spread * stream.normal());
    return () => drawn;
  };
}

/** To the millisecond, as clocks go. */
export function wholeMilliseconds(duration: number): number {
  return Math.min(Math.round(duration), LAST_MOMENT);
}

/** @throws ProximoError `INVALID_VALUE` for what a function of the application's has answered and is none. */
export function checked(duration: number): number {
  if (duration >= 0) return duration;
  throw new ProximoError("INVALID_VALUE", `duration: expected milliseconds, 0 or more, got ${shown(duration)}`);
}
