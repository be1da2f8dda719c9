import type { ErlangAInput, ErlangAResult } from "proximo/simulation";

/** A state, or a possibility, that nothing is lost by leaving out. */
const NOTHING = 1e-25;

/**
 * The same questions answered by brute force: the birth-death chain of the number of contacts in the center, solved state
 * by state. Without a patienceRate nobody gives up.
 */
export function solvedChain(input: Omit<ErlangAInput, "patienceRate"> & { patienceRate?: number }) {
  const { arrivalRate, serviceRate, patienceRate = 0, agents, target } = input;
  const leaving = (present: number) =>
    Math.min(present, agents) * serviceRate + Math.max(present - agents, 0) * patienceRate;

  const states = [1];
  let sum = 1;
  for (let last = 1, present = 1; present <= agents || last > NOTHING * (states[agents] as number); present++) {
    last *= arrivalRate / leaving(present);
    states.push(last);
    sum += last;
  }
  const mean = (of: (present: number) => number) =>
    states.reduce((total, state, present) => total + (state / sum) * of(present), 0);
  const waiting = mean((present) => Math.max(present - agents, 0));

  const result: ErlangAResult = {
    waitProbability: mean((present) => (present >= agents ? 1 : 0)),
    abandonProbability: (patienceRate * waiting) / arrivalRate,
    averageWait: waiting / arrivalRate, // Little's law
    occupancy: mean((present) => Math.min(present, agents)) / agents,
    serviceLevel: undefined,
  };
  if (target === undefined) return result;
  const served = servedWithin(states.length - agents, { serviceRate, patienceRate, agents, target });
  return { ...result, serviceLevel: mean((present) => (present < agents ? 1 : (served[present - agents] as number))) };
}

/**
 * The probability of being served within the target, for a contact who finds so many waiting ahead: each step of a
 * uniformised chain, somebody ahead is served or leaves, the contact leaves, or nothing happens (A. Jensen, 1953).
 *
 * It holds for up to 700 steps, beyond which e to their minus is no number.
 */
function servedWithin(
  longest: number,
  { serviceRate, patienceRate, agents, target }: Omit<Required<ErlangAInput>, "arrivalRate"> & { target: number },
): number[] {
  const moving = (ahead: number) => agents * serviceRate + ahead * patienceRate;
  const pace = moving(longest) + patienceRate;
  if (pace * target > 700) throw new Error(`${pace * target} steps are too many`);
  let bySteps = new Array<number>(longest).fill(0); // the probability of having been served, after so many steps
  const result = new Array<number>(longest).fill(0);
  let probability = Math.exp(-pace * target); // of so many steps within the target
  for (let step = 1; step <= pace * target || probability > NOTHING; step++) {
    bySteps = bySteps.map((stay, ahead) => {
      const onwards = ahead === 0 ? 1 : (bySteps[ahead - 1] as number);
      return (moving(ahead) * onwards + (pace - moving(ahead) - patienceRate) * stay) / pace;
    });
    probability *= (pace * target) / step;
    for (let ahead = 0; ahead < longest; ahead++) result[ahead]! += probability * (bySteps[ahead] as number);
  }
  return result;
}
