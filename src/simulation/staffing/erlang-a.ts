import * as z from "zod";
import { parser } from "../../model/parse.ts";
import { erlangB } from "./erlang-b.ts";
import type { ErlangCInput, ErlangCResult } from "./erlang-c.ts";
import { agents, rate, target, work } from "./inputs.ts";
import { OfferedWait } from "./offered-wait.ts";

/**
 * A center in which people give up. Every rate and time is in one unit, whichever.
 *
 * @example
 * const perSecond: ErlangAInput = { arrivalRate: 200 / 3600, serviceRate: 1 / 180, patienceRate: 1 / 120, agents: 11 };
 * erlangA(perSecond).abandonProbability; // → 0.0941…
 */
export interface ErlangAInput extends ErlangCInput {
  /** 1 over the mean time that a contact is ready to wait. */
  readonly patienceRate: number;
}

/**
 * As of `erlangC`, and of all who come: those who leave count in `averageWait` with the time they waited, and in
 * `serviceLevel` as not served.
 *
 * @example
 * const center = { arrivalRate: 200 / 3600, serviceRate: 1 / 180, patienceRate: 1 / 120, agents: 11, target: 20 };
 * const { abandonProbability, serviceLevel, averageWait } = erlangA(center); // probabilities, and seconds
 */
export interface ErlangAResult extends ErlangCResult {
  /** The probability that a contact leaves before being served. */
  readonly abandonProbability: number;
}

const parse = parser(
  "erlangA",
  z.strictObject({ ...work, patienceRate: rate, agents, target: target.optional() }),
  {},
  "INVALID_OPTION",
);

/**
 * What becomes of contacts as in `erlangC` who give up when they have waited for too long, each after a patience of their
 * own that is exponential: the M/M/n+M queue, which is stable under any load.
 *
 * C. Palm, "Research on telephone traffic carried by full availability groups", 1957; O. Garnett, A. Mandelbaum and
 * M. Reiman, "Designing a call center with impatient customers", 2002. Computed by the integrals over the offered wait of
 * S. Zeltyn and A. Mandelbaum, "Call centers with impatient customers: many-server asymptotics of the M/M/n+G queue",
 * 2005, in which nothing is subtracted. O(agents), and a few thousand exponentials.
 *
 * @throws ProximoError `INVALID_OPTION`.
 * @example
 * // 200 calls an hour, 3 minutes each, 11 agents; people hang up after 2 minutes on average.
 * const perSecond = { arrivalRate: 200 / 3600, serviceRate: 1 / 180, patienceRate: 1 / 120, agents: 11 };
 * erlangA(perSecond).abandonProbability; // → 0.0941…
 */
export function erlangA(center: ErlangAInput & { readonly target: number }): ErlangAResult & { serviceLevel: number };
export function erlangA(center: ErlangAInput): ErlangAResult;
export function erlangA(center: ErlangAInput): ErlangAResult {
  const { arrivalRate, serviceRate, patienceRate, agents, target } = parse(center);
  const load = arrivalRate / serviceRate;
  const impatience = patienceRate / serviceRate;
  const offered = new OfferedWait(load, agents, impatience);
  const staying = (wait: number) => Math.exp(-impatience * wait);

  // Each but for one constant, which `all` tells: the parts of all who come, and the time they wait on average.
  const atOnce = offered.atNone;
  const perWait = load * erlangB(load, agents - 1);
  const servedLater = perWait * offered.integral(staying);
  const waited = perWait * offered.integral((wait) => -Math.expm1(-impatience * wait) / impatience);
  const left = impatience * waited;
  const all = atOnce + servedLater + left;

  const within = (time: number) => (atOnce + perWait * offered.integral(staying, time * serviceRate)) / all;
  return {
    waitProbability: (servedLater + left) / all,
    abandonProbability: left / all,
    averageWait: waited / all / serviceRate,
    // Rounded apart, the parts may come to a little more than the whole.
    serviceLevel: target === undefined ? undefined : Math.min(within(target), 1),
    occupancy: Math.min((load / agents) * ((atOnce + servedLater) / all), 1),
  };
}
