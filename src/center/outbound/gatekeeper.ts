import { channelIn } from "../../channels/known.ts";
import { type Awaitable, followed } from "../../model/awaitable.ts";
import type { Case, Holding } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import { ProximoError } from "../../model/errors.ts";
import {
  ALLOWED,
  type Clearance,
  type Inquiry,
  type Occasion,
  type RefusedTicket,
  type Verdict,
} from "../../model/outbound.ts";
import type { Gate } from "../../outbound/gate.ts";
import type { OutboundCenter } from "../../outbound/outbound.ts";
import { isTimeZone } from "../../outbound/policy/hours.ts";
import { OutboundRefused } from "../../outbound/refusal.ts";
import type { Asking, Cancelled, Store } from "../../stores/store.ts";
import type { News } from "../events/news.ts";
import type { Timekeeper } from "../timekeeper.ts";

/** So many go together: as fast as a store can, and not so many that others wait for long. */
const WITHDRAWN_AT_ONCE = 100;

/** What the gate says to an inquiry of the store. It throws where the intention is to be given up. */
type Answer = (inquiry: Inquiry) => Awaitable<Verdict>;

/** Stands between the line and the agents: asks the outbound gate about tickets, and tells what came of it. */
export class Gatekeeper implements OutboundCenter {
  constructor(
    private readonly store: Store,
    private readonly gate: Gate,
    private readonly news: News,
    private readonly timekeeper: Timekeeper,
  ) {}

  /** Takes a step of the store, and answers on the way what it asks. */
  through<Result extends object>(
    answer: Answer,
    step: (clearance?: Clearance) => Awaitable<Result>,
  ): Awaitable<Exclude<Result, Asking>> {
    return followed(step(), (result) =>
      inquiryIn(result) === undefined ? (result as Exclude<Result, Asking>) : this.#answering(answer, step, result),
    );
  }

  /** Whether a ticket may go to an agent. */
  readonly atClaim: Answer = (inquiry) => this.#ask(inquiry, "claim");

  /** Whether a ticket that is given back may wait again. */
  readonly atRelease: Answer = (inquiry) => this.#ask(inquiry, "change");

  /**
   * Lets in no ticket that is refused for good, or that does not say whom it goes to and what it is for.
   *
   * @throws ProximoError `INVALID_CONTACT`, `NO_PURPOSE`; OutboundRefused
   */
  readonly atEntry: Answer = (inquiry) => {
    checkComplete(inquiry.ticket);
    return this.#insist(inquiry, "enqueue");
  };

  /** Lets no ticket become one that is refused for good. @throws OutboundRefused */
  readonly atChange: Answer = (inquiry) => this.#insist(inquiry, "change");

  channel(id: string): Awaitable<Channel> {
    return followed(this.store.channels(), (channels) => channelIn(channels, id));
  }

  async withdraw(contact: string): Promise<void> {
    await this.#withdraw(contact, "withdraw");
    await this.timekeeper.catchUp();
  }

  /** Cancels what is offered where it has lost its lawful basis since. Hours and volume are minded when the offer is made. */
  atAccept({ state, ticket }: Holding): Awaitable<void> {
    if (state === "offered" && ticket.direction === "outbound")
      return this.#withdraw(ticket.contact ?? "", "accept", ticket.id);
  }

  async reopen(channel: string, contact?: string): Promise<void> {
    await this.store.reopen(channel, contact);
    await this.timekeeper.wake();
  }

  /** Forgets all but the consent ledger's own about a contact (LGPD art. 18 VI): tickets, decisions, counters. */
  async erase(contact: string): Promise<void> {
    const tickets = await this.store.forget(contact);
    await this.store.outbound.erase(contact);
    this.news.tell("erased", { contact, tickets });
    await this.timekeeper.catchUp();
  }

  tell({ ticket, verdict, claim }: RefusedTicket & Cancelled): void {
    const { reasons, retryAt: until } = verdict;
    if (verdict.final) this.news.tell("cancelled", { ticket, reasons, ...claim });
    else this.news.tell("held", { ticket, reasons, until });
  }

  async #answering<Result extends object>(
    answer: Answer,
    step: (clearance?: Clearance) => Awaitable<Result>,
    asking: Result,
  ): Promise<Exclude<Result, Asking>> {
    let result = asking;
    for (let inquiry = inquiryIn(result); inquiry !== undefined; inquiry = inquiryIn(result)) {
      const clearance = { id: inquiry.ticket.id, basis: inquiry.basis, verdict: await answer(inquiry) };
      result = await step(clearance);
    }
    return result as Exclude<Result, Asking>;
  }

  async #withdraw(contact: string, occasion: Occasion, only?: string): Promise<void> {
    for (let overtaken = true; overtaken; ) {
      overtaken = false;
      const all = await this.store.inquiries(contact);
      const inquiries = only === undefined ? all : all.filter(({ ticket }) => ticket.id === only);
      for (let from = 0; from < inquiries.length; from += WITHDRAWN_AT_ONCE) {
        const some = inquiries.slice(from, from + WITHDRAWN_AT_ONCE);
        const withdrawn = await Promise.all(some.map((inquiry) => this.#withdrawn(inquiry, occasion)));
        overtaken ||= withdrawn.includes(false);
      }
    }
  }

  /** `false` where something came between question and answer: an agent, or another ground. */
  async #withdrawn(inquiry: Inquiry, occasion: Occasion): Promise<boolean> {
    const verdict = await this.#ask(inquiry, occasion);
    if (!verdict.final) return true;
    const cancelled = await this.store.withdraw({ id: inquiry.ticket.id, basis: inquiry.basis, verdict });
    if (cancelled !== undefined) this.tell({ ...cancelled, verdict });
    return cancelled !== undefined;
  }

  /** @throws OutboundRefused */
  #insist(inquiry: Inquiry, occasion: Occasion): Awaitable<Verdict> {
    return followed(this.#ask(inquiry, occasion), (verdict) => {
      if (verdict.final) throw new OutboundRefused(verdict, inquiry.ticket);
      return verdict;
    });
  }

  #ask({ ticket, channel: onChannel }: Inquiry, occasion: Occasion): Awaitable<Verdict> {
    const { id, contact = "", channel, purpose = "", address, template, attributes } = ticket;
    const zone = attributes.timeZone;
    const timeZone = typeof zone === "string" && isTimeZone(zone) ? zone : undefined;
    const question = { contact, channel, purpose, address, template, timeZone, occasion, ticket: id };
    return followed(this.gate.decide(question, onChannel), (decision) => {
      if (decision.allowed) return ALLOWED;
      const { reasons, final, retryAt } = decision;
      return { allowed: false, reasons, final, retryAt };
    });
  }
}

/**
 * @throws ProximoError `INVALID_CONTACT`, `NO_PURPOSE` for an outbound ticket that does not say whom it goes to and what it is
 * for.
 */
export function checkComplete({ contact, purpose }: Pick<Case, "contact" | "purpose">): void {
  if (contact === undefined)
    throw new ProximoError("INVALID_CONTACT", "ticket.contact: expected whom an outbound ticket goes to, got nobody");
  if (purpose === undefined)
    throw new ProximoError("NO_PURPOSE", "ticket.purpose: expected what an outbound ticket is for, got nothing");
}

function inquiryIn(result: object): Inquiry | undefined {
  return "inquiry" in result ? (result.inquiry as Inquiry | undefined) : undefined;
}
