import type { AgentDescription, Case, LineCounts } from "../../model/case.ts";
import { systemClock } from "../../model/clock.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { Clearance } from "../../model/outbound.ts";
import type { TicketChange } from "../../model/ticket.ts";
import { Batch, type Outcome } from "../batch.ts";
import type { Agenda, Asking, Entered, Entry, Outdated } from "../store.ts";
import type { Reply } from "./connection.ts";
import {
  type CaseReply,
  caseFrom,
  caseOf,
  channelFrom,
  type InquiryReply,
  inquiryFrom,
  parsed,
  refuseChannel,
  unknownTicket,
} from "./reply.ts";
import { enqueue } from "./scripts/enqueue.ts";
import { forget, purge } from "./scripts/forget.ts";
import { getAgenda, getCounts, getPosition, getTicket, peek } from "./scripts/read.ts";
import { cancel, update } from "./scripts/update.ts";
import type { Steps } from "./steps.ts";
import { TOGETHER } from "./together.ts";
import { agentWords, atMost, changeWords, clearanceWords, digits, pathOf, recordOf, sortedScore } from "./words.ts";

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

  async update(id: string, change: TicketChange, clearance?: Clearance): Promise<Case | Asking> {
    const args = [id, changeWords(change), clearanceWords(clearance)];
    const [outcome, told, direction] = parsed<readonly unknown[]>(await this.steps.run(update, ...args));
    switch (outcome) {
      case "updated":
        return caseFrom(told as CaseReply);
      case "ask":
        return { inquiry: inquiryFrom(told as InquiryReply) };
      case "UNKNOWN_TICKET":
        throw unknownTicket(id);
      case "TICKET_NOT_WAITING": {
        const message = `expected a ticket that waits or is held, got ${shown(id)}, ${told}`;
        throw new ProximoError("TICKET_NOT_WAITING", message);
      }
      default:
        return refuseChannel(outcome, told as string, direction as Case["direction"]);
    }
  }

  async cancel(id: string): Promise<Case | undefined> {
    const reply = await this.steps.run(cancel, id);
    if (reply === "UNKNOWN_TICKET") throw unknownTicket(id);
    return caseOrNone(reply);
  }

  async forget(contact: string): Promise<number> {
    return Number(await this.steps.run(forget, contact));
  }

  async purge(before: number, limit: number): Promise<number> {
    return Number(await this.steps.run(purge, String(before), atMost(limit)));
  }

  async ticket(id: string): Promise<Case | undefined> {
    return caseOrNone(await this.steps.run(getTicket, id));
  }

  async peek(count: number, agent?: AgentDescription): Promise<readonly Case[]> {
    if (count === 0) return [];
    const wanted = count === Number.POSITIVE_INFINITY ? 0 : count;
    const first = await this.steps.run(peek, String(wanted), agent === undefined ? "" : agentWords(agent));
    return (first as readonly Reply[]).map((reply) => caseFrom(parsed(reply)));
  }

  async position(id: string): Promise<number | undefined> {
    const place = await this.steps.run(getPosition, id);
    return place === null ? undefined : Number(place);
  }

  async counts(): Promise<LineCounts> {
    const counts = (await this.steps.run(getCounts)) as readonly Reply[];
    const [waiting, held, paused, absolute, promoted] = counts.map(Number) as [number, number, number, number, number];
    return { waiting, held, paused, absolute, promoted };
  }

  async agenda(): Promise<Agenda> {
    const asked = systemClock.now();
    const agenda = (await this.steps.run(getAgenda)) as readonly Reply[];
    const [now, urgent, promoted, nextPromotion, oldestClosed] = agenda;
    this.steps.tellTime(Number(now), asked);
    return {
      now: Number(now),
      urgent: urgent !== null,
      promoted: (promoted as readonly Reply[]).map((reply) => caseFrom(parsed(reply))),
      nextPromotion: nextPromotion === null ? undefined : Number(nextPromotion),
      oldestClosed: oldestClosed === null ? undefined : Number(oldestClosed),
    };
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

function caseOrNone(reply: Reply): Case | undefined {
  return reply === null ? undefined : caseFrom(parsed(reply));
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
    case "duplicate": {
      const message = `ticket id: expected one not taken, got ${shown(ticket.id)} with other input`;
      throw new ProximoError("DUPLICATE_TICKET", message);
    }
    default:
      return refuseChannel(outcome, ticket.channel, ticket.direction);
  }
}
