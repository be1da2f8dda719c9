import * as z from "zod";
import { parser } from "../../model/parse.ts";
import { erlangB } from "./erlang-b.ts";
import { agents, target, work } from "./inputs.ts";

/**
 * A center in which everybody waits until served. Every rate and time is in one unit, whichever.
 *
 * @example
 * const perSecond: ErlangCInput = { arrivalRate: 200 / 3600, serviceRate: 1 / 180, agents: 13, target: 20 };
 * erlangC(perSecond).serviceLevel; // → 0.7955…
 */
export interface ErlangCInput {
  /** Contacts that come per unit of time, on average. */
  readonly arrivalRate: number;
  /** Contacts that one agent serves per unit of time: 1 over the mean handling time. */
  readonly serviceRate: number;
  /** From 1 to 1,000,000. */
  readonly agents: number;
  /** The wait within which a contact should be served; 0 asks for those who do not wait at all. */
  readonly target?: number | undefined;
}

/**
 * What becomes of those who come, in the long run.
 *
 * @example
 * const { waitProbability, averageWait } = erlangC({ arrivalRate: 200 / 3600, serviceRate: 1 / 180, agents: 13 });
 */
export interface ErlangCResult {
  /** The probability that a contact has to wait. */
  readonly waitProbability: number;
  /** Of all contacts, those who do not wait included; in the unit of the rates. */
  readonly averageWait: number;
  /** The part of all contacts that is served within the target; undefined where no target is given. */
  readonly serviceLevel: number | undefined;
  /** The part of their time that the agents are busy. */
  readonly occupancy: number;
}

const parse = parser("erlangC", z.strictObject({ ...work, agents, target: target.optional() }), {}, "INVALID_OPTION");

/**
 * What becomes of contacts who come at random (Poisson), wait in one line and never give up, where handling times are
 * exponential: the M/M/n queue.
 *
 * Where the load reaches the agents the line grows without end: `waitProbability` is 1, `averageWait` Infinity,
 * `serviceLevel` 0 and `occupancy` 1.
 *
 * With the load a = arrivalRate / serviceRate and Erlang's loss formula B, the probability of waiting is
 * C = nB / (n − a + aB), the average wait C / ((n − a) serviceRate), and the service level within a target t
 * 1 − C exp(−(n − a) serviceRate t): Erlang 1917; Cooper 1981, §3.4. O(agents).
 *
 * @throws ProximoError `INVALID_OPTION`.
 * @example
 * // 200 calls an hour, 3 minutes each, 13 agents; how many are answered within 20 seconds?
 * erlangC({ arrivalRate: 200 / 3600, serviceRate: 1 / 180, agents: 13, target: 20 }).serviceLevel; // → 0.7955…
 */
export function erlangC(center: ErlangCInput & { readonly target: number }): ErlangCResult & { serviceLevel: number };
export function erlangC(center: ErlangCInput): ErlangCResult;
export function erlangC(center: ErlangCInput): ErlangCResult {
  const { arrivalRate, serviceRate, agents, target } = parse(center);
  const load = arrivalRate / serviceRate;
  const idle = agents - load;
  if (idle <= 0) {
    const serviceLevel = target === undefined ? undefined : 0;
    return { waitProbability: 1, averageWait: Number.POSITIVE_INFINITY, serviceLevel, occupancy: 1 };
  }
  const blocked = erlangB(load, agents);
  const rest = idle + load * blocked;
  const waitProbability = (agents * blocked) / rest;
  // Not 1 − C exp(…), of which few digits are left where nearly everybody waits for longer.
  const within = (time: number) =>
    (idle * (1 - blocked)) / rest - waitProbability * Math.expm1(-idle * serviceRate * time);
  return {
    waitProbability,
    averageWait: waitProbability / (idle * serviceRate),
    // Rounded apart, its two parts may come to a little more than 1.
    serviceLevel: target === undefined ? undefined : Math.min(within(target), 1),
    occupancy: load / agents,
  };
}
