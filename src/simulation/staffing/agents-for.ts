import * as z from "zod";
import { ProximoError } from "../../model/errors.ts";
import { parser } from "../../model/parse.ts";
import { erlangA } from "./erlang-a.ts";
import { erlangC } from "./erlang-c.ts";
import { MOST_AGENTS, rate, share, target, work } from "./inputs.ts";

/**
 * What is expected of a center. Every rate and time is in one unit, whichever.
 *
 * @example
 * const goal: StaffingGoal = { arrivalRate: 200 / 3600, serviceRate: 1 / 180, target: 20, serviceLevel: 0.8 }; // per second
 * agentsFor(goal); // → 14
 */
export interface StaffingGoal {
  /** Contacts that come per unit of time, on average. */
  readonly arrivalRate: number;
  /** Contacts that one agent serves per unit of time: 1 over the mean handling time. */
  readonly serviceRate: number;
  /** 1 over the mean time that a contact is ready to wait; nobody gives up when omitted. */
  readonly patienceRate?: number | undefined;
  /** The wait within which contacts should be served. */
  readonly target: number;
  /** The part of all contacts that should be served within the target, between 0 and 1: 0.8 for "80 % within …". */
  readonly serviceLevel: number;
  /** The part of all contacts that may give up; needs a `patienceRate`. */
  readonly maxAbandonProbability?: number | undefined;
  /** The part of their time that agents may be busy. */
  readonly maxOccupancy?: number | undefined;
}

const parse = parser(
  "agentsFor",
  z
    .strictObject({
      ...work,
      patienceRate: rate.optional(),
      target,
      serviceLevel: share,
      maxAbandonProbability: share.optional(),
      maxOccupancy: share.optional(),
    })
    .refine((goal) => goal.maxAbandonProbability === undefined || goal.patienceRate !== undefined, {
      path: ["patienceRate"],
      error: "expected a rate beside maxAbandonProbability",
    }),
  {},
  "INVALID_OPTION",
);

/**
 * The least number of agents that reaches a service level, and keeps below the ceilings given: by `erlangA` where there
 * is a `patienceRate`, by `erlangC` otherwise. At least 1, even where nobody comes.
 *
 * Each of the goals is reached for good from some number of agents on, so it is found by halving: O(n log n) in the result.
 *
 * @throws ProximoError `INVALID_OPTION`, also where more than 1,000,000 agents would be needed.
 * @example
 * // 200 calls an hour, 3 minutes each, 80 % within 20 seconds
 * agentsFor({ arrivalRate: 200 / 3600, serviceRate: 1 / 180, target: 20, serviceLevel: 0.8 }); // → 14
 */
export function agentsFor(goal: StaffingGoal): number {
  const { serviceLevel, maxAbandonProbability = 1, maxOccupancy = 1, patienceRate, ...given } = parse(goal);
  const suffice = (agents: number) => {
    const center = { ...given, agents };
    const result =
      patienceRate === undefined ? { ...erlangC(center), abandonProbability: 0 } : erlangA({ ...center, patienceRate });
    return (
      result.serviceLevel >= serviceLevel &&
      result.abandonProbability <= maxAbandonProbability &&
      result.occupancy <= maxOccupancy
    );
  };

  let tooFew = 0;
  let enough = 1;
  while (!suffice(enough)) {
    if (enough === MOST_AGENTS) {
      throw new ProximoError("INVALID_OPTION", `agentsFor: expected goals that ${MOST_AGENTS} agents reach, got more`);
    }
    tooFew = enough;
    enough = Math.min(2 * enough, MOST_AGENTS);
  }
  while (enough - tooFew > 1) {
    const between = Math.floor((tooFew + enough) / 2);
    if (suffice(between)) enough = between;
    else tooFew = between;
  }
  return enough;
}
