import type { Verdict } from "../../model/outbound.ts";
import type { Abilities, Ticket, TicketChange } from "../../model/ticket.ts";
import { NaiveCenter, type Person } from "./center.ts";
import type { Entry } from "./line.ts";

/** A center whose outbound tickets go through a gate; what the gate says of a contact is looked up anew every time. */
export class NaiveStore extends NaiveCenter {
  readonly outbound = new Set<string>();
  /** Until when the gate holds a ticket; Infinity where nobody knows. */
  readonly holds = new Map<string, number>();
  says: (contact: string | undefined) => Verdict = () => ({ allowed: true, reasons: [], final: false });

  override awaitsItsTime = (one: Entry) =>
    one.ticket.scheduledFor !== undefined && !one.promoted && !this.holds.has(one.ticket.id);
  override isHeld = (one: Entry) => this.holds.has(one.ticket.id) || this.awaitsItsTime(one);

  override letIn(now: number): string[] {
    for (const [id, until] of this.holds) if (until <= now) this.waitAgain(id, now);
    return super.letIn(now);
  }

  /** Whoever is held, the soonest to join first. */
  heldInOrder(): Ticket[] {
    const itsTime = ({ ticket, promoted }: Entry) => (promoted ? 0 : (ticket.scheduledFor ?? 0) - this.lead);
    const joins = (one: Entry) => Math.max(this.holds.get(one.ticket.id) ?? 0, itsTime(one));
    return this.tickets
      .filter((one) => this.isHeld(one))
      .sort((a, b) => (joins(a) === joins(b) ? a.arrival - b.arrival : joins(a) - joins(b)))
      .map(({ ticket }) => ticket);
  }

  waitAgain(id: string, now: number): void {
    this.holds.delete(id);
    this.promoteDue(now, id);
  }

  /** Lets the gate have its say on a ticket in the line; the verdict that stopped it, where one did. */
  stopped(id: string, now: number): Verdict | undefined {
    if (!this.outbound.has(id)) return undefined;
    const verdict = this.says(this.entry(id)!.ticket.contact);
    if (verdict.allowed) return undefined;
    if (verdict.final) this.close(id, "cancelled", now);
    else this.holds.set(id, verdict.retryAt ?? Number.POSITIVE_INFINITY);
    return verdict;
  }

  /** The first that the gate lets through, and those that it stopped on the way. */
  next(agent: Abilities, now: number, among = (_id: string) => true): { first?: string; refused: string[] } {
    const refused: string[] = [];
    for (;;) {
      const first = this.inOrder(agent).find(({ id }) => among(id))?.id;
      if (first === undefined) return { refused };
      if (this.stopped(first, now) === undefined) return { first, refused };
      refused.push(first);
    }
  }

  /** Changes a ticket: one that stays on its channel stays with the gate. */
  change(entry: Person, change: TicketChange, now: number): void {
    const { id, channel } = entry.ticket;
    const moves = change.channel !== undefined && change.channel !== channel;
    if (moves) this.holds.delete(id);
    this.stand(entry, change, now);
    if (moves) this.stopped(id, now);
  }

  override close(...[id, as, at]: Parameters<NaiveCenter["close"]>): void {
    super.close(id, as, at);
    this.holds.delete(id);
  }

  /** Forgets a contact; how many tickets. */
  erase(contact: string): number {
    const theirs = [...this.inputs.keys()].filter((id) => this.entry(id)?.ticket.contact === contact);
    const others = ({ entry }: { entry: Person }) => entry.ticket.contact !== contact;
    this.tickets = this.tickets.filter((entry) => others({ entry }));
    this.closed = this.closed.filter(others);
    this.claims = new Map([...this.claims].filter(([, claim]) => others(claim)));
    for (const id of theirs) {
      this.holds.delete(id);
      this.inputs.delete(id);
    }
    return theirs.length;
  }
}
