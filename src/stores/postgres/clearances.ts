import type { Clearance } from "../../model/outbound.ts";
import type { Ticket, TicketChange } from "../../model/ticket.ts";
import { withChange } from "../../queue/intake.ts";
import type { Parameter } from "./database.ts";
import { arrayOf } from "./quoting.ts";

/** A clearance as the schema's functions take it: of which ticket, on which basis, and the verdict. */
export function verdictIn(clearance: Clearance | undefined): readonly Parameter[] {
  const { allowed, final, retryAt } = clearance?.verdict ?? {};
  return [
    ["text", clearance?.id],
    ["text", clearance?.basis],
    ["boolean", allowed],
    ["boolean", final],
    ["bigint", retryAt],
  ];
}

const ANY: Ticket = { id: "any", channel: "any", receivedAt: 0, skills: [] };

/** A change as the schema's functions take it: channel, contact score, schedule (each after whether it is given), skills. */
export function changeIn(change: TicketChange): readonly Parameter[] {
  const { channel, contactScore, scheduledFor, skills } = withChange(ANY, change);
  return [
    ["text", change.channel === undefined ? undefined : channel],
    ["boolean", change.contactScore !== undefined],
    ["smallint", contactScore],
    ["boolean", change.scheduledFor !== undefined],
    ["bigint", scheduledFor],
    ["text[]", change.skills === undefined ? undefined : arrayOf(skills)],
  ];
}
