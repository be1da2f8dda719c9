import * as z from "zod";

/** The most agents of which anything is computed: the time it takes grows with them. */
export const MOST_AGENTS = 1_000_000;

/** Far beyond any unit of time, and near enough that products and ratios of a few of them remain numbers. */
const [LEAST, MOST] = [1e-50, 1e50];

const between = (what: string, least: number, most: number) => {
  const expected = `expected ${what} from ${least} to ${most}`;
  return z.number(expected).min(least, expected).max(most, expected);
};

export const rate = between("a number per unit of time,", LEAST, MOST);
export const target = between("a time, in the unit of the rates,", 0, MOST);

const agentsExpected = `expected a whole number from 1 to ${MOST_AGENTS}`;
export const agents = z.int(agentsExpected).min(1, agentsExpected).max(MOST_AGENTS, agentsExpected);

const shareExpected = "expected a number between 0 and 1, neither included";
export const share = z.number(shareExpected).gt(0, shareExpected).lt(1, shareExpected);

/** What comes and how fast it is served: the beginning of every question. */
export const work = { arrivalRate: between("a number per unit of time,", 0, MOST), serviceRate: rate };
