import { allowedOn } from "../../channels/directions.ts";
import type { Case, Direction, Holding, TicketState } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import { shown } from "../../model/errors.ts";
import type { Inquiry } from "../../model/outbound.ts";
import { HIGHEST_SCORE } from "../../model/score.ts";
import type { Standing } from "../../model/standing.ts";
import type { Cancelled, EndedClaim, Ranked } from "../store.ts";
import { RECORD } from "./lua/tickets.ts";
import type { Reply } from "./server/connection.ts";
import { reservedIn, skillsIn } from "./words.ts";

type Field = string | boolean | readonly string[];
type Fields = readonly Field[];

/** What a script tells of a ticket, a claim, a question to the gate, parsed: as `case`, `holding` and `inquiry` of the scripts make it. */
export type CaseReply = readonly [record: Fields, body: readonly [fingerprint: string, body: Body]];
export type HoldingReply = readonly [ticket: CaseReply, alsoWaiting: readonly CaseReply[]];
export type EndedReply = readonly [agent: string, state: EndedClaim["state"], claimedAt: string];
export type InquiryReply = readonly [ticket: CaseReply, channel: string, basis: string];

/** What never changes of a ticket, and no script looks at. */
export type Body = Pick<Case, "data" | "purpose" | "address" | "template" | "segments" | "attributes">;

type Place = Record<(typeof RECORD)[number], number>;
const at = Object.fromEntries(RECORD.map((field, place) => [field, place])) as Place;

/** The reply of a script that answers with JSON. */
export function parsed<Shape>(reply: Reply): Shape {
  return JSON.parse(reply as string) as Shape;
}

export function caseFrom([record, [, body]]: CaseReply): Case {
  return caseOf(record, body);
}

export function caseOf(record: Fields, body: Body): Case {
  const heldUntil = record[at.heldUntil];
  const ownScore = record[at.ownScore];
  const preferred = record[at.preferred];
  return {
    id: record[at.id] as string,
    channel: record[at.channel] as string,
    contact: (record[at.contact] as string) || undefined,
    contactScore: ownScore === false ? undefined : HIGHEST_SCORE - Number(ownScore),
    receivedAt: Number(record[at.receivedAt]),
    scheduledFor: number(record[at.scheduledFor]),
    skills: skillsIn(record[at.skills] as string),
    data: body.data,
    direction: record[at.direction] as Direction,
    purpose: body.purpose,
    address: body.address,
    template: body.template,
    segments: body.segments,
    attributes: body.attributes,
    state: record[at.state] as TicketState,
    arrival: Number(record[at.arrival]),
    heldUntil: heldUntil === "-1" ? undefined : number(heldUntil),
    preferredAgent: preferred
      ? { id: reservedIn(preferred as string), until: Number(record[at.preferredUntil]) }
      : undefined,
    answeredAt: number(record[at.answeredAt]),
    closedAt: number(record[at.closedAt]),
  };
}

export function holdingFrom([ticket, alsoWaiting]: HoldingReply): Holding {
  const [record] = ticket;
  return {
    ticket: caseFrom(ticket),
    token: record[at.token] as string,
    agent: record[at.agent] as string,
    state: record[at.state] as Holding["state"],
    claimedAt: Number(record[at.claimedAt]),
    deadline: number(record[at.deadline]),
    alsoWaiting: alsoWaiting.map(caseFrom),
  };
}

export function endedFrom([agent, state, claimedAt]: EndedReply): EndedClaim {
  return { agent, state, claimedAt: Number(claimedAt) };
}

/** Nothing, where nothing was cancelled. */
export function cancelledFrom(reply: Reply): Cancelled | undefined {
  if (reply === null) return undefined;
  const [ticket, claim] = parsed<readonly [CaseReply, EndedReply | null]>(reply);
  return claim === null ? { ticket: caseFrom(ticket) } : { ticket: caseFrom(ticket), claim: endedFrom(claim) };
}

/** Where the ticket of a lane stands. */
export function rankedFrom(reply: CaseReply, channel: Channel, now: number): Ranked {
  const [record] = reply;
  const score = record[at.ownScore] || record[at.ruleScore];
  const standing: Standing = {
    tier: channel.absolute ? "absolute" : record[at.promoted] ? "promoted" : "standard",
    channelScore: channel.score,
    contactScore: HIGHEST_SCORE - Number(score),
    waitingSince: Number(record[at.waitingSince]),
    arrival: Number(record[at.arrival]),
  };
  return { ticket: caseFrom(reply), standing, refusedBy: refusersIn(record[at.refusals], now) };
}

function refusersIn(refusals: Fields[number] | undefined, now: number): readonly string[] {
  const list = (refusals || []) as readonly string[];
  return list.filter((_, place) => place % 2 === 0 && now < Number(list[place + 1]));
}

function number(field: Field | undefined): number | undefined {
  return field === false || field === undefined ? undefined : Number(field);
}

export function inquiryFrom([ticket, settings, basis]: InquiryReply): Inquiry {
  const asked = caseFrom(ticket);
  return { ticket: asked, channel: channelFrom(asked.channel, settings), basis };
}

export function channelFrom(id: string, settings: string): Channel {
  const isOn = (place: number) => settings[place] === "1";
  const [, waitLimit, escalateAfter] = settings.split(":");
  return {
    id,
    score: Number(settings.slice(0, 3)),
    ...{ absolute: isOn(3), enabled: isOn(4), inbound: isOn(5), outbound: isOn(6) },
    ...(waitLimit && { waitLimit: Number(waitLimit) }),
    ...(escalateAfter && { escalateAfter: Number(escalateAfter) }),
  };
}

/** The refusal of a script that found a channel `UNKNOWN` or `BARRED` for the direction. Always throws. */
export function refuseChannel(refusal: unknown, id: string, direction: Direction): never {
  const channel = refusal === "UNKNOWN" ? undefined : channelFrom(id, "0000100");
  allowedOn(channel, id, direction);
  throw new TypeError(`a script refused channel ${shown(id)}: ${refusal}`);
}
