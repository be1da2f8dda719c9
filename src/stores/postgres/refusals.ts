import { type ErrorCode, ProximoError, shown } from "../../model/errors.ts";

/** A refusal as the schema's functions answer it. */
export interface ShownRefusal {
  readonly code: ErrorCode;
  readonly state?: string;
  readonly channel?: string;
  readonly agent?: string;
}

/** @param name the ticket's id, the token, or of an agent who is not known, theirs. */
export function refusal({ code, state, channel, agent }: ShownRefusal, name: string): ProximoError {
  switch (code) {
    case "DUPLICATE_TICKET":
      return new ProximoError(code, `ticket id: expected one not taken, got ${shown(name)} with other input`);
    case "UNKNOWN_TICKET":
      return new ProximoError(code, `expected the id of a ticket, got ${shown(name)}`);
    case "TICKET_NOT_WAITING":
      return new ProximoError(code, `expected a ticket that waits or is held, got ${shown(name)}, ${state}`);
    case "STALE_CLAIM":
      return new ProximoError(code, `token: expected one whose claim stands, got ${shown(name)}`);
    case "OFFER_ACCEPTED":
      return new ProximoError(code, `token: expected one of an offer, got one that ${shown(agent)} has accepted`);
    case "UNKNOWN_AGENT":
      return new ProximoError(code, `expected the id of a registered agent, got ${shown(agent ?? name)}`);
    case "UNKNOWN_CHANNEL":
      return new ProximoError(code, `channel: expected one of the registry, got ${shown(channel)}`);
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
