import type { Limit } from "../../model/outbound.ts";
import type { SenderStanding } from "../../stores/port/outbound-store.ts";
import type { OutboundPolicy, VolumePolicy } from "./policy.ts";
import { isCut } from "./quality.ts";

/**
 * How many unique contacts may be reached now: what the platform reported last, or the policy's limit; less of it while
 * quality has been low for long.
 */
export function limitInForce({ volume, quality }: OutboundPolicy, sender: SenderStanding, now: number): Limit {
  if (volume === undefined) return "unlimited";
  const limit = sender.state.limit ?? volume.limit;
  return quality !== undefined && isCut(sender, quality, now) ? cut(limit, volume, quality.cutTo) : limit;
}

/** What is cut of "unlimited" is the highest tier that has a number. */
function cut(limit: Limit, { tiers }: VolumePolicy, to: number): Limit {
  if (limit !== "unlimited") return Math.floor(limit * to);
  const numbers = tiers.filter((tier) => tier !== "unlimited");
  return numbers.length === 0 ? limit : Math.max(...numbers);
}
