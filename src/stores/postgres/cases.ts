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

/** A ticket as the schema's functions show it: what is absent is null. */
export interface ShownTicket {
  readonly id: string;
  readonly channel: string;
  readonly outbound: boolean;
  readonly contact: string | null;
  readonly purpose: string | null;
  readonly address: string | null;
  readonly template: string | null;
  readonly contactScore: number | null;
  readonly receivedAt: number;
  readonly scheduledFor: number | null;
  readonly skills: readonly string[];
  readonly details: Details;
  readonly arrival: number;
  readonly state: TicketState | null;
  readonly heldUntil: number | null;
  readonly closedAt: number | null;
}

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

export function asCase({ outbound, details, state, ...shown }: ShownTicket): Case {
  return {
    ...shown,
    direction: outbound ? "outbound" : "inbound",
    contact: shown.contact ?? undefined,
    purpose: shown.purpose ?? undefined,
    address: shown.address ?? undefined,
    template: shown.template ?? undefined,
    contactScore: shown.contactScore ?? undefined,
    scheduledFor: shown.scheduledFor ?? undefined,
    heldUntil: shown.heldUntil ?? undefined,
    closedAt: shown.closedAt ?? undefined,
    segments: details.segments,
    attributes: details.attributes,
    data: details.data,
    state: state ?? "waiting",
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
