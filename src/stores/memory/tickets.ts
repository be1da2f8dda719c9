import type { ChannelRegistry } from "../../channels/registry.ts";
import type { AgentDescription, Case, TicketState } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import type { Clock } from "../../model/clock.ts";
import { NEVER } from "../../model/time.ts";
import { Line } from "../../queue/line.ts";
import { merged } from "../../queue/merge.ts";
import { promotionMoment, waitingSince } from "../../queue/promotion.ts";
import { NOBODY } from "../../queue/slots.ts";
import { refusers } from "../refusals.ts";
import { laneSkills, reservedSkills, withReservation } from "../reservation.ts";
import type { Lane, LaneHead, Ranked } from "../store.ts";
import { limitsOn, nextChange, reservedNow } from "../waiting.ts";
import { type Folder, MemoryCabinet } from "./cabinet.ts";
import { MemoryHolds } from "./holds.ts";
import type { MemoryPassages } from "./passages.ts";

const NONE: readonly Folder[] = [];

/** The tickets of a store in memory: all in a cabinet, those that are open in the line, on hold or with an agent. */
export class MemoryTickets {
  readonly cabinet = new MemoryCabinet();
  readonly line: Line;
  readonly #holds = new MemoryHolds<Folder>();
  /** Until time alone changes them: those that wait, or are with an agent. */
  readonly #awaited = new MemoryHolds<Folder>();
  #reserved = 0;

  constructor(
    private readonly channels: ChannelRegistry,
    private readonly clock: Clock,
    private readonly lead: number,
    private readonly passages: MemoryPassages,
  ) {
    this.line = new Line(channels, lead);
  }

  add(folder: Folder): void {
    this.join(folder);
    this.cabinet.add(folder);
  }

  /** Puts it in the line or on hold, by the keys it has now. */
  join(folder: Folder): void {
    const { ticket } = folder;
    const agent = ticket.preferredAgent && reservedNow(ticket, this.clock.now());
    if (agent !== undefined) this.#reserve(folder, agent);
    this.#place(folder);
    const channel = this.channels.get(ticket.channel) as Channel;
    const { escalatesAt, limitAt } = limitsOn(channel, waitingSince(ticket, this.lead));
    folder.escalatesAt = escalatesAt;
    folder.limitAt = limitAt;
    this.awaitNext(folder);
  }

  /** Puts one that waits or is held where its keys and its lane say by now. It joins no line anew: its limits stay. */
  move(folder: Folder): void {
    this.line.remove(folder.slot);
    this.#place(folder);
  }

  /** Takes it out of the line, or out of what the gate holds. */
  leave(folder: Folder): void {
    if (folder.slot !== NOBODY) this.line.remove(folder.slot);
    folder.slot = NOBODY;
    this.free(folder);
    this.#awaited.delete(folder);
    this.#holds.delete(folder);
    folder.heldUntil = undefined;
  }

  /** Takes it away from where it is, and lets it wait again. */
  rejoin(folder: Folder): void {
    this.leave(folder);
    this.join(folder);
  }

  /** The agent it was reserved for has it no longer to themselves. */
  free(folder: Folder): void {
    if (folder.reservedFor !== undefined) this.#reserved -= 1;
    folder.reservedFor = undefined;
  }

  /** One on hold has been promoted before it has waited for any time. */
  awaitNext(folder: Folder): void {
    this.awaitUntil(folder, nextChange(folder, this.line.isHeld(folder.slot)));
  }

  /** It is with an agent; Infinity for as long as it takes. */
  awaitUntil(folder: Folder, until: number): void {
    this.#awaited.delete(folder);
    if (until < NEVER) this.#awaited.add(folder, until);
  }

  /** What such an agent can serve of the line. */
  abilities(agent: AgentDescription): AgentDescription {
    return this.#reserved === 0 ? agent : withReservation(agent);
  }

  /** Whether it waits, and such an agent can serve it. */
  isFor({ slot }: Folder, agent: AgentDescription): boolean {
    return slot !== NOBODY && this.line.isWaiting(slot) && this.line.canServe(slot, agent);
  }

  /** Those of which `depth` asks for any. */
  lanes(depth: (lane: Lane) => number): readonly LaneHead[] {
    const heads: LaneHead[] = [];
    for (const lane of this.line.lanes()) {
      const { channel, promoted } = lane.section;
      const { skills, reservedFor } = laneSkills(lane.skills);
      const first = { [Symbol.iterator]: () => this.#ranked(lane.inOrder()) };
      const head: LaneHead = { channel, promoted, skills, reservedFor, waiting: lane.size, first };
      if (depth(head) > 0) heads.push(head);
    }
    return heads;
  }

  /** Keeps it out of the line until then: what the outbound gate asked for. */
  setAside(folder: Folder, until: number): void {
    this.leave(folder);
    folder.heldUntil = until;
    this.#holds.add(folder, until);
  }

  /** Lets those of a channel that are set aside wait again, or only one contact's. */
  reopen(channel: string, contact?: string): void {
    for (const folder of contact === undefined ? this.#holds.all() : this.cabinet.openOf(contact))
      if (folder.heldUntil !== undefined && folder.ticket.channel === channel) this.rejoin(folder);
  }

  /** How many are held, for their time or by the gate. */
  get held(): number {
    return this.line.held + this.#holds.size;
  }

  /** Whoever is held, for their time or by the gate: the soonest to join first. O(held) to begin. */
  *heldInOrder(): Iterable<Folder> {
    const sooner = (a: Folder, b: Folder) => {
      const [first, second] = [this.#joinsAt(a), this.#joinsAt(b)];
      return first === second ? a.ticket.arrival - b.ticket.arrival : first - second;
    };
    yield* merged([this.#awaitingTheirTime(), [...this.#holds.all()].sort(sooner)], sooner);
  }

  /** When time will next change one. */
  get nextChange(): number {
    return Math.min(this.line.nextPromotion() ?? NEVER, this.#holds.next ?? NEVER, this.nextAwaited ?? NEVER);
  }

  close(folder: Folder, as: "completed" | "cancelled"): void {
    this.leave(folder);
    this.cabinet.close(folder, as, this.clock.now());
  }

  at(slot: number): Folder | undefined {
    const ticket = this.line.slots.tickets[slot];
    return ticket && this.cabinet.find(ticket.id);
  }

  /** The contact's other tickets that wait in the line, in order. */
  alsoWaiting(folder: Folder): readonly Folder[] {
    const { contact } = folder.ticket;
    if (contact === undefined) return NONE;
    return this.cabinet
      .openOf(contact)
      .filter((other) => other !== folder && other.slot !== NOBODY && this.line.isWaiting(other.slot))
      .sort((a, b) => this.line.compare(a.slot, b.slot));
  }

  /** Lets those wait again that the gate asked to set aside until now. */
  reopenDue(): void {
    if (this.#holds.size > 0) for (const folder of this.#holds.due(this.clock.now())) this.rejoin(folder);
  }

  /** Lets those join the line whose promotion is due, each of which is told of. */
  promoteDue(promoted: (folder: Folder) => void): void {
    if (this.line.held === 0) return;
    this.line.settle(this.clock.now(), (from, to) => {
      const folder = this.at(from) as Folder;
      folder.slot = to;
      folder.promoted = true;
      promoted(folder);
    });
  }

  /** When time alone will next change one that waits, or is with an agent. */
  get nextAwaited(): number | undefined {
    return this.#awaited.next;
  }

  /** Those that are changed by then. */
  awaitedAt(at: number): readonly Folder[] {
    return this.#awaited.due(at);
  }

  purge(before: number, limit: number): number {
    const purged = this.cabinet.purge(before, limit);
    // Nothing of them is kept, so there is nothing to tell.
    if (purged > 0) this.passages.erase((folder) => this.cabinet.find(folder.ticket.id) !== folder);
    return purged;
  }

  /** Forgets these, in whatever state. */
  forget(folders: readonly Folder[]): void {
    for (const folder of folders) {
      this.leave(folder);
      this.cabinet.remove(folder);
    }
    this.#holds.sweep();
    this.#awaited.sweep();
    const forgotten = new Set(folders);
    this.passages.erase((folder) => forgotten.has(folder));
  }

  /** The ticket as it stands now, for outside. */
  seen(folder: Folder): Case {
    const { ticket, closed, heldUntil } = folder;
    const [state, closedAt] = [this.#state(folder), closed?.at];
    if (heldUntil === undefined || heldUntil === NEVER) return { ...ticket, state, closedAt };
    return { ...ticket, state, closedAt, heldUntil };
  }

  #place(folder: Folder): void {
    const { ticket, ruleScore, promoted, reservedFor } = folder;
    const placed = reservedFor === undefined ? ticket : { ...ticket, skills: this.#skills(folder) };
    const contactScore = ticket.contactScore ?? ruleScore;
    folder.slot = this.line.add({ ticket: placed, contactScore, arrival: ticket.arrival, promoted }, this.clock.now());
    folder.promoted = this.line.isPromoted(folder.slot);
  }

  *#ranked(slots: Iterable<number>): Iterator<Ranked> {
    const now = this.clock.now();
    for (const slot of slots) {
      const folder = this.at(slot) as Folder;
      const refusedBy = refusers(folder.refusals, now);
      yield { ticket: this.seen(folder), standing: this.line.standing(slot), refusedBy };
    }
  }

  *#awaitingTheirTime(): Iterable<Folder> {
    for (const slot of this.line.heldInOrder()) yield this.at(slot) as Folder;
  }

  /** Of one that is held; Infinity where nobody knows. */
  #joinsAt({ heldUntil, ticket }: Folder): number {
    return heldUntil ?? (promotionMoment(ticket, this.lead) as number);
  }

  #reserve(folder: Folder, agent: string): void {
    folder.reservedFor = agent;
    this.#reserved += 1;
  }

  #skills({ reservedFor, ticket }: Folder): readonly string[] {
    return reservedFor === undefined ? ticket.skills : reservedSkills(reservedFor, ticket.skills);
  }

  #state({ closed, claim, slot, heldUntil }: Folder): TicketState {
    if (closed !== undefined) return closed.as;
    if (heldUntil !== undefined) return "held";
    if (claim !== undefined) return claim.deadline === undefined ? "active" : "offered";
    return this.line.isHeld(slot) ? "held" : "waiting";
  }
}
