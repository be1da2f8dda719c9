import { isPromise } from "../model/awaitable.ts";
import type { Case } from "../model/case.ts";
import type { Channel } from "../model/channel.ts";
import type { TicketGate, Verdict } from "../model/outbound.ts";

export const ALLOWED: Verdict = { allowed: true, reasons: [], final: false };

/**
 * The gate's verdict, for a store whose steps are never interrupted: it answers at once, as what it asks does. It has
 * nothing to say of what comes in.
 */
export function verdictOn(
  ticket: Omit<Case, "state" | "closedAt">,
  channel: Channel | undefined,
  gate: TicketGate,
): Verdict {
  if (ticket.direction === "inbound" || channel === undefined) return ALLOWED;
  const verdict = gate(ticket, channel);
  if (isPromise(verdict)) throw new TypeError("expected a gate that answers at once, got one that answers later");
  return verdict;
}
