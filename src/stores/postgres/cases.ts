import type { Case, Holding, TicketState } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import type { Attribute } from "../../model/contact.ts";
import type { Inquiry } from "../../model/outbound.ts";
import type { Cancelled, EndedClaim, Entry, Settled } from "../store.ts";

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
  answeredAt: number | null,
  preferredAgent: string | null,
  preferredUntil: number | null,
];

/** The deadline is that of an offer. */
export type ShownClaim = readonly [
  token: string,
  agent: string,
  at: number,
  deadline: number | null,
  ticket: ShownTicket,
  also: readonly ShownTicket[] | null,
];

/** A ticket, and its claim that has ended, if it had one. */
export interface ShownEnd {
  readonly ticket: ShownTicket;
  readonly agent: string | null;
  readonly offered: boolean;
  readonly at: number;
}

export interface ShownInquiry {
  readonly ticket: ShownTicket;
  readonly on: Channel;
  readonly basis: string;
}

export function asCase(ticket: ShownTicket): Case {
  const [id, channel, outbound, contact, purpose, address, template, contactScore, receivedAt, scheduledFor] = ticket;
  const [, , , , , , , , , , skills, details, arrival, state, heldUntil, closedAt, answeredAt, agent, until] = ticket;
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
    preferredAgent: agent === null ? undefined : { id: agent, until: until ?? 0 },
    answeredAt: answeredAt ?? undefined,
    closedAt: closedAt ?? undefined,
  };
}

/** An inbound ticket that has just entered. Written out, because to spread it first takes as long as all the rest of its entering here. */
export function asEntered(ticket: Entry["ticket"], arrival: number, receivedAt: number, held: boolean): Case {
  const { id, channel, direction, contact, contactScore, scheduledFor, skills, segments, attributes, data } = ticket;
  return {
    id,
    channel,
    direction,
    contact,
    contactScore,
    receivedAt,
    scheduledFor,
    skills,
    segments,
    attributes,
    data,
    arrival,
    state: held ? "held" : "waiting",
    preferredAgent: ticket.preferredAgent,
  };
}

export function asHolding([token, agent, at, deadline, ticket, also]: ShownClaim): Holding {
  const holding = { ticket: asCase(ticket), token, agent, claimedAt: at, alsoWaiting: (also ?? []).map(asCase) };
  return deadline === null ? { ...holding, state: "active" } : { ...holding, state: "offered", deadline };
}

export function asEndedClaim({ agent, offered, at }: Omit<ShownEnd, "ticket">): EndedClaim | undefined {
  return agent === null ? undefined : { agent, state: offered ? "offered" : "active", claimedAt: at };
}

/** Undefined where nothing was cancelled. */
export function asCancelled(end: Partial<ShownEnd>): Cancelled | undefined {
  if (end.ticket === undefined) return undefined;
  const ticket = asCase(end.ticket);
  const claim = asEndedClaim(end as ShownEnd);
  return claim === undefined ? { ticket } : { ticket, claim };
}

/** A ticket whose claim has ended. */
export function asSettled(end: ShownEnd): Settled {
  return { ticket: asCase(end.ticket), claim: asEndedClaim(end)! };
}

export function asInquiry({ ticket, on, basis }: ShownInquiry): Inquiry {
  const { state: _, ...asked } = asCase(ticket);
  return { ticket: asked, channel: on, basis };
}
