import type { Case } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import { ALLOWED, type Clearance, type Inquiry, type Verdict } from "../../model/outbound.ts";

/**
 * What the gate has said about a ticket, or what it is to be asked. It has nothing to say of what comes in.
 *
 * @param basisOf read in the same step as the ticket: an answer given on another basis is none.
 */
export function verdictOn(
  ticket: Omit<Case, "state" | "closedAt">,
  channel: Channel,
  basisOf: (contact: string, channel: Channel) => string,
  clearance: Clearance | undefined,
): Verdict | Inquiry {
  if (ticket.direction === "inbound") return ALLOWED;
  const basis = basisOf(ticket.contact ?? "", channel);
  if (clearance?.id === ticket.id && clearance.basis === basis) return clearance.verdict;
  return { ticket, channel, basis };
}

export function isInquiry(answer: Verdict | Inquiry): answer is Inquiry {
  return "basis" in answer;
}
