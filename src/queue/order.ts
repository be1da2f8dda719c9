import type { Standing, Tier } from "../model/standing.ts";

export type { Standing, Tier };

const TIER_RANK: { readonly [tier in Tier]: number } = { absolute: 0, promoted: 1, standard: 2 };

/** What a ticket owes to its channel: keys 1 and 2. */
type ChannelKeys = Pick<Standing, "tier" | "channelScore">;

function compareTiers(a: ChannelKeys, b: ChannelKeys): number {
  return a.tier === b.tier ? 0 : TIER_RANK[a.tier] - TIER_RANK[b.tier];
}

function compareChannelScores(a: ChannelKeys, b: ChannelKeys): number {
  return b.channelScore - a.channelScore;
}

export function compareChannels(a: ChannelKeys, b: ChannelKeys): number {
  return compareTiers(a, b) || compareChannelScores(a, b);
}

/** What is a ticket's own: keys 3 to 5, all that tells tickets of one lane apart. */
export type OwnKeys = Pick<Standing, "contactScore" | "waitingSince" | "arrival">;

function compareContactScores(a: OwnKeys, b: OwnKeys): number {
  return b.contactScore - a.contactScore;
}

function compareWaitingSince(a: OwnKeys, b: OwnKeys): number {
  return a.waitingSince - b.waitingSince;
}

function compareArrivals(a: OwnKeys, b: OwnKeys): number {
  return a.arrival - b.arrival;
}

export function compareOwn(a: OwnKeys, b: OwnKeys): number {
  return compareContactScores(a, b) || compareWaitingSince(a, b) || compareArrivals(a, b);
}

/**
 * The order of the line: the keys, left to right; the first difference decides. Every store and every faster way of
 * finding who is next answers to this table.
 */
export const ORDER: readonly { key: keyof Standing; compare: (a: Standing, b: Standing) => number }[] = [
  { key: "tier", compare: compareTiers },
  { key: "channelScore", compare: compareChannelScores },
  { key: "contactScore", compare: compareContactScores },
  { key: "waitingSince", compare: compareWaitingSince },
  { key: "arrival", compare: compareArrivals },
];

/** The first key in which two tickets differ; undefined only for a ticket and itself, since arrival numbers are unique. */
export function decidingKey(a: Standing, b: Standing): keyof Standing | undefined {
  return ORDER.find(({ compare }) => compare(a, b) !== 0)?.key;
}

/**
 * Who is next of two: negative where `a` is, positive where `b` is; zero only for one and the same ticket.
 * A strict total order, fit for `Array.prototype.sort`.
 *
 * @example
 * compareTickets(queue.standing("t1"), queue.standing("t2")) < 0; // → false
 */
export function compareTickets(a: Standing, b: Standing): number {
  return compareChannels(a, b) || compareOwn(a, b);
}
