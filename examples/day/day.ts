import type { createCenter } from "proximo";
import type { ManualClock } from "proximo/testing";
import TinyQueue from "tinyqueue";
import type { Referee } from "./referee.ts";
import { type Agent, type Arrival, type Day, LEAD, type Shift, type Source } from "./source.ts";
import type { Tally } from "./tally.ts";

export type Center = Awaited<ReturnType<typeof createCenter>>;
type Claim = NonNullable<Awaited<ReturnType<Center["next"]>>>;

interface Event {
  readonly at: number;
  /** Events of the same millisecond happen in the order they were planned. */
  readonly order: number;
  readonly happen: () => Promise<void>;
}

/** The contact center at work: what happens, in order of time, with nobody ever waiting for a real clock. */
export class Floor {
  readonly #center: Center;
  readonly #clock: ManualClock;
  readonly #referee: Referee;
  readonly #tally: Tally;
  readonly #events = new TinyQueue<Event>([], (a, b) => a.at - b.at || a.order - b.order);
  /** What was told about each ticket that is not finished, by id. */
  readonly #arrivals = new Map<string, Arrival>();
  readonly #onDuty = new Map<string, Shift>();
  readonly #busy = new Set<string>();
  /** Agents with nothing to do, the one idle for longest first. */
  readonly #idle = new Map<string, Agent>();
  #planned = 0;
  #lastGoodbye = 0;

  constructor(room: { center: Center; clock: ManualClock; referee: Referee; tally: Tally }) {
    this.#center = room.center;
    this.#clock = room.clock;
    this.#referee = room.referee;
    this.#tally = room.tally;
  }

  /** How many agents are at work, and how many of them are with a contact. */
  get staff(): { onDuty: number; busy: number } {
    return { onDuty: this.#idle.size + this.#busy.size, busy: this.#busy.size };
  }

  async open({ channels, rules }: Pick<Source, "channels" | "rules">): Promise<void> {
    for (const channel of channels) await this.#setChannel(channel);
    await this.#center.contacts.setRules([...rules]);
    this.#referee.setRules(rules);
  }

  /** Runs one day; what is not over at its end goes on in the next. `moment` is called after everything that happens. */
  async run(day: Day, moment: (now: number) => Promise<void>): Promise<void> {
    for (const { at, channel } of day.interventions) {
      this.#plan(at, async () => {
        await this.#setChannel(channel);
        await this.#everyIdleAgentPressesNext();
      });
    }
    for (const shift of day.shifts) {
      this.#plan(shift.from, () => this.#signOn(shift));
      this.#plan(shift.to, async () => this.#signOff(shift));
    }
    for (const arrival of day.arrivals) this.#plan(arrival.at, () => this.#arrive(arrival));
    await this.#until(day.to, moment);
  }

  /** Lets the last conversations end. */
  async close(moment: (now: number) => Promise<void>): Promise<void> {
    await this.#until(this.#lastGoodbye + 1, moment);
  }

  /** Everything planned for before `end`. */
  async #until(end: number, moment: (now: number) => Promise<void>): Promise<void> {
    for (let event = this.#events.peek(); event !== undefined && event.at < end; event = this.#events.peek()) {
      this.#events.pop();
      this.#clock.set(Math.max(event.at, this.#clock.now()));
      await event.happen();
      await moment(event.at);
    }
  }

  #plan(at: number, happen: () => Promise<void>): void {
    this.#events.push({ at, order: ++this.#planned, happen });
  }

  async #setChannel({ id, ...change }: Source["channels"][number]): Promise<void> {
    await this.#center.channels.set(id, change);
    this.#referee.setChannel({ id, ...change });
  }

  async #arrive(arrival: Arrival): Promise<void> {
    const { ticket, leaves } = arrival;
    this.#arrivals.set(ticket.id, arrival);
    this.#referee.entered(ticket, this.#clock.now());
    this.#tally.arrived(arrival);
    await this.#center.enqueue(ticket);
    if (leaves !== undefined) this.#plan(leaves.at, () => this.#leave(ticket.id, leaves.how));
    await this.#joins(ticket.scheduledFor);
  }

  async #leave(id: string, how: "gave up" | "called off"): Promise<void> {
    if (!this.#tally.waits(id)) return;
    await this.#center.cancel(id);
    this.#referee.left(id);
    this.#tally.left(id, how);
    this.#arrivals.delete(id);
  }

  /** A ticket is in the line, now or from its promotion: whoever is idle then presses Next. */
  async #joins(scheduledFor: number | undefined): Promise<void> {
    const promotion = scheduledFor === undefined ? 0 : scheduledFor - LEAD;
    if (promotion > this.#clock.now()) this.#plan(promotion, () => this.#everyIdleAgentPressesNext());
    else await this.#everyIdleAgentPressesNext();
  }

  async #signOn(shift: Shift): Promise<void> {
    this.#onDuty.set(shift.agent.id, shift);
    if (!this.#busy.has(shift.agent.id)) await this.#pressNext(shift.agent);
  }

  #signOff({ agent, to }: Shift): void {
    // Already on the next shift.
    if (this.#onDuty.get(agent.id)?.to !== to) return;
    this.#onDuty.delete(agent.id);
    this.#idle.delete(agent.id);
  }

  async #everyIdleAgentPressesNext(): Promise<void> {
    for (const agent of [...this.#idle.values()]) await this.#pressNext(agent);
  }

  async #pressNext(agent: Agent): Promise<void> {
    const now = this.#clock.now();
    const claim = await this.#center.next(agent);
    this.#referee.pressed(agent, now, claim?.ticket.id);
    // A ticket that is not waiting is a mistake the referee has seen: there is nobody to serve.
    if (claim === undefined || !this.#tally.waits(claim.ticket.id)) {
      this.#idle.set(agent.id, agent);
      return;
    }
    this.#idle.delete(agent.id);
    this.#busy.add(agent.id);
    this.#tally.taken(claim.ticket.id, now);
    const { handling, handedBack } = this.#arrivals.get(claim.ticket.id)!;
    const end = now + (handedBack?.after ?? handling);
    this.#lastGoodbye = Math.max(this.#lastGoodbye, end);
    this.#plan(end, async () => {
      this.#busy.delete(agent.id);
      if (handedBack === undefined) await this.#complete(claim);
      else await this.#handBack(claim, handedBack);
      const shift = this.#onDuty.get(agent.id);
      if (shift !== undefined) await this.#pressNext(shift.agent);
    });
  }

  async #complete(claim: Claim): Promise<void> {
    const { id } = claim.ticket;
    await claim.complete();
    this.#referee.completed(id);
    this.#tally.served(id);
    this.#arrivals.delete(id);
  }

  async #handBack(claim: Claim, { skills, againIn }: NonNullable<Arrival["handedBack"]>): Promise<void> {
    const { id } = claim.ticket;
    const scheduledFor = againIn === undefined ? undefined : this.#clock.now() + againIn;
    const change = { ...(skills && { skills }), ...(scheduledFor && { scheduledFor }) };
    await claim.release(change);
    this.#referee.returned(id, change);
    this.#tally.returned(id, scheduledFor);
    const { handedBack: _, ...arrival } = this.#arrivals.get(id)!;
    this.#arrivals.set(id, arrival);
    await this.#joins(scheduledFor);
  }
}
