import type { PauseEnd, QualityCounts, Rating, SenderState } from "../../model/outbound.ts";
import { NEVER } from "../../model/time.ts";
import type { SenderStanding } from "../../stores/port/outbound-store.ts";
import type { QualityPolicy } from "./policy.ts";

/**
 * The rating by our thresholds: blocks, reports and opt-outs for each delivery of the window; undefined with too few
 * deliveries to tell. Platforms rate by more than that, and do not say how: where one reports a rating, that one stands.
 */
function estimated(
  { delivered, blocked, reported, optedOut }: QualityCounts,
  policy: QualityPolicy,
): Rating | undefined {
  if (delivered < policy.leastDeliveries) return undefined;
  const rate = (blocked + reported + optedOut) / delivered;
  if (rate >= policy.red) return "red";
  return rate >= policy.yellow ? "yellow" : "green";
}

function ratingOf({ state, counts }: SenderStanding, policy: QualityPolicy): Rating {
  return state.reported ?? estimated(counts, policy) ?? "green";
}

/** What a sender or template is once something has happened to it: an estimate that turns red pauses it, and is begun anew. */
export function judged(standing: SenderStanding, policy: QualityPolicy, now: number) {
  const state = withLowSince(standing.state, ratingOf(standing, policy), now);
  const red = state.reported === undefined && ratingOf(standing, policy) === "red";
  if (!red || isPaused(state, now)) return { state, recount: false };
  return { state: paused(state, policy, now), recount: true };
}

/** What it is once the platform has rated it: red pauses it, anything better ends a pause that would end by itself. */
export function rated(state: SenderState, rating: Rating, policy: QualityPolicy | undefined, now: number): SenderState {
  const next = withLowSince({ ...state, reported: rating }, rating, now);
  if (rating === "red") return policy === undefined || isPaused(next, now) ? next : paused(next, policy, now);
  return typeof next.pausedUntil === "number" ? { ...next, pausedUntil: undefined } : next;
}

/** When the gate's pause and the platform's are both over, as far as either is known to end; 0 where there was none. */
export function pauseEnd({ pausedUntil, platformPausedUntil }: SenderState): number {
  return Math.max(momentOf(pausedUntil), momentOf(platformPausedUntil));
}

function momentOf(end: PauseEnd = 0): number {
  return typeof end === "number" ? end : NEVER;
}

function isPaused(state: SenderState, now: number): boolean {
  return now < pauseEnd(state);
}

/** Whether its rating has been low for so long that the volume is cut. */
export function isCut(standing: SenderStanding, policy: QualityPolicy, now: number): boolean {
  const { lowSince } = standing.state;
  return lowSince !== undefined && lowSince + policy.cutAfter <= now && ratingOf(standing, policy) !== "green";
}

function withLowSince(state: SenderState, rating: Rating, now: number): SenderState {
  return { ...state, lowSince: rating === "green" ? undefined : (state.lowSince ?? now) };
}

/** The next pause of the ladder; the first again after a whole window without one. */
function paused(state: SenderState, { pauses, window }: QualityPolicy, now: number): SenderState {
  const before = state.lastPausedAt !== undefined && now - state.lastPausedAt > window ? 0 : state.pauses;
  const length = pauses[before] ?? null;
  const pausedUntil: PauseEnd = length === null ? "person" : now + length;
  return { ...state, pausedUntil, pauses: before + 1, lastPausedAt: now };
}
