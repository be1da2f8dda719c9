import type { ContactStanding } from "./outbound.ts";

/**
 * Since when the service window is open without a break, once it is told that the contact wrote at `at`. A message that was
 * told late counts where the window of one reaches the other; of a window that had closed before, nothing is kept.
 */
export function windowSince(standing: ContactStanding, at: number, length: number): number {
  const { lastReceived = at, windowSince = lastReceived } = standing;
  if (at > lastReceived + length) return at;
  return at + length < windowSince ? windowSince : Math.min(windowSince, at);
}

/** Whether the contact's messages kept the service window open at that moment, as far as it is known. */
export function isInWindow(
  { lastReceived, windowSince = lastReceived }: ContactStanding,
  at: number,
  length: number,
): boolean {
  if (lastReceived === undefined || windowSince === undefined || length === 0) return false;
  return windowSince <= at && at < lastReceived + length;
}
