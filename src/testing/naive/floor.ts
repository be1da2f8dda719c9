import type { Agent, AgentChange } from "../../model/agent.ts";
import type { AgentDescription, Assignment, CaseChange, PreferredAgent, TicketState } from "../../model/case.ts";
import type { Ticket } from "../../model/ticket.ts";
import type { EndedClaim } from "../../stores/store.ts";
import type { Person } from "./center.ts";
import { NaiveRoster, NEVER } from "./roster.ts";
import { NaiveStore } from "./store.ts";

interface Preferring {
  readonly preferredAgent?: PreferredAgent | undefined;
}

/** A ticket, with who may have it, who had it last, and how long it may wait. */
interface Served extends Person {
  ticket: Ticket & Preferring;
  reservedFor?: string | undefined;
  escalatesAt?: number | undefined;
  limitAt?: number | undefined;
  toldTooLong?: boolean;
  refusals?: Map<string, number>;
  assignment?: Assignment;
}

interface NaiveClaim {
  readonly entry: Served;
  readonly agent: string;
  readonly claimedAt: number;
  /** Of an offer. */
  readonly deadline?: number | undefined;
}

/** A store with those who serve. What time brings is looked for after every step, in every ticket and agent. */
export class NaiveFloor extends NaiveStore {
  declare tickets: Served[];
  declare claims: Map<string, NaiveClaim>;
  readonly roster = new NaiveRoster();
  #passed: string[] = [];

  /** Lets happen whatever is due, and says what that was. */
  pass(now: number): { passed: string[]; vanished: string[] } {
    const vanished = this.roster.pass(now);
    for (const [token, claim] of this.claims) if (this.#endOf(claim) <= now) this.#takeBack(token, now);
    this.#passed.push(...this.letIn(now).map((id) => `promoted ${id}`));
    for (const one of this.tickets.filter((ticket) => !this.isHeld(ticket))) {
      if (!one.promoted && isDue(one.escalatesAt, now)) {
        one.promoted = true;
        this.#passed.push(`escalated ${one.ticket.id}`);
      }
      if (!one.toldTooLong && isDue(one.limitAt, now)) {
        one.toldTooLong = true;
        this.#passed.push(`tooLong ${one.ticket.id}`);
      }
    }
    for (const one of this.tickets) if (isDue(one.ticket.preferredAgent?.until, now)) one.reservedFor = undefined;
    return { passed: this.#passed.splice(0), vanished };
  }

  /** When something will be next. */
  nextChange(): number | undefined {
    const gated = ({ ticket }: Served) => this.holds.has(ticket.id);
    const first = Math.min(
      ...this.holds.values(),
      ...this.tickets.filter(this.awaitsItsTime).map(({ ticket }) => ticket.scheduledFor! - this.lead),
      ...this.tickets.filter((one) => one.reservedFor && !gated(one)).map((one) => one.ticket.preferredAgent!.until),
      ...this.tickets.filter((one) => !one.promoted && !this.isHeld(one)).map((one) => one.escalatesAt ?? NEVER),
      ...this.tickets.filter((one) => !one.toldTooLong && !gated(one)).map((one) => one.limitAt ?? NEVER),
      ...[...this.claims.values()].map((claim) => this.#endOf(claim)),
      this.roster.nextChange(),
    );
    return first === NEVER ? undefined : first;
  }

  override accept(input: Parameters<NaiveStore["accept"]>[0] & Preferring, now: number): void {
    super.accept(input, now);
    this.stand(this.entry(input.id)!, { preferredAgent: input.preferredAgent }, now);
  }

  override stand(one: Served, change: CaseChange, now: number): void {
    super.stand(one, change, now);
    if (change.scheduledFor !== undefined) one.toldTooLong = false;
    this.#join(one, now);
  }

  override waitAgain(id: string, now: number): void {
    super.waitAgain(id, now);
    this.#join(this.entry(id)!, now);
  }

  override inOrder(agent?: AgentDescription): Served["ticket"][] {
    const isFor = (one: Served) => agent === undefined || (one.reservedFor ?? agent.id) === agent.id;
    return super.inOrder(agent).filter(({ id }) => isFor(this.entry(id)!));
  }

  override entry(id: string): Served | undefined {
    return super.entry(id);
  }

  override state(id: string): TicketState | undefined {
    const state = super.state(id);
    return state === "active" && this.claimOn(id)!.deadline !== undefined ? "offered" : state;
  }

  claimOn(id: string): NaiveClaim | undefined {
    return [...this.claims.values()].find(({ entry }) => entry.ticket.id === id);
  }

  /** It is theirs; with a deadline, it is offered to them. */
  give(id: string, token: string, assignment: Assignment, deadline?: number): void {
    const { agent, at: claimedAt } = assignment;
    const entry = this.entry(id)!;
    this.claims.set(token, { entry, agent, claimedAt, deadline });
    entry.assignment = assignment;
    if (deadline === undefined) entry.answeredAt ??= claimedAt;
    this.remove(id);
  }

  /** Takes an offer up; whether it was one. */
  answer(token: string, now: number): boolean {
    const { deadline, entry, agent } = this.claims.get(token)!;
    if (deadline === undefined) return false;
    this.claims.set(token, { entry, agent, claimedAt: now });
    entry.answeredAt ??= now;
    return true;
  }

  /** Gives a ticket back, changed or not. */
  giveBack(token: string, change: CaseChange, now: number): EndedClaim {
    const claim = this.claims.get(token)!;
    const ended = this.#ended(claim, now);
    this.claims.delete(token);
    this.stand(claim.entry, change, now);
    return ended;
  }

  /** Closes a ticket; whose claim that has ended, where it was anybody's. */
  finish(id: string, as: TicketState, now: number): EndedClaim | undefined {
    const claim = this.claimOn(id);
    this.close(id, as, now);
    return claim && this.#ended(claim, now);
  }

  refuse({ entry, agent }: NaiveClaim, until: number): void {
    entry.refusals = new Map(entry.refusals).set(agent, until);
  }

  refusers(id: string, now: number): string[] {
    return [...(this.entry(id)!.refusals ?? [])].filter(([, until]) => now < until).map(([agent]) => agent);
  }

  setAgent(id: string, change: AgentChange, now: number): void {
    this.roster.set(id, change, now);
    if (this.roster.isAway(id)) this.#takeOffersBack(id, now);
  }

  removeAgent(id: string, now: number): boolean {
    const was = this.roster.agents.delete(id);
    if (was) this.#takeOffersBack(id, now);
    return was;
  }

  hasRoom(agent: string, id: string): boolean {
    return this.roster.hasRoom(agent, this.entry(id)!.ticket.channel, this.#theirs(agent));
  }

  /** Those registered, in the order in which they were. */
  staff(): Agent[] {
    return [...this.roster.agents.keys()].map((id) => this.roster.seen(id, this.#theirs(id)));
  }

  /** Those who have room for something on one of the channels. */
  free(channels: readonly string[]): string[] {
    const serves = (id: string, channel: string) => this.roster.agents.get(id)!.channels?.includes(channel) ?? true;
    const hasRoom = (id: string, channel: string) =>
      serves(id, channel) && this.roster.hasRoom(id, channel, this.#theirs(id));
    return [...this.roster.agents.keys()].filter((id) => channels.some((channel) => hasRoom(id, channel)));
  }

  /** It joins the line, or waits to: what its channel and its preference say now holds for it from now on. */
  #join(one: Served, now: number): void {
    const { preferredAgent, channel, receivedAt, scheduledFor = 0 } = one.ticket;
    const since = Math.max(receivedAt, scheduledFor - this.lead);
    const { escalateAfter, waitLimit } = this.channels.get(channel)!;
    one.reservedFor = preferredAgent && now < preferredAgent.until ? preferredAgent.id : undefined;
    one.escalatesAt = escalateAfter && since + escalateAfter;
    one.limitAt = waitLimit && since + waitLimit;
  }

  /** After one that was active, its agent wraps up. */
  #ended({ entry, agent, claimedAt, deadline }: NaiveClaim, now: number): EndedClaim {
    if (deadline === undefined) this.roster.ended(agent, entry.ticket.channel, now);
    return { agent, state: deadline === undefined ? "active" : "offered", claimedAt };
  }

  #takeBack(token: string, now: number): void {
    const { entry, deadline } = this.claims.get(token)!;
    this.claims.delete(token);
    this.stand(entry, {}, now);
    this.#passed.push(`${deadline === undefined ? "released" : "lapsed"} ${entry.ticket.id}`);
  }

  #takeOffersBack(agent: string, now: number): void {
    for (const [token, claim] of this.claims)
      if (claim.agent === agent && claim.deadline !== undefined) this.#takeBack(token, now);
  }

  #theirs(agent: string): Ticket[] {
    return [...this.claims.values()].filter((claim) => claim.agent === agent).map(({ entry }) => entry.ticket);
  }

  #endOf({ agent, deadline }: NaiveClaim): number {
    return deadline === undefined ? this.roster.releasesAt(agent) : Math.min(deadline, this.roster.vanishesAt(agent));
  }
}

function isDue(moment: number | undefined, now: number): boolean {
  return moment !== undefined && moment <= now;
}
