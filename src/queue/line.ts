import type { ChannelRegistry } from "../channels/registry.ts";
import type { Abilities, Ticket } from "../model/ticket.ts";
import type { Lane } from "./lane.ts";
import { Lanes } from "./lanes.ts";
import { merged } from "./merge.ts";
import { compareTickets, type Standing } from "./order.ts";
import { promotionMoment, waitingSince } from "./promotion.ts";
import { type Rank, Ranking, tierOf } from "./ranking.ts";
import { SlotHeap } from "./slot-heap.ts";
import { NOBODY, Slots } from "./slots.ts";

/** What a ticket brings into the line: itself, and the keys that are not written on it. */
export interface Entrant {
  readonly ticket: Ticket;
  readonly contactScore: number;
  readonly arrival: number;
  /** It has joined the line before: no clock that runs backwards puts it on hold again. */
  readonly promoted: boolean;
}

/** How many wait in the two urgent tiers. */
export interface UrgentCounts {
  readonly absolute: number;
  readonly promoted: number;
}

/**
 * Who waits, in order, and who is held until a scheduled time. Tickets are named by slot; `slots` has their columns.
 *
 * A slot is good until its ticket is removed. Every read speaks of the line as `settle` left it: call it first.
 */
export class Line {
  readonly slots = new Slots();
  readonly #lanes = new Lanes(this.slots);
  readonly #ranking: Ranking;
  /** By the moment of promotion, then by arrival. */
  readonly #held = new SlotHeap(this.slots, this.slots.byTime);

  constructor(
    private readonly channels: ChannelRegistry,
    private readonly lead: number,
  ) {
    this.#ranking = new Ranking(channels, this.#lanes);
  }

  /**
   * Puts a ticket in: on hold where its promotion lies after `now`, else in its lane.
   *
   * @throws ProximoError `UNKNOWN_CHANNEL`
   */
  add({ ticket, contactScore, arrival, promoted }: Entrant, now: number): number {
    const moment = promotionMoment(ticket, this.lead);
    return moment === undefined || moment <= now || promoted
      ? this.#join(ticket, contactScore, arrival, promoted || moment !== undefined)
      : this.#hold(ticket, contactScore, arrival, moment);
  }

  remove(slot: number): void {
    const lane = this.#lane(slot);
    if (lane === undefined) {
      this.#held.withdraw(slot);
      return;
    }
    lane.section.remove(slot, lane);
  }

  /**
   * Lets every ticket join whose promotion is due by `now`.
   *
   * @param moved told of each that joined, and of the slot it has from then on.
   */
  settle(now: number, moved: (from: number, to: number) => void): void {
    const { slots } = this;
    for (let from = this.#held.first(); from !== NOBODY && slots.waitingSince(from) <= now; from = this.#held.first()) {
      const ticket = slots.tickets[from] as Ticket;
      const to = this.#join(ticket, slots.contactScore(from), slots.arrival(from), true);
      moved(from, to);
      this.#held.withdraw(from);
    }
  }

  /** The moment of the next promotion, in epoch milliseconds; undefined where nobody is held. */
  nextPromotion(): number | undefined {
    const first = this.#held.first();
    return first === NOBODY ? undefined : this.slots.waitingSince(first);
  }

  /** The first that such an agent can serve, or of all; NOBODY where there is none. O(channels + lanes they can serve). */
  first(abilities?: Abilities): number {
    for (const { tournament, sections } of this.#ranking.ranks()) {
      const { winner } = tournament;
      if (winner === NOBODY) continue;
      if (abilities === undefined) return winner;
      const { channels, skills = NO_SKILLS } = abilities;
      let first = NOBODY;
      for (const section of sections)
        if (channels?.includes(section.channel) !== false) first = this.slots.better(first, section.firstFor(skills));
      if (first !== NOBODY) return first;
    }
    return NOBODY;
  }

  /** The first so many that such an agent can serve, or of all, in order. */
  peek(count: number, abilities?: Abilities): number[] {
    const first = this.first(abilities);
    if (count === 0 || first === NOBODY) return [];
    if (count === 1) return [first];
    const slots: number[] = [];
    for (const slot of this.#inOrder(abilities)) {
      slots.push(slot);
      if (slots.length === count) break;
    }
    return slots;
  }

  /** 1 for the first of the line; undefined for whoever is not in it: held, or on a paused channel. */
  position(slot: number): number | undefined {
    const lane = this.#lane(slot);
    if (lane === undefined) return undefined;
    let before = 0;
    for (const rank of this.#ranking.ranks()) {
      if (rank.sections.some((section) => section === lane.section)) {
        for (const section of rank.sections) for (const other of section.servable()) before += other.countBefore(slot);
        return before + 1;
      }
      before += waitingIn(rank);
    }
    return undefined;
  }

  standing(slot: number): Standing {
    const { slots } = this;
    const ticket = slots.tickets[slot] as Ticket;
    const channel = this.channels.get(ticket.channel);
    if (channel === undefined) throw new TypeError(`the line holds a ticket of channel "${ticket.channel}", unknown`);
    return {
      tier: tierOf(channel, this.isPromoted(slot) || ticket.scheduledFor !== undefined),
      channelScore: channel.score,
      contactScore: slots.contactScore(slot),
      waitingSince: this.isHeld(slot) ? waitingSince(ticket, this.lead) : slots.waitingSince(slot),
      arrival: slots.arrival(slot),
    };
  }

  /** Who is first of two, by all the keys. */
  compare(a: number, b: number): number {
    return compareTickets(this.standing(a), this.standing(b));
  }

  canServe(slot: number, { channels, skills = NO_SKILLS }: Abilities): boolean {
    const ticket = this.slots.tickets[slot] as Ticket;
    return channels?.includes(ticket.channel) !== false && ticket.skills.every((skill) => skills.includes(skill));
  }

  /** The lanes in the line, with somebody in each, in no particular order. */
  lanes(): readonly Lane[] {
    return this.#ranking.ranks().flatMap((rank) => servable(rank));
  }

  /** In the line: neither held nor on a paused channel. */
  isWaiting(slot: number): boolean {
    const channel = this.#lane(slot)?.section.channel;
    return channel !== undefined && this.channels.get(channel)?.enabled === true;
  }

  isHeld(slot: number): boolean {
    return this.#lane(slot) === undefined;
  }

  isPromoted(slot: number): boolean {
    return this.#lane(slot)?.section.promoted ?? false;
  }

  /** How many wait for an agent; those held or on paused channels not counted. */
  get size(): number {
    let size = 0;
    for (const rank of this.#ranking.ranks()) size += waitingIn(rank);
    return size;
  }

  get held(): number {
    return this.#held.size;
  }

  /** Who is held, by the moment of promotion and then by arrival. O(held) to begin. */
  heldInOrder(): Iterable<number> {
    return this.#held.inOrder();
  }

  /** How many would wait, were their channels enabled. */
  get paused(): number {
    let all = 0;
    for (const { waiting } of this.#ranking.sections()) all += waiting;
    return all - this.size;
  }

  get urgent(): UrgentCounts {
    let absolute = 0;
    let promoted = 0;
    for (const rank of this.#ranking.ranks()) {
      if (rank.tier === "absolute") absolute += waitingIn(rank);
      else if (rank.tier === "promoted") promoted += waitingIn(rank);
    }
    return { absolute, promoted };
  }

  *#inOrder(abilities?: Abilities): Iterable<number> {
    for (const rank of this.#ranking.ranks()) {
      const sequences = servable(rank, abilities).map((lane) => lane.inOrder());
      yield* merged(sequences, this.slots.byKeys);
    }
  }

  #lane(slot: number): Lane | undefined {
    return this.#lanes.get(this.slots.lane(slot));
  }

  #join(ticket: Ticket, contactScore: number, arrival: number, promoted: boolean): number {
    const { slots } = this;
    const section = this.#ranking.section(ticket.channel, promoted);
    const slot = slots.take(ticket, contactScore, waitingSince(ticket, this.lead), arrival);
    slots.setLane(slot, section.add(slot, ticket.skills).number);
    return slot;
  }

  #hold(ticket: Ticket, contactScore: number, arrival: number, moment: number): number {
    // Throws for an unknown channel now, rather than at the promotion.
    this.#ranking.section(ticket.channel, true);
    const slot = this.slots.take(ticket, contactScore, moment, arrival);
    this.slots.setLane(slot, 0);
    this.#held.push(slot);
    return slot;
  }
}

const NO_SKILLS: readonly string[] = [];

function waitingIn({ sections }: Rank): number {
  return sections.reduce((sum, { waiting }) => sum + waiting, 0);
}

function servable({ sections }: Rank, abilities?: Abilities): readonly Lane[] {
  return sections.flatMap((section) => {
    if (abilities?.channels?.includes(section.channel) === false) return [];
    return section.servable(abilities && (abilities.skills ?? NO_SKILLS));
  });
}
