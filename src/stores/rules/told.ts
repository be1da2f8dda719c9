import type { Windows } from "../port/outbound-store.ts";

/** Back to when it is known what was told of a message: as far as anything is counted. */
export function toldSince({ now, volume, quality }: Windows): number {
  return now - Math.max(volume, quality);
}
