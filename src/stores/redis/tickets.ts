import type { Case, CaseChange, TicketState } from "../../model/case.ts";
import type { Clearance } from "../../model/outbound.ts";
import { duplicateTicket, ticketNotWaiting, unknownTicket } from "../../model/store-errors.ts";
import { Batch, type Outcome } from "../connection/batch.ts";
import type { Asking, Cancelled, Entered, Entry, Outdated } from "../store.ts";
import {
  type CaseReply,
  cancelledFrom,
  caseFrom,
  caseOf,
  channelFrom,
  type InquiryReply,
  inquiryFrom,
  parsed,
  refuseChannel,
} from "./reply.ts";
import { enqueue } from "./scripts/enqueue.ts";
import { forget, purge } from "./scripts/forget.ts";
import { getTicket, getTicketsOf } from "./scripts/read.ts";
import { cancel, update } from "./scripts/update.ts";
import type { Reply } from "./server/connection.ts";
import type { Steps } from "./steps.ts";
import { TOGETHER } from "./together.ts";
import { atMost, changeWords, clearanceWords, digits, pathOf, recordOf, reservationOf, sortedScore } from "./words.ts";

interface Entering {
  readonly entry: Entry;
  readonly clearance: Clearance | undefined;
}

/** The tickets of a store in Redis. */
export class RedisTickets {
  readonly #entering = new Batch<Entering, Entered | Outdated | Asking>((calls) => this.#enter(calls), TOGETHER);

  constructor(private readonly steps: Steps) {}

  enqueue(entry: Entry, clearance?: Clearance): Promise<Entered | Outdated | Asking> {
    return this.#entering.add({ entry, clearance });
  }

  async update(id: string, change: CaseChange, clearance?: Clearance): Promise<Case | Asking> {
    const args = [id, changeWords(change), clearanceWords(clearance)];
    const [outcome, told, direction] = parsed<readonly unknown[]>(await this.steps.run(update, ...args));
    switch (outcome) {
      case "updated":
        return caseFrom(told as CaseReply);
      case "ask":
        return { inquiry: inquiryFrom(told as InquiryReply) };
      case "UNKNOWN_TICKET":
        throw unknownTicket(id);
      case "TICKET_NOT_WAITING":
        throw ticketNotWaiting(id, told as TicketState);
      default:
        return refuseChannel(outcome, told as string, direction as Case["direction"]);
    }
  }

  async cancel(id: string): Promise<Cancelled | undefined> {
    const reply = await this.steps.run(cancel, id);
    if (reply === "UNKNOWN_TICKET") throw unknownTicket(id);
    return cancelledFrom(reply);
  }

  async forget(contact: string): Promise<number> {
    return Number(await this.steps.run(forget, contact));
  }

  async purge(before: number, limit: number): Promise<number> {
    return Number(await this.steps.run(purge, String(before), atMost(limit)));
  }

  async ticket(id: string): Promise<Case | undefined> {
    const reply = await this.steps.run(getTicket, id);
    return reply === null ? undefined : caseFrom(parsed(reply));
  }

  async ticketsOf(contact: string): Promise<readonly Case[]> {
    const replies = (await this.steps.run(getTicketsOf, contact)) as readonly Reply[];
    return replies.map((reply) => caseFrom(parsed(reply))).sort((a, b) => a.arrival - b.arrival);
  }

  async #enter(calls: readonly Entering[]): Promise<readonly Outcome<Entered | Outdated | Asking>[]> {
    const outcomes = await this.steps.run(enqueue, ...calls.flatMap(entryWords));
    return calls.map((call, place) => {
      try {
        return { value: entered(call.entry, parsed((outcomes as readonly Reply[])[place]!)) };
      } catch (error) {
        return { error };
      }
    });
  }
}

function entryWords({ entry, clearance }: Entering): readonly string[] {
  const { ticket, fingerprint, ruleScore, rulesVersion } = entry;
  const { data, purpose, address, template, segments, attributes } = ticket;
  const body = JSON.stringify([fingerprint, { data, purpose, address, template, segments, attributes }]);
  const record = recordOf({
    id: ticket.id,
    channel: ticket.channel,
    skills: pathOf(ticket.skills),
    contact: ticket.contact ?? "",
    direction: ticket.direction,
    ownScore: ticket.contactScore === undefined ? undefined : sortedScore(ticket.contactScore),
    ruleScore: sortedScore(ruleScore),
    rulesVersion: String(rulesVersion),
    receivedAt: digits(ticket.receivedAt),
    scheduledFor: digits(ticket.scheduledFor),
    preferred: ticket.preferredAgent && reservationOf(ticket.preferredAgent.id),
    preferredUntil: digits(ticket.preferredAgent?.until),
  });
  return [ticket.id, record, body, clearanceWords(clearance)];
}

function entered({ ticket }: Entry, [outcome, told, basis]: readonly unknown[]): Entered | Outdated | Asking {
  switch (outcome) {
    case "entered":
      return { ticket: caseOf(told as CaseReply[0], ticket), created: true };
    case "present":
      return { ticket: caseFrom(told as CaseReply), created: false };
    case "outdated":
      return { outdated: true };
    case "ask": {
      const channel = channelFrom(ticket.channel, told as string);
      return { inquiry: { ticket, channel, basis: basis as string } };
    }
    case "duplicate":
      throw duplicateTicket(ticket.id);
    default:
      return refuseChannel(outcome, ticket.channel, ticket.direction);
  }
}
