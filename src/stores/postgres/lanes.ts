import type { Tier } from "../../model/standing.ts";
import type { Lane, LaneHead, Ranked } from "../store.ts";
import { asCase, type ShownTicket } from "./cases.ts";
import { arrayOf } from "./quoting.ts";
import type { Session } from "./session.ts";

type ShownLane = readonly [
  lane: number,
  channel: string,
  promoted: boolean,
  skills: readonly string[],
  reservedFor: string,
  waiting: number,
];
type ShownRank = readonly [
  ticket: ShownTicket,
  tier: number,
  channelScore: number,
  contactScore: number,
  waitingSince: number,
  refusedBy: readonly string[] | null,
];

const TIERS: readonly Tier[] = ["absolute", "promoted", "standard"];

/** The lanes of the line, and so many of the first tickets in each as `depth` says. */
export async function laneHeads(session: Session, depth: (lane: Lane) => number): Promise<readonly LaneHead[]> {
  const found = await session.call<readonly ShownLane[]>("lanes", session.now);
  const wanted = found
    .map((shown) => ({ id: shown[0], lane: asLane(shown) }))
    .map(({ id, lane }) => ({ id, lane, depth: depth(lane) }))
    .filter((one) => one.depth > 0);
  if (wanted.length === 0) return [];
  const heads = await session.database.call<readonly (readonly ShownRank[] | null)[]>(
    "lane_heads",
    ["integer[]", arrayOf(wanted.map(({ id }) => id))],
    ["bigint[]", arrayOf(wanted.map(({ depth, lane }) => Math.min(Math.ceil(depth), lane.waiting)))],
    session.now,
  );
  // Whoever took the last of a lane meanwhile took the lane with it.
  return wanted.flatMap(({ lane }, place) => {
    const first = heads[place]?.map(asRanked);
    return first ? [{ ...lane, first }] : [];
  });
}

function asLane([, channel, promoted, skills, reservedFor, waiting]: ShownLane): Lane {
  const lane = { channel, promoted, skills, waiting };
  return reservedFor === "" ? lane : { ...lane, reservedFor };
}

function asRanked([ticket, tier, channelScore, contactScore, waitingSince, refusedBy]: ShownRank): Ranked {
  const shown = asCase(ticket);
  const { arrival } = shown;
  const standing = { tier: TIERS[tier]!, channelScore, contactScore, waitingSince, arrival };
  return { ticket: shown, standing, refusedBy: refusedBy ?? [] };
}
