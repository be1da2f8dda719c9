import type { AgentDescription, Case, LineCounts } from "../../model/case.ts";
import type { Clock } from "../../model/clock.ts";
import { NOBODY } from "../../queue/slots.ts";
import { refusers } from "../rules/refusals.ts";
import { laneSkills, withReservation } from "../rules/reservation.ts";
import type { Lane, LaneHead, Ranked } from "../store.ts";
import type { TicketRecord } from "./ticket-table.ts";
import type { MemoryTickets } from "./tickets.ts";

const NONE: readonly TicketRecord[] = [];

/** Who waits, in order, and for whom: the line as it is read. */
export class MemoryLine {
  constructor(
    private readonly tickets: MemoryTickets,
    private readonly clock: Clock,
  ) {}

  /** The first that such an agent can serve. */
  first(agent: AgentDescription): TicketRecord | undefined {
    return this.tickets.at(this.tickets.line.first(this.#abilities(agent)));
  }

  peek(count: number, agent?: AgentDescription): readonly Case[] {
    const slots = this.tickets.line.peek(count, agent && this.#abilities(agent));
    return slots.map((slot) => this.tickets.seen(this.tickets.at(slot) as TicketRecord));
  }

  position({ slot }: TicketRecord): number | undefined {
    return slot === NOBODY ? undefined : this.tickets.line.position(slot);
  }

  counts(): LineCounts {
    const { line, held } = this.tickets;
    return { waiting: line.size, held, paused: line.paused, ...line.urgent };
  }

  /** Whether it waits, and such an agent can serve it. */
  isFor({ slot }: TicketRecord, agent: AgentDescription): boolean {
    const { line } = this.tickets;
    return slot !== NOBODY && line.isWaiting(slot) && line.canServe(slot, this.#abilities(agent));
  }

  /** The contact's other tickets that wait in the line, in order. */
  alsoWaiting(record: TicketRecord): readonly TicketRecord[] {
    const { contact } = record.ticket;
    if (contact === undefined) return NONE;
    const { line, table } = this.tickets;
    return table
      .openOf(contact)
      .filter((other) => other !== record && other.slot !== NOBODY && line.isWaiting(other.slot))
      .sort((a, b) => line.compare(a.slot, b.slot));
  }

  /** Those of which `depth` asks for any. */
  lanes(depth: (lane: Lane) => number): readonly LaneHead[] {
    const heads: LaneHead[] = [];
    for (const lane of this.tickets.line.lanes()) {
      const { channel, promoted } = lane.section;
      const { skills, reservedFor } = laneSkills(lane.skills);
      const first = { [Symbol.iterator]: () => this.#ranked(lane.inOrder()) };
      const head: LaneHead = { channel, promoted, skills, reservedFor, waiting: lane.size, first };
      if (depth(head) > 0) heads.push(head);
    }
    return heads;
  }

  *#ranked(slots: Iterable<number>): Iterator<Ranked> {
    const now = this.clock.now();
    for (const slot of slots) {
      const record = this.tickets.at(slot) as TicketRecord;
      const refusedBy = refusers(record.refusals, now);
      yield { ticket: this.tickets.seen(record), standing: this.tickets.line.standing(slot), refusedBy };
    }
  }

  /** With a skill for what is reserved for them, where anything is. */
  #abilities(agent: AgentDescription): AgentDescription {
    return this.tickets.reserved === 0 ? agent : withReservation(agent);
  }
}
