import { unknownChannel } from "../../channels/known.ts";
import type { TicketState } from "../../model/case.ts";
import { type ErrorCode, ProximoError, shown } from "../../model/errors.ts";
import {
  duplicateTicket,
  offerAccepted,
  staleClaim,
  ticketNotWaiting,
  unknownAgent,
  unknownTicket,
} from "../../model/store-errors.ts";

/** A refusal as the schema's functions answer it. */
export interface ShownRefusal {
  readonly code: ErrorCode;
  readonly state?: TicketState;
  readonly channel?: string;
  readonly agent?: string;
}

/** @param name the ticket's id, the token, or of an agent who is not known, theirs. */
export function refusal({ code, state, channel, agent }: ShownRefusal, name: string): ProximoError {
  switch (code) {
    case "DUPLICATE_TICKET":
      return duplicateTicket(name);
    case "UNKNOWN_TICKET":
      return unknownTicket(name);
    case "TICKET_NOT_WAITING":
      return ticketNotWaiting(name, state!);
    case "STALE_CLAIM":
      return staleClaim(name);
    case "OFFER_ACCEPTED":
      return offerAccepted(agent!);
    case "UNKNOWN_AGENT":
      return unknownAgent(agent ?? name);
    case "UNKNOWN_CHANNEL":
      return unknownChannel(channel);
    default: {
      const direction = code === "INBOUND_NOT_ALLOWED" ? "inbound" : "outbound";
      return new ProximoError(code, `channel: expected one that is ${direction}, got ${shown(channel)}, which is not`);
    }
  }
}

/** @throws ProximoError where the answer is a refusal. */
export function unlessRefused<Answer extends object>(answer: Answer | ShownRefusal, name: string): Answer {
  if ("code" in answer) throw refusal(answer, name);
  return answer;
}
