import { allowedOn } from "../../channels/directions.ts";
import type { Case, Direction, Holding, TicketState } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { Inquiry } from "../../model/outbound.ts";
import type { Reply } from "./connection.ts";
import { RECORD } from "./lua/tickets.ts";
import { skillsIn } from "./words.ts";

/** What a script tells of a ticket, a claim, a channel: the shapes that `case`, `holdingOf` and `inquiryOf` of the scripts make. */
export type CaseReply = readonly [id: string, record: string, body: string];
export type HoldingReply = readonly [ticket: CaseReply, alsoWaiting: readonly CaseReply[]];
export type InquiryReply = readonly [ticket: CaseReply, channel: string, basis: string];

/** What never changes of a ticket, and no script looks at. */
export type Body = Pick<Case, "data" | "purpose" | "address" | "template" | "segments" | "attributes">;

export function bodyIn(stored: string): Body {
  return JSON.parse(stored.slice(stored.indexOf("\n") + 1)) as Body;
}

export function caseFrom([id, record, stored]: CaseReply): Case {
  return caseOf(id, record, bodyIn(stored));
}

export function caseOf(id: string, record: string, body: Body): Case {
  const { channel, contact, ownScore, receivedAt, scheduledFor, skills, direction, state, ...rest } = recordIn(record);
  const { arrival, heldUntil, closedAt } = rest;
  return {
    ...body,
    id,
    channel: channel as string,
    contact: (contact as string) || undefined,
    contactScore: number(ownScore),
    receivedAt: Number(receivedAt),
    scheduledFor: number(scheduledFor),
    skills: skillsIn(skills as string),
    direction: direction as Direction,
    state: state as TicketState,
    arrival: Number(arrival),
    heldUntil: heldUntil === "-1" ? undefined : number(heldUntil),
    closedAt: number(closedAt),
  };
}

export function holdingFrom([ticket, alsoWaiting]: HoldingReply): Holding {
  const { token, agent, claimedAt } = recordIn(ticket[1]);
  return {
    ticket: caseFrom(ticket),
    token: token as string,
    agent: agent as string,
    state: "active",
    claimedAt: Number(claimedAt),
    alsoWaiting: alsoWaiting.map(caseFrom),
  };
}

type Field = string | number | boolean;

function recordIn(text: string): { readonly [field in (typeof RECORD)[number]]: Field } {
  const fields = JSON.parse(text) as readonly Field[];
  return Object.fromEntries(RECORD.map((field, place) => [field, fields[place]])) as never;
}

function number(field: Field): number | undefined {
  return field === false ? undefined : Number(field);
}

export function inquiryFrom([ticket, settings, basis]: InquiryReply): Inquiry {
  const asked = caseFrom(ticket);
  return { ticket: asked, channel: channelFrom(asked.channel, settings), basis };
}

export function channelFrom(id: string, settings: string): Channel {
  const isOn = (place: number) => settings[place] === "1";
  return {
    id,
    score: Number(settings.slice(0, 3)),
    ...{ absolute: isOn(3), enabled: isOn(4), inbound: isOn(5), outbound: isOn(6) },
  };
}

/** The refusal of a script that found a channel `UNKNOWN` or `BARRED` for the direction. Always throws. */
export function refuseChannel(refusal: Reply, id: string, direction: Direction): never {
  const channel = refusal === "UNKNOWN" ? undefined : channelFrom(id, "0000100");
  allowedOn({ get: () => channel }, id, direction);
  throw new TypeError(`a script refused channel ${shown(id)}: ${refusal}`);
}

export function unknownTicket(id: string): ProximoError {
  return new ProximoError("UNKNOWN_TICKET", `expected the id of a ticket, got ${shown(id)}`);
}
