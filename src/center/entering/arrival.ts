import type { ContactScores } from "../../contacts/rules.ts";
import type { Contact } from "../../model/contact.ts";
import type { Entry } from "../../stores/store.ts";
import type { parseTicket } from "../parse.ts";
import { fingerprintOf } from "./fingerprint.ts";

/** Frozen, as everything is that a store keeps and gives out. */
const NONE: readonly string[] = Object.freeze([]);
const NO_ATTRIBUTES = Object.freeze({});

/** A ticket that comes in, with all its fields, and the person it is about. */
export interface Arrival extends Pick<Entry, "ticket"> {
  /** Worked out where somebody asks: a store that keeps the entry need not, until the id comes again. */
  readonly fingerprint: () => string;
  readonly contact: Contact | undefined;
}

/** A ticket as it was checked, or as whoever puts it in knows it to be right. */
export type CheckedTicket = ReturnType<typeof parseTicket>;

export function arrivalOf(input: CheckedTicket, id = input.id ?? globalThis.crypto.randomUUID()): Arrival {
  const { contact } = input;
  const ticket: Entry["ticket"] = {
    id,
    channel: input.channel,
    contact: contact?.id,
    segments: contact?.segments ?? NONE,
    attributes: contact?.attributes ?? NO_ATTRIBUTES,
    contactScore: input.contactScore ?? undefined,
    receivedAt: input.receivedAt,
    scheduledFor: input.scheduledFor ?? undefined,
    skills: input.skills ?? NONE,
    preferredAgent: input.preferredAgent ?? undefined,
    direction: input.direction,
    purpose: input.purpose,
    address: input.address,
    template: input.template,
    data: input.data,
  };
  let fingerprint: string | undefined;
  return {
    ticket,
    contact,
    fingerprint: () => {
      fingerprint ??= fingerprintOf(ticket);
      return fingerprint;
    },
  };
}

export function scored(arrival: Arrival, scores: ContactScores): Entry {
  return new Scored(arrival, scores.of(arrival.contact), scores.version);
}

/** A class, as an object that is written with a getter takes V8 half a microsecond to make. */
class Scored implements Entry {
  readonly ticket: Entry["ticket"];
  readonly #fingerprint: () => string;

  constructor(
    { ticket, fingerprint }: Arrival,
    readonly ruleScore: Entry["ruleScore"],
    readonly rulesVersion: number,
  ) {
    this.ticket = ticket;
    this.#fingerprint = fingerprint;
  }

  get fingerprint(): string {
    return this.#fingerprint();
  }
}
