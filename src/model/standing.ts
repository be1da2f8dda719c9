import type { Score } from "./score.ts";

/**
 * `absolute` before `promoted` before `standard`.
 *
 * @example
 * queue.standing("t2").tier; // → "absolute"
 */
export type Tier = "absolute" | "promoted" | "standard";

/**
 * Everything that decides where a ticket stands, key by key in the order of the keys.
 *
 * @example
 * queue.standing("t2");
 * // → { tier: "absolute", channelScore: 50, contactScore: 50, waitingSince: 1795435200000, arrival: 1 }
 */
export interface Standing {
  /**
   * `absolute`: its channel is. `promoted`: its scheduled time is near or past, or it has waited for as long as its channel's
   * `escalateAfter`.
   */
  readonly tier: Tier;
  /** Its channel's score, as configured now. */
  readonly channelScore: Score;
  /** Its contact's score, as known now. */
  readonly contactScore: Score;
  /**
   * Epoch milliseconds: when the ticket was received; for a scheduled one, the later of that and the moment of its
   * promotion, whenever that moment was noticed.
   */
  readonly waitingSince: number;
  /** Given once, when the ticket first enters; never given again. */
  readonly arrival: number;
}
