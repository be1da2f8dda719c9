import type { Case, Holding, TicketState } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import type { Attribute } from "../../model/contact.ts";
import type { Inquiry } from "../../model/outbound.ts";

/** What stands in the column of that name: the part of a ticket that the store never looks into. */
export interface Details {
  readonly segments: readonly string[];
  readonly attributes: { readonly [name: string]: Attribute };
  readonly data?: unknown;
}

/** A ticket as the schema's function `shown` shows it. */
export type ShownTicket = readonly [
  id: string,
  channel: string,
  outbound: boolean,
  contact: string | null,
  purpose: string | null,
  address: string | null,
  template: string | null,
  contactScore: number | null,
  receivedAt: number,
  scheduledFor: number | null,
  skills: readonly string[],
  details: Details,
  arrival: number,
  state: TicketState | null,
  heldUntil: number | null,
  closedAt: number | null,
];

export interface ShownClaim {
  readonly token: string;
  readonly agent: string;
  readonly at: number;
  readonly ticket: ShownTicket;
  readonly also: readonly ShownTicket[] | null;
}

export interface ShownInquiry {
  readonly ticket: ShownTicket;
  readonly on: Channel;
  readonly basis: string;
}

export function asCase(ticket: ShownTicket): Case {
  const [id, channel, outbound, contact, purpose, address, template, contactScore, receivedAt, scheduledFor] = ticket;
  const [, , , , , , , , , , skills, details, arrival, state, heldUntil, closedAt] = ticket;
  return {
    id,
    channel,
    direction: outbound ? "outbound" : "inbound",
    contact: contact ?? undefined,
    purpose: purpose ?? undefined,
    address: address ?? undefined,
    template: template ?? undefined,
    contactScore: contactScore ?? undefined,
    receivedAt,
    scheduledFor: scheduledFor ?? undefined,
    skills,
    segments: details.segments,
    attributes: details.attributes,
    data: details.data,
    arrival,
    state: state ?? "waiting",
    heldUntil: heldUntil ?? undefined,
    closedAt: closedAt ?? undefined,
  };
}

export function asHolding({ token, agent, at, ticket, also }: ShownClaim): Holding {
  const alsoWaiting = (also ?? []).map(asCase);
  return { ticket: asCase(ticket), token, agent, state: "active", claimedAt: at, alsoWaiting };
}

export function asInquiry({ ticket, on, basis }: ShownInquiry): Inquiry {
  const { state: _, ...asked } = asCase(ticket);
  return { ticket: asked, channel: on, basis };
}
