import type { Case, TicketState } from "../../model/case.ts";
import type { Contact, ContactRule } from "../../model/contact.ts";
import type { TicketChange, TicketInput } from "../../model/ticket.ts";
import { type Entry, NaiveLine } from "./line.ts";

type PersonInput = Omit<TicketInput, "contact"> & { readonly contact?: string | Contact | undefined };

/** A ticket of a center, with the person it is about. */
export interface Person extends Entry {
  readonly contact: Contact | undefined;
  /** When an agent first had it. */
  answeredAt?: number;
}

/** What a center promises, said as plainly as possible: a line, the claims by token, the closed tickets in order. */
export class NaiveCenter extends NaiveLine {
  declare tickets: Person[];
  claims = new Map<string, { entry: Person; agent: string }>();
  closed: { entry: Person; as: TicketState; at: number }[] = [];
  inputs = new Map<string, string>();
  rules: readonly ContactRule[] = [];

  override contactScore = (entry: Entry): number => {
    const { ticket, contact } = entry as Person;
    return ticket.contactScore ?? scoreOf(contact, this.rules);
  };

  /** Lets in whoever is due, the longest due first, and says who. */
  letIn(now: number): string[] {
    const moment = ({ ticket }: Entry) => (ticket.scheduledFor ?? 0) - this.lead;
    const due = this.tickets.filter((one) => this.awaitsItsTime(one) && moment(one) <= now);
    for (const one of due) one.promoted = true;
    return due.sort((a, b) => moment(a) - moment(b) || a.arrival - b.arrival).map(({ ticket }) => ticket.id);
  }

  /** Forgets, in the order in which they were closed, those closed so long ago; how many. */
  forget(before: number): number {
    let forgotten = 0;
    for (; this.closed.length > 0 && this.closed[0].at <= before; forgotten++) {
      this.inputs.delete(this.closed.shift()!.entry.ticket.id);
    }
    return forgotten;
  }

  accept(input: PersonInput, now: number): void {
    const { id, channel, contactScore, receivedAt, scheduledFor, skills = [] } = input;
    const contact = typeof input.contact === "string" ? { id: input.contact } : input.contact;
    const times = {
      receivedAt: Number(receivedAt ?? now),
      scheduledFor: scheduledFor == null ? undefined : Number(scheduledFor),
    };
    const ticket = { id, channel, contact: contact?.id, contactScore: contactScore ?? undefined, ...times, skills };
    const entry = { ticket, contact, arrival: this.arrivals++, promoted: false };
    this.inputs.set(id, sameInput(input));
    this.stand(entry, {}, now);
  }

  /** Puts a ticket where it stands, changed or not; overdue, it is in the line at once. */
  stand(entry: Person, change: TicketChange, now: number): void {
    const given = Object.entries(change).filter(([, value]) => value !== undefined);
    const ticket = { ...entry.ticket, ...Object.fromEntries(given.map(([key, value]) => [key, value ?? undefined])) };
    const promoted = entry.promoted && change.scheduledFor === undefined;
    this.remove(ticket.id);
    this.tickets.push(Object.assign(entry, { ticket, promoted }));
    this.promoteDue(now, ticket.id);
  }

  hold(id: string, token: string, agent: string, now: number): void {
    const entry = this.entry(id)!;
    entry.answeredAt ??= now;
    this.claims.set(token, { entry, agent });
    this.remove(id);
  }

  close(id: string, as: TicketState, at: number): void {
    this.closed.push({ entry: this.entry(id)!, as, at });
    this.remove(id);
    for (const [token, { entry }] of this.claims) if (entry.ticket.id === id) this.claims.delete(token);
  }

  all(): Person[] {
    return [...this.tickets, ...[...this.claims.values(), ...this.closed].map(({ entry }) => entry)];
  }

  entry(id: string): Person | undefined {
    return this.all().find(({ ticket }) => ticket.id === id);
  }

  ticketsOf(contact: string): string[] {
    const theirs = this.all().filter(({ ticket }) => ticket.contact === contact);
    return theirs.sort((a, b) => a.arrival - b.arrival).map(({ ticket }) => ticket.id);
  }

  state(id: string): TicketState | undefined {
    const closed = this.closed.find(({ entry }) => entry.ticket.id === id);
    const inLine = this.tickets.find(({ ticket }) => ticket.id === id);
    if (closed) return closed.as;
    if (inLine) return this.isHeld(inLine) ? "held" : "waiting";
    return this.entry(id) && "active";
  }
}

/** The most specific kind of rule that speaks of the contact, the highest of its kind. */
export function scoreOf(contact: Contact | undefined, rules: readonly ContactRule[]): number {
  const kinds = [
    (rule: ContactRule) => "contact" in rule && rule.contact === contact?.id,
    (rule: ContactRule) => "segment" in rule && contact?.segments?.includes(rule.segment),
    (rule: ContactRule) => "attribute" in rule && contact?.attributes?.[rule.attribute] === rule.value,
  ];
  const [spoken] = kinds.map((kind) => rules.filter(kind).map(({ score }) => score)).filter(({ length }) => length > 0);
  return spoken ? Math.max(...spoken) : 50;
}

/** Two inputs are the same where these texts are. */
export function sameInput({
  id,
  channel,
  contact,
  contactScore,
  receivedAt,
  scheduledFor,
  skills,
}: Partial<PersonInput>): string {
  const person = typeof contact === "string" ? { id: contact } : contact;
  const { segments = [], attributes = {} } = person ?? {};
  const score = contactScore ?? null;
  const times = [receivedAt ?? null, scheduledFor ?? null].map((time) => time && Number(time));
  return JSON.stringify([id, channel, person?.id ?? null, segments, attributes, score, times, skills ?? []]);
}

export const ids = (tickets: readonly Pick<Case, "id">[]) => tickets.map(({ id }) => id);
