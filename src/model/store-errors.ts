import type { TicketState } from "./case.ts";
import { ProximoError, shown } from "./errors.ts";

/** What stores refuse, each in the same words whichever it is. */

export function unknownTicket(id: string): ProximoError {
  return new ProximoError("UNKNOWN_TICKET", `expected the id of a ticket, got ${shown(id)}`);
}

export function duplicateTicket(id: string): ProximoError {
  return new ProximoError("DUPLICATE_TICKET", `ticket id: expected one not taken, got ${shown(id)} with other input`);
}

export function ticketNotWaiting(id: string, state: TicketState): ProximoError {
  const message = `expected a ticket that waits or is held, got ${shown(id)}, ${state}`;
  return new ProximoError("TICKET_NOT_WAITING", message);
}

export function unknownAgent(id: string): ProximoError {
  return new ProximoError("UNKNOWN_AGENT", `expected the id of a registered agent, got ${shown(id)}`);
}

export function staleClaim(token: string): ProximoError {
  return new ProximoError("STALE_CLAIM", `token: expected one whose claim stands, got ${shown(token)}`);
}

export function offerAccepted(agent: string): ProximoError {
  return new ProximoError(
    "OFFER_ACCEPTED",
    `token: expected one of an offer, got one that ${shown(agent)} has accepted`,
  );
}
