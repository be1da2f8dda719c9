import type { ChannelRegistry } from "../../channels/registry.ts";
import type { Case, TicketState } from "../../model/case.ts";
import type { Clock } from "../../model/clock.ts";
import { ProximoError, shown } from "../../model/errors.ts";
import type { Score } from "../../model/score.ts";
import { Line } from "../../queue/line.ts";
import { NOBODY } from "../../queue/slots.ts";
import { MemoryHolds } from "./holds.ts";

/** All that is known of one ticket. */
export interface Folder {
  ticket: Omit<Case, "state" | "closedAt">;
  readonly fingerprint: string;
  ruleScore: Score;
  rulesVersion: number;
  /** It has joined the line once; only a new schedule takes that back. */
  promoted: boolean;
  /** Where it stands in the line; NOBODY while it is claimed or closed. */
  slot: number;
  /** Until when the outbound gate keeps it out of the line; Infinity where nobody knows. */
  heldUntil?: number | undefined;
  claim?: { readonly token: string; readonly agent: string; readonly claimedAt: number } | undefined;
  closed?: { readonly as: "completed" | "cancelled"; readonly at: number } | undefined;
}

/** The tickets of a store in memory: every one by id and by contact, the open ones in the line, the closed ones in order. */
export class MemoryTickets {
  readonly line: Line;
  readonly #folders = new Map<string, Folder>();
  readonly #contacts = new Map<string, Set<Folder>>();
  readonly #closed = new Set<Folder>();
  readonly #holds = new MemoryHolds<Folder>();
  #promoted: Folder[] = [];

  constructor(
    channels: ChannelRegistry,
    private readonly clock: Clock,
    promotionLead: number,
  ) {
    this.line = new Line(channels, promotionLead);
  }

  find(id: string): Folder | undefined {
    return this.#folders.get(id);
  }

  /** @throws ProximoError `UNKNOWN_TICKET` */
  known(id: string): Folder {
    const folder = this.#folders.get(id);
    if (folder === undefined) throw new ProximoError("UNKNOWN_TICKET", `expected the id of a ticket, got ${shown(id)}`);
    return folder;
  }

  all(): IterableIterator<Folder> {
    return this.#folders.values();
  }

  add(folder: Folder): void {
    this.join(folder);
    const { id, contact } = folder.ticket;
    this.#folders.set(id, folder);
    if (contact === undefined) return;
    const others = this.#contacts.get(contact) ?? new Set();
    this.#contacts.set(contact, others.add(folder));
  }

  /** Puts it in the line or on hold, by the keys it has now. */
  join(folder: Folder): void {
    const { ticket, ruleScore, promoted } = folder;
    const contactScore = ticket.contactScore ?? ruleScore;
    folder.slot = this.line.add({ ticket, contactScore, arrival: ticket.arrival, promoted }, this.clock.now());
    folder.promoted = this.line.isPromoted(folder.slot);
  }

  /** Takes it out of the line, or out of what the gate holds. */
  leave(folder: Folder): void {
    if (folder.slot !== NOBODY) this.line.remove(folder.slot);
    folder.slot = NOBODY;
    this.#holds.delete(folder);
    folder.heldUntil = undefined;
  }

  /** Keeps it out of the line until then: what the outbound gate asked for. */
  setAside(folder: Folder, until: number): void {
    this.leave(folder);
    folder.heldUntil = until;
    this.#holds.add(folder, until);
  }

  /** Lets those of a channel that are set aside wait again, or only one contact's. */
  reopen(channel: string, contact?: string): void {
    for (const folder of contact === undefined ? this.#holds.all() : this.of(contact))
      if (folder.heldUntil !== undefined && folder.ticket.channel === channel) this.#rejoin(folder);
  }

  /** How many are held, for their time or by the gate. */
  get held(): number {
    return this.line.held + this.#holds.size;
  }

  /** When the next one may join. */
  get nextToJoin(): number | undefined {
    const [promotion, hold] = [this.line.nextPromotion(), this.#holds.next];
    return promotion === undefined || hold === undefined ? (promotion ?? hold) : Math.min(promotion, hold);
  }

  close(folder: Folder, as: "completed" | "cancelled"): void {
    this.leave(folder);
    folder.closed = { as, at: this.clock.now() };
    this.#closed.add(folder);
  }

  at(slot: number): Folder | undefined {
    const ticket = this.line.slots.tickets[slot];
    return ticket && this.#folders.get(ticket.id);
  }

  /** The contact's other tickets that wait in the line, in order. */
  alsoWaiting(folder: Folder): Folder[] {
    return [...this.#sameContact(folder)]
      .filter((other) => other !== folder && other.slot !== NOBODY && this.line.isWaiting(other.slot))
      .sort((a, b) => this.line.compare(a.slot, b.slot));
  }

  /** Lets join whoever is due. */
  settle(): void {
    if (this.#holds.size > 0) for (const folder of this.#holds.due(this.clock.now())) this.#rejoin(folder);
    if (this.line.held === 0) return;
    this.line.settle(this.clock.now(), (from, to) => {
      const folder = this.at(from) as Folder;
      folder.slot = to;
      folder.promoted = true;
      this.#promoted.push(folder);
    });
  }

  /** Those that joined since this was last asked. */
  takePromoted(): Folder[] {
    const promoted = this.#promoted;
    this.#promoted = [];
    return promoted;
  }

  get oldestClosed(): number | undefined {
    const [oldest] = this.#closed;
    return oldest?.closed?.at;
  }

  purge(before: number, limit: number): number {
    let purged = 0;
    for (const folder of this.#closed) {
      if (purged === limit || (folder.closed?.at ?? 0) > before) break;
      this.#closed.delete(folder);
      this.#folders.delete(folder.ticket.id);
      this.#forgetContact(folder);
      purged += 1;
    }
    return purged;
  }

  /** Forgets one, in whatever state. */
  forget(folder: Folder): void {
    this.leave(folder);
    this.#holds.sweep();
    this.#closed.delete(folder);
    this.#folders.delete(folder.ticket.id);
    this.#forgetContact(folder);
    this.#promoted = this.#promoted.filter((other) => other !== folder);
  }

  of(contact: string): readonly Folder[] {
    return [...(this.#contacts.get(contact) ?? [])];
  }

  /** The ticket as it stands now, for outside. */
  seen(folder: Folder): Case {
    const { ticket, closed, heldUntil } = folder;
    const held = heldUntil === undefined || heldUntil === Number.POSITIVE_INFINITY ? undefined : { heldUntil };
    return { ...ticket, ...held, state: this.#state(folder), closedAt: closed?.at };
  }

  #rejoin(folder: Folder): void {
    this.leave(folder);
    this.join(folder);
  }

  #sameContact({ ticket }: Folder): ReadonlySet<Folder> {
    return (ticket.contact !== undefined && this.#contacts.get(ticket.contact)) || new Set();
  }

  #forgetContact(folder: Folder): void {
    const { contact } = folder.ticket;
    const others = contact === undefined ? undefined : this.#contacts.get(contact);
    if (contact === undefined || others === undefined) return;
    others.delete(folder);
    if (others.size === 0) this.#contacts.delete(contact);
  }

  #state({ closed, claim, slot, heldUntil }: Folder): TicketState {
    if (closed !== undefined) return closed.as;
    if (heldUntil !== undefined) return "held";
    if (claim !== undefined) return "active";
    return this.line.isHeld(slot) ? "held" : "waiting";
  }
}
