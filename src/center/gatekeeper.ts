import { type Awaitable, followed } from "../model/awaitable.ts";
import type { Case } from "../model/case.ts";
import type { Channel } from "../model/channel.ts";
import type { Emitter } from "../model/emitter.ts";
import { ProximoError, shown } from "../model/errors.ts";
import type { Occasion, RefusedTicket, TicketGate, Verdict } from "../model/outbound.ts";
import type { Gate } from "../outbound/gate.ts";
import { isTimeZone } from "../outbound/hours.ts";
import type { OutboundCenter } from "../outbound/outbound.ts";
import { OutboundRefused } from "../outbound/refusal.ts";
import type { Store } from "../stores/store.ts";
import type { Attendant } from "./attendant.ts";
import type { CenterEvents } from "./events.ts";

/** Stands between the line and the agents: asks the outbound gate about tickets, and tells what came of it. */
export class Gatekeeper implements OutboundCenter {
  #closed = false;

  constructor(
    private readonly store: Store,
    private readonly gate: Gate,
    private readonly events: Emitter<CenterEvents>,
    private readonly attendant: Attendant,
  ) {}

  /** Whether a ticket may go to an agent. */
  readonly atClaim: TicketGate = (ticket, channel) => this.#ask(ticket, channel, "claim");

  /** Whether a ticket that is given back may wait again. */
  readonly atRelease: TicketGate = (ticket, channel) => this.#ask(ticket, channel, "change");

  /**
   * Lets in no ticket that is refused for good, or that does not say whom it goes to and what it is for.
   *
   * @throws ProximoError `INVALID_CONTACT`, `NO_PURPOSE`; OutboundRefused
   */
  readonly atEntry: TicketGate = (ticket, channel) => {
    if (ticket.contact === undefined)
      throw new ProximoError("INVALID_CONTACT", "ticket.contact: expected whom an outbound ticket goes to, got nobody");
    if (ticket.purpose === undefined)
      throw new ProximoError("NO_PURPOSE", "ticket.purpose: expected what an outbound ticket is for, got nothing");
    return followed(this.#ask(ticket, channel, "enqueue"), orRefused);
  };

  /** Lets no ticket become one that is refused for good. @throws OutboundRefused */
  readonly atChange: TicketGate = (ticket, channel) => followed(this.#ask(ticket, channel, "change"), orRefused);

  close(): void {
    this.#closed = true;
  }

  checkOpen(): void {
    if (this.#closed) throw new ProximoError("CENTER_CLOSED", "expected an open center, got one that was closed");
  }

  channel(id: string): Awaitable<Channel> {
    return followed(this.store.channels(), (channels) => {
      const channel = channels.find((one) => one.id === id);
      if (channel !== undefined) return channel;
      throw new ProximoError("UNKNOWN_CHANNEL", `channel: expected one of the registry, got ${shown(id)}`);
    });
  }

  async withdraw(contact: string): Promise<void> {
    this.tell(await this.store.withdraw(contact, (ticket, channel) => this.#ask(ticket, channel, "withdraw")));
    await this.attendant.attend();
  }

  async reopen(channel: string, contact?: string): Promise<void> {
    await this.store.reopen(channel, contact);
    await this.attendant.attend();
  }

  /** Forgets all but the consent ledger's own about a contact (LGPD art. 18 VI): tickets, decisions, counters. */
  async erase(contact: string): Promise<void> {
    const tickets = await this.store.forget(contact);
    await this.store.outbound.erase(contact);
    this.events.emit("erased", { contact, tickets });
    await this.attendant.attend();
  }

  tell(refused: readonly RefusedTicket[]): void {
    for (const { ticket, verdict } of refused) {
      const { reasons, retryAt: until } = verdict;
      if (verdict.final) this.events.emit("cancelled", { ticket, reasons });
      else this.events.emit("held", { ticket, reasons, until });
    }
  }

  #ask(ticket: Omit<Case, "state" | "closedAt">, onChannel: Channel, occasion: Occasion): Awaitable<Verdict> {
    const { id, contact = "", channel, purpose = "", address, template, attributes } = ticket;
    const zone = attributes.timeZone;
    const timeZone = typeof zone === "string" && isTimeZone(zone) ? zone : undefined;
    const question = { contact, channel, purpose, address, template, timeZone, occasion, ticket: id };
    return followed(this.gate.decide(question, onChannel), (decision) =>
      decision.allowed ? ALLOWED : { ...decision, reasons: decision.reasons },
    );
  }
}

const ALLOWED: Verdict = { allowed: true, reasons: [], final: false };

function orRefused(verdict: Verdict): Verdict {
  if (verdict.final) throw new OutboundRefused(verdict);
  return verdict;
}
