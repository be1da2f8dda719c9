import type { NaiveGate } from "./naive-gate.ts";
import { type Answer, type Ask, NEVER, type Ticket } from "./rules.ts";

const ALLOWED: Answer = { reasons: [], final: false, retryAt: undefined };

/** Outbound tickets, in the order in which they came. */
export class NaiveLine {
  tickets: Ticket[] = [];

  constructor(private readonly gate: NaiveGate) {}

  enqueue(id: string, ask: Ask): Answer {
    const answer = this.gate.answer(ask, this.gate.now);
    if (!answer.final) this.tickets.push(this.put({ id, ask, state: "waiting" }, answer));
    return answer;
  }

  /** Cancels, holds or lets wait, as the gate answered. */
  put(ticket: Ticket, { reasons, final, retryAt }: Answer): Ticket {
    ticket.state = final ? "cancelled" : reasons.length > 0 ? "held" : "waiting";
    ticket.heldUntil = ticket.state === "held" ? retryAt : undefined;
    return ticket;
  }

  /** What was held until now waits. */
  waiting(): Ticket[] {
    for (const ticket of this.tickets)
      if (ticket.state === "held" && (ticket.heldUntil ?? NEVER) <= this.gate.now) this.put(ticket, ALLOWED);
    return this.tickets.filter(({ state }) => state === "waiting");
  }

  next(): Ticket | undefined {
    return this.waiting().find((ticket) => this.take(ticket));
  }

  /** Asked about once more, before any agent sees it. */
  take(ticket: Ticket): Ticket | undefined {
    if (!this.waiting().includes(ticket)) return undefined;
    const answer = this.gate.authorize(ticket.ask);
    this.put(ticket, answer);
    return answer.reasons.length === 0 ? Object.assign(ticket, { state: "active" }) : undefined;
  }

  /** Of what waits for nobody yet: whatever has lost its basis is cancelled. */
  withdraw(contact: string): void {
    for (const ticket of this.tickets)
      if (ticket.ask.contact === contact && (ticket.state === "held" || ticket.state === "waiting")) {
        const answer = this.gate.answer(ticket.ask, this.gate.now);
        if (answer.final) this.put(ticket, answer);
      }
  }

  /** What was held is asked about again when it is claimed. */
  reopen(channel: string, contact?: string): void {
    for (const ticket of this.tickets)
      if (
        ticket.state === "held" &&
        ticket.ask.channel === channel &&
        (contact ?? ticket.ask.contact) === ticket.ask.contact
      )
        this.put(ticket, ALLOWED);
  }
}
