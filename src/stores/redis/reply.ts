import { allowedOn } from "../../channels/directions.ts";
import type { Case, Direction, Holding, TicketState } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { Inquiry } from "../../model/outbound.ts";
import type { Reply } from "./connection.ts";
import { RECORD } from "./lua/record.ts";
import { skillsIn } from "./words.ts";

/** What a script tells of a ticket, a claim, a channel: the shapes that `case`, `holdingOf` and `inquiryOf` of the scripts make. */
export type CaseReply = readonly [id: string, record: readonly Reply[], body: string];
export type HoldingReply = readonly [ticket: CaseReply, alsoWaiting: readonly CaseReply[]];
export type InquiryReply = readonly [ticket: CaseReply, channel: string, basis: string];

/** What never changes of a ticket, and no script looks at. */
export type Body = Pick<Case, "data" | "purpose" | "address" | "template" | "segments" | "attributes">;

const places = Object.fromEntries(RECORD.map((field, place) => [field, place])) as Record<
  (typeof RECORD)[number],
  number
>;

export function bodyIn(stored: string): Body {
  return JSON.parse(stored.slice(stored.indexOf("\n") + 1)) as Body;
}

export function caseFrom([id, record, stored]: CaseReply): Case {
  return caseOf(id, record, bodyIn(stored));
}

export function caseOf(id: string, record: readonly Reply[], body: Body): Case {
  const at = (field: (typeof RECORD)[number]) => record[places[field]] ?? undefined;
  const number = (field: (typeof RECORD)[number]) => {
    const value = at(field);
    return value === undefined ? undefined : Number(value);
  };
  const heldUntil = number("heldUntil");
  return {
    ...body,
    id,
    channel: at("channel") as string,
    contact: (at("contact") as string) || undefined,
    contactScore: number("ownScore"),
    receivedAt: number("receivedAt") as number,
    scheduledFor: number("scheduledFor"),
    skills: skillsIn(at("skills") as string),
    direction: at("direction") as Direction,
    state: at("state") as TicketState,
    arrival: number("arrival") as number,
    heldUntil: heldUntil === -1 ? undefined : heldUntil,
    closedAt: number("closedAt"),
  };
}

export function holdingFrom([ticket, alsoWaiting]: HoldingReply): Holding {
  const [, record] = ticket;
  return {
    ticket: caseFrom(ticket),
    token: record[places.token] as string,
    agent: record[places.agent] as string,
    state: "active",
    claimedAt: Number(record[places.claimedAt]),
    alsoWaiting: alsoWaiting.map(caseFrom),
  };
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
