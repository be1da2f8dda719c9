import { milliseconds } from "date-fns";
import type { Ticket } from "../model/ticket.ts";

/** How long before its time a scheduled ticket joins the line, unless configured otherwise. */
export const DEFAULT_LEAD = milliseconds({ minutes: 5 });

/** The moment a scheduled ticket joins the line, in epoch milliseconds; undefined for one without a schedule. */
export function promotionMoment(ticket: Ticket, lead: number): number | undefined {
  return ticket.scheduledFor === undefined ? undefined : ticket.scheduledFor - lead;
}

/** Key 4: it depends on what was asked for, never on when anybody looked. */
export function waitingSince(ticket: Ticket, lead: number): number {
  return Math.max(ticket.receivedAt, promotionMoment(ticket, lead) ?? ticket.receivedAt);
}
