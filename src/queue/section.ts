import type { Ticket } from "../model/ticket.ts";
import type { Lane } from "./lane.ts";
import { LaneTree } from "./lane-tree.ts";
import type { Lanes } from "./lanes.ts";
import { NOBODY, type Slots } from "./slots.ts";
import type { Tournament } from "./tournament.ts";

/**
 * Who waits on one channel, all promoted or none of them: tickets that share keys 1 and 2, in lanes by the skills they
 * require.
 *
 * Invariant: `first` is the first of all its lanes by keys 3 to 5, and so is what stands in its place of the tournament
 * of the sections that keys 1 and 2 rank alike.
 */
export class Section {
  /** How many there are. */
  waiting = 0;
  first = NOBODY;
  readonly #slots: Slots;
  readonly #lanes: LaneTree;
  #tournament: Tournament | undefined;
  #place = 0;

  constructor(
    lanes: Lanes,
    readonly channel: string,
    readonly promoted: boolean,
  ) {
    this.#slots = lanes.slots;
    this.#lanes = new LaneTree(lanes, this);
  }

  /** Has its first compete, from now on, at a place of a tournament; of none while its channel is paused. */
  compete(tournament?: Tournament, place = 0): void {
    this.#tournament = tournament;
    this.#place = place;
    tournament?.enter(place, this.first);
  }

  /** Puts a ticket in the lane of those that require just these skills. */
  add(slot: number, skills: readonly string[]): Lane {
    const lane = this.#lanes.add(slot, skills);
    this.waiting += 1;
    if (this.#slots.better(slot, this.first) === slot) this.#lead(slot);
    return lane;
  }

  /** Takes a ticket out of a lane of this section, and frees its slot. */
  remove(slot: number, lane: Lane): void {
    lane.remove(slot);
    if (lane.size === 0 && lane.skills.length > 0) this.#lanes.drop(lane);
    this.waiting -= 1;
    if (this.first === slot) this.#lead(this.#lanes.first());
  }

  /**
   * The first that an agent with these skills can serve, or NOBODY. O(1) where it is the first of all, else O(lanes the agent
   * can serve).
   */
  firstFor(skills: readonly string[]): number {
    const { first } = this;
    if (first === NOBODY || !this.#lanes.branches) return first;
    const required = (this.#slots.tickets[first] as Ticket).skills;
    return required.every((skill) => skills.includes(skill)) ? first : this.#lanes.firstFor(skills);
  }

  /** The lanes with somebody in them that an agent with these skills can serve; all of them when undefined. */
  servable(skills?: readonly string[]): Lane[] {
    return this.#lanes.servable(skills);
  }

  #lead(slot: number): void {
    this.first = slot;
    this.#tournament?.enter(this.#place, slot);
  }
}
