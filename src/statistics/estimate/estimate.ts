import type { Agent } from "../../model/agent.ts";
import type { Holding } from "../../model/case.ts";
import { chance } from "./chance.ts";
import { Floor, type HandlingTime, type Request, type Required } from "./floor.ts";
import { Future } from "./future.ts";

/** How many tickets ahead are looked at one by one; what more there are is taken to go on at the pace found. */
export const DEPTH = 500;

/** How many ways in which it may go on are averaged. */
const FUTURES = 64;

/** What an estimate is made from. */
export interface WaitQuestion {
  /** Whose turn is asked for: a ticket that waits, or one that would come. */
  readonly ticket: Required;
  /** The tickets before it, in order; no more than the first `DEPTH` are needed. */
  readonly ahead: readonly Required[];
  /** How many are before it in all, where that is more. */
  readonly aheadInAll?: number | undefined;
  /** All that are registered; those who are available count. */
  readonly agents: readonly Agent[];
  /** What the agents have. */
  readonly claims: Iterable<Pick<Holding, "agent" | "ticket" | "claimedAt">>;
  readonly handlingTime: HandlingTime;
  /** Of handling times: standard deviation over mean, from 0 to 1; 1 when omitted. The predictor knows what was measured. */
  readonly variation?: number | undefined;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * How long a ticket is expected to wait from now on, in milliseconds.
 *
 * @example
 * const { wait, likely, ahead } = (await center.estimateWait("t1")) ?? {};
 * [wait, ahead]; // → [0, 1]
 */
export interface WaitEstimate {
  /** The mean of all ways in which it may go on. */
  readonly wait: number;
  /** 8 of 10 ways in which it may go on are within these. */
  readonly likely: { readonly from: number; readonly to: number };
  /** How many tickets are before it. */
  readonly ahead: number;
}

/**
 * How long a ticket will wait, from who is ahead, who can serve, what they have and how long they take: each ticket ahead is
 * given in its turn to whoever of the able agents is free first, in many ways in which handling may go on, which are the same
 * for the same question. Undefined where no agent who is available could ever serve it.
 *
 * Nobody is taken to come, leave, overtake or give up from now on: a forecast for who is there. The further back of two
 * tickets of a lane never waits less. O(agents × `DEPTH`).
 *
 * @example
 * estimateWait({ ticket, ahead, agents, claims, now, handlingTime: (...of) => predictor.handlingTime(...of) })?.wait;
 */
export function estimateWait(question: WaitQuestion): WaitEstimate | undefined {
  const { ticket, ahead, agents, claims, handlingTime, variation = 1, now } = question;
  const floor = new Floor(agents, claims, handlingTime, now);
  const own = floor.request(ticket);
  if (own.able.places.length === 0) return undefined;
  const others = ahead.slice(0, DEPTH).map((other) => floor.request(other));
  const inAll = Math.max(ahead.length, question.aheadInAll ?? 0);
  const futures = Array.from({ length: variation > 0 ? FUTURES : 1 }, (_, seed) =>
    played(new Future(floor, chance(seed, variation), others.length + 1), others, own),
  );
  return { ...told(futures, others.length, inAll), ahead: inAll };
}

/** When its turn came, and when it would have come behind the first half of the others. */
interface Played {
  readonly halfway: number;
  readonly turn: number;
}

function played(future: Future, others: readonly Request[], own: Request): Played {
  const half = others.length >> 1;
  for (const other of others.slice(0, half)) future.give(other);
  const halfway = future.turn(own);
  for (const other of others.slice(half)) future.give(other);
  return { halfway, turn: future.turn(own) };
}

function told(futures: readonly Played[], lookedAt: number, inAll: number): Omit<WaitEstimate, "ahead"> {
  const turns = futures.map(({ turn }) => turn).sort((a, b) => a - b);
  const found = mean(turns);
  const more = lookedAt > 0 ? inAll / lookedAt : 1;
  // The first tickets go to whoever is free already: the second half tells the pace.
  const pace = (found - mean(futures.map(({ halfway }) => halfway))) / Math.max(1, lookedAt - (lookedAt >> 1));
  const wait = found + (inAll - lookedAt) * pace;
  // What adds up from many tickets is spread by the square root of how many.
  const at = (part: number) => wait + (turns[Math.round(part * (turns.length - 1))]! - found) * Math.sqrt(more);
  return { wait: Math.round(wait), likely: { from: Math.max(0, Math.round(at(0.1))), to: Math.round(at(0.9)) } };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
}
