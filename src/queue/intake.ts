import { ProximoError, shown } from "../model/errors.ts";
import { checkFields } from "../model/fields.ts";
import { isIdentifier, LONGEST_ID, toIdentifier } from "../model/identifier.ts";
import { toScore } from "../model/score.ts";
import type { Abilities, Ticket, TicketChange, TicketInput } from "../model/ticket.ts";
import { toMoment } from "../model/time.ts";

const NO_SKILLS: readonly string[] = Object.freeze([]);

const FIELDS = new Set<string>([
  "id",
  "channel",
  "contact",
  "contactScore",
  "receivedAt",
  "scheduledFor",
  "skills",
  "data",
] satisfies (keyof TicketInput)[]);
const CHANGEABLE = new Set<string>([
  "channel",
  "contactScore",
  "scheduledFor",
  "skills",
] satisfies (keyof TicketChange)[]);

/**
 * A ticket as the line keeps it, made from what was put in: every value checked, times in milliseconds, skills in order.
 *
 * @throws ProximoError `INVALID_TICKET`, `INVALID_ID`, `INVALID_CHANNEL`, `INVALID_CONTACT`, `INVALID_SCORE`,
 * `INVALID_TIME` or `INVALID_SKILLS`.
 */
export function toTicket(input: TicketInput, now: () => number): Ticket {
  if (!hasKnownFields(input)) checkFields(input, FIELDS, "ticket", "INVALID_TICKET");
  return checked(input, now);
}

/** Says yes sooner than FIELDS does: every ticket is asked, and a switch takes a third of the time of a set. */
function hasKnownFields(input: unknown): boolean {
  if (typeof input !== "object" || input === null) return false;
  for (const field in input) {
    const known = field as keyof TicketInput;
    switch (known) {
      case "id":
      case "channel":
      case "contact":
      case "contactScore":
      case "receivedAt":
      case "scheduledFor":
      case "skills":
      case "data":
        continue;
      default:
        known satisfies never;
        return false;
    }
  }
  return true;
}

/** The ticket with what is given of a change. Throws as `toTicket` does; `INVALID_TICKET` for a key that cannot change. */
export function withChange<Kind extends Ticket>(ticket: Kind, change: TicketChange): Kind {
  checkFields(change, CHANGEABLE, `change of ticket "${ticket.id}"`, "INVALID_TICKET");
  const { channel, contactScore, scheduledFor, skills } = change;
  const input = {
    ...ticket,
    channel: channel === undefined ? ticket.channel : channel,
    contactScore: contactScore === undefined ? ticket.contactScore : contactScore,
    scheduledFor: scheduledFor === undefined ? ticket.scheduledFor : scheduledFor,
    skills: skills === undefined ? ticket.skills : skills,
  };
  return { ...ticket, ...checked(input, () => ticket.receivedAt) };
}

function checked(input: TicketInput, now: () => number): Ticket {
  const { contact, contactScore, receivedAt, scheduledFor, skills } = input;
  return {
    id: toIdentifier(input.id, "ticket id"),
    channel: toIdentifier(input.channel, "channel", "INVALID_CHANNEL"),
    contact: contact === undefined ? undefined : toIdentifier(contact, "contact", "INVALID_CONTACT"),
    contactScore: contactScore == null ? undefined : toScore(contactScore, "contactScore"),
    receivedAt: receivedAt === undefined ? now() : toMoment(receivedAt, "receivedAt"),
    scheduledFor: scheduledFor == null ? undefined : toMoment(scheduledFor, "scheduledFor"),
    skills: skills === undefined ? NO_SKILLS : toSkills(skills),
    data: input.data,
  };
}

/** @throws ProximoError `INVALID_AGENT` unless the channels and skills, where given, are arrays of strings. */
export function checkAbilities(abilities: Abilities): void {
  if (typeof abilities !== "object" || abilities === null) {
    throw new ProximoError("INVALID_AGENT", `agent: expected an object, got ${shown(abilities)}`);
  }
  checkNames(abilities.channels, "channels");
  checkNames(abilities.skills, "skills");
}

function checkNames(names: unknown, name: string): void {
  if (names === undefined || (Array.isArray(names) && names.every((one) => typeof one === "string"))) return;
  throw new ProximoError("INVALID_AGENT", `${name} of the agent: expected an array of strings, got ${shown(names)}`);
}

function toSkills(skills: unknown): readonly string[] {
  if (!Array.isArray(skills) || !skills.every(isIdentifier)) {
    throw new ProximoError(
      "INVALID_SKILLS",
      `skills: expected an array of strings of 1 to ${LONGEST_ID} characters, got ${shown(skills)}`,
    );
  }
  return skills.length === 0 ? NO_SKILLS : Object.freeze([...new Set(skills)].sort());
}
