import { ChannelRegistry } from "../channels/registry.ts";
import { type Clock, systemClock } from "../model/clock.ts";
import { ProximoError, shown } from "../model/errors.ts";
import { checkFields } from "../model/fields.ts";
import { hashOf } from "../model/hash.ts";
import { toIdentifier } from "../model/identifier.ts";
import { sameJson } from "../model/json.ts";
import { hasMethods } from "../model/methods.ts";
import { DEFAULT_SCORE } from "../model/score.ts";
import type { Abilities, Ticket, TicketChange, TicketInput } from "../model/ticket.ts";
import { toDuration } from "../model/time.ts";
import { type Explanation, explained } from "./explain.ts";
import { IdIndex } from "./id-index.ts";
import { checkAbilities, toTicket, withChange } from "./intake.ts";
import { Line } from "./line.ts";
import type { Standing } from "./order.ts";
import { DEFAULT_LEAD } from "./promotion.ts";
import { NOBODY } from "./slots.ts";
import { type Urgency, urgencyOf } from "./urgency.ts";

/**
 * What a line goes by; everything may be left out.
 *
 * @example
 * const options: TicketQueueOptions = { channels, clock, promotionLead: 10 * 60_000 };
 * const queue = new TicketQueue(options);
 */
export interface TicketQueueOptions {
  /** Followed live; the eleven default channels when omitted. */
  readonly channels?: ChannelRegistry | undefined;
  /** The system's when omitted. */
  readonly clock?: Clock | undefined;
  /** Milliseconds before its time at which a scheduled ticket joins the line; 5 minutes when omitted. */
  readonly promotionLead?: number | undefined;
}

const OPTIONS = new Set<string>(["channels", "clock", "promotionLead"] satisfies (keyof TicketQueueOptions)[]);

/**
 * The line of a contact center, in one process and in memory: who is next?
 *
 * The order is `compareTickets`. Reading it needs no timer: whatever is asked at a moment sees every promotion due by then.
 * Channels' `waitLimit` and `escalateAfter` are for a center: here nothing escalates. Whatever takes an id throws
 * `INVALID_ID` for what is none.
 *
 * @example
 * const queue = new TicketQueue();
 * queue.enqueue({ id: "t1", channel: "email", contact: "maria" });
 * queue.enqueue({ id: "t2", channel: "webchat", contact: "ana" });
 * queue.next()?.id; // → "t2"
 */
export class TicketQueue<Data = unknown> {
  readonly #clock: Clock;
  readonly #line: Line;
  readonly #index: IdIndex;
  readonly #now = () => this.#clock.now();
  /** Of tickets updated since: as they entered, by which the same input is known again. */
  readonly #entered = new WeakMap<Ticket, Ticket>();
  #arrivals = 0;

  /** @throws ProximoError `INVALID_OPTION`, also unless `promotionLead` is an integer from 0 to 8.64e15. */
  constructor(options: TicketQueueOptions = {}) {
    checkFields(options, OPTIONS, "options", "INVALID_OPTION");
    const { channels = new ChannelRegistry(), clock = systemClock, promotionLead = DEFAULT_LEAD } = options;
    const lead = toDuration(promotionLead, "promotionLead", "INVALID_OPTION");
    if (!hasMethods(clock, "now")) throw new ProximoError("INVALID_OPTION", `clock: expected one, got ${shown(clock)}`);
    if (!hasMethods(channels, "get", "list"))
      throw new ProximoError("INVALID_OPTION", `channels: expected a registry, got ${shown(channels)}`);
    this.#clock = clock;
    this.#line = new Line(channels, lead);
    this.#index = new IdIndex(this.#line.slots);
  }

  /**
   * Puts a ticket in the line, or on hold until its promotion. The same ticket once more, with its `receivedAt` or without,
   * changes nothing and returns the one that is there. O(1) where it is the newest of its lane and contact score, O(log n)
   * where it is late.
   *
   * @throws ProximoError `UNKNOWN_CHANNEL`; `DUPLICATE_TICKET` where the id is there with other input; `INVALID_TICKET`,
   * `INVALID_ID`, `INVALID_CHANNEL`, `INVALID_CONTACT`, `INVALID_SCORE`, `INVALID_TIME` or `INVALID_SKILLS` for what does not
   * fit.
   */
  enqueue(input: TicketInput<Data>): Ticket<Data> {
    const ticket = toTicket(input, this.#now);
    const hash = hashOf(ticket.id);
    const present = this.#index.find(ticket.id, hash);
    if (present !== NOBODY) return this.#again(input, ticket, present);
    const now = ticket.scheduledFor === undefined ? 0 : this.#clock.now();
    const entrant = {
      ticket,
      contactScore: ticket.contactScore ?? DEFAULT_SCORE,
      arrival: this.#arrivals,
      promoted: false,
    };
    this.#index.add(this.#line.add(entrant, now), hash);
    this.#arrivals += 1;
    return ticket as Ticket<Data>;
  }

  /**
   * Takes out and returns the first ticket, or the first that such an agent can serve.
   * O(channels + lanes the agent can serve), whatever the number of tickets.
   *
   * @throws ProximoError `INVALID_AGENT` unless channels and skills, where given, are arrays of strings.
   */
  next(agent?: Abilities): Ticket<Data> | undefined {
    const slot = this.#first(agent);
    if (slot === NOBODY) return undefined;
    const ticket = this.#line.slots.tickets[slot] as Ticket<Data>;
    this.#index.delete(slot);
    this.#line.remove(slot);
    return ticket;
  }

  /**
   * The first so many in order, or the first such an agent can serve; nothing is taken out.
   * O(lanes + late arrivals + count × log lanes).
   *
   * @throws ProximoError `INVALID_OPTION` unless `count` is an integer from 0 up, or Infinity.
   */
  peek(count = 1, agent?: Abilities): Ticket<Data>[] {
    if (!(count === Number.POSITIVE_INFINITY || (Number.isInteger(count) && count >= 0))) {
      throw new ProximoError("INVALID_OPTION", `count: expected an integer from 0 up, got ${shown(count)}`);
    }
    if (agent !== undefined) checkAbilities(agent);
    this.#settle();
    return this.#line.peek(count, agent).map((slot) => this.#line.slots.tickets[slot] as Ticket<Data>);
  }

  /** The whole line in order, as it stands when the iteration begins. */
  [Symbol.iterator](): Iterator<Ticket<Data>> {
    return this.peek(Number.POSITIVE_INFINITY)[Symbol.iterator]();
  }

  /** The ticket with this id, waiting, held or paused. */
  get(id: string): Ticket<Data> | undefined {
    const slot = this.#find(id);
    return slot === NOBODY ? undefined : (this.#line.slots.tickets[slot] as Ticket<Data>);
  }

  /**
   * How many are served up to and including this one, 1 for the next; undefined for one that is not waiting.
   * O(lanes + a 64th of the tickets of the same contact score + late arrivals).
   */
  position(id: string): number | undefined {
    this.#settle();
    const slot = this.#find(id);
    return slot === NOBODY ? undefined : this.#line.position(slot);
  }

  /**
   * Changes what is given; the ticket keeps its arrival number, and its time unless `scheduledFor` is among the changes:
   * a new schedule puts it on hold until its new moment, `null` takes the schedule away.
   *
   * @throws ProximoError `UNKNOWN_TICKET`, `UNKNOWN_CHANNEL`, and as `enqueue`.
   */
  update(id: string, change: TicketChange): Ticket<Data> {
    this.#settle();
    const from = this.#known(id);
    const before = this.#line.slots.tickets[from] as Ticket;
    const ticket = withChange(before, change);
    const promoted = this.#line.isPromoted(from) && change.scheduledFor === undefined;
    const contactScore = ticket.contactScore ?? DEFAULT_SCORE;
    const entrant = { ticket, contactScore, arrival: this.#line.slots.arrival(from), promoted };
    this.#index.move(from, this.#line.add(entrant, this.#clock.now()));
    this.#line.remove(from);
    this.#entered.set(ticket, this.#entered.get(before) ?? before);
    return ticket as Ticket<Data>;
  }

  /** Takes a ticket out, wherever it stands; true if it was there. */
  remove(id: string): boolean {
    const slot = this.#find(id);
    if (slot === NOBODY) return false;
    this.#index.delete(slot);
    this.#line.remove(slot);
    return true;
  }

  /** How many wait: neither held nor on a paused channel. */
  get size(): number {
    this.#settle();
    return this.#line.size;
  }

  /** How many are scheduled and not yet promoted. */
  get held(): number {
    this.#settle();
    return this.#line.held;
  }

  /** How many would wait, were their channels enabled. */
  get paused(): number {
    this.#settle();
    return this.#line.paused;
  }

  /** Whether the "Next" button should be red, why, and who is next. O(channels + lanes) */
  get urgency(): Urgency<Ticket<Data>> {
    const slot = this.#first();
    return urgencyOf(this.#line.urgent, this.#line.slots.tickets[slot] as Ticket<Data> | undefined);
  }

  /** When the next held ticket joins the line, in epoch milliseconds: the moment to set a timer for. */
  get nextPromotion(): number | undefined {
    this.#settle();
    return this.#line.nextPromotion();
  }

  /**
   * Every key of a ticket; of a held one, those it will have when it joins.
   *
   * @throws ProximoError `UNKNOWN_TICKET`
   */
  standing(id: string): Standing {
    this.#settle();
    return this.#line.standing(this.#known(id));
  }

  /**
   * Which key decides between two tickets, and both values; undefined for a ticket and itself.
   *
   * @throws ProximoError `UNKNOWN_TICKET`
   */
  explain(a: string, b: string): Explanation | undefined {
    return explained({ id: a, standing: this.standing(a) }, { id: b, standing: this.standing(b) });
  }

  #first(agent?: Abilities): number {
    if (agent !== undefined) checkAbilities(agent);
    this.#settle();
    return this.#line.first(agent);
  }

  #settle(): void {
    if (this.#line.held > 0) this.#line.settle(this.#clock.now(), (from, to) => this.#index.move(from, to));
  }

  /** @throws ProximoError `INVALID_ID` */
  #find(id: string): number {
    return this.#index.find(toIdentifier(id, "ticket id"));
  }

  #known(id: string): number {
    const slot = this.#find(id);
    if (slot === NOBODY)
      throw new ProximoError("UNKNOWN_TICKET", `expected the id of a ticket in the line, got ${shown(id)}`);
    return slot;
  }

  #again(input: TicketInput, ticket: Ticket, slot: number): Ticket<Data> {
    const present = this.#line.slots.tickets[slot] as Ticket;
    const entered = this.#entered.get(present) ?? present;
    const receivedAt = input.receivedAt === undefined ? entered.receivedAt : ticket.receivedAt;
    const sameData = sameJson(ticket.data, entered.data);
    const plain = { data: undefined };
    if (sameData && sameJson({ ...ticket, receivedAt, ...plain }, { ...entered, ...plain }))
      return present as Ticket<Data>;
    throw new ProximoError(
      "DUPLICATE_TICKET",
      `ticket id: expected one not in the line, got ${shown(ticket.id)} with other input`,
    );
  }
}
