import { type Case, type Center, type Claim, createCenter, type Store } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { expect } from "vitest";
import { NaiveOutbound, type NaiveTicket } from "./naive-outbound.ts";
import { type OutboundStep, PURPOSES } from "./outbound-steps.ts";

const START = 1_000_000;
const notice = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };
const agent = { id: "agent" };
const seen = (ticket: NaiveTicket | Case) => `${ticket.id} ${ticket.channel} ${ticket.state}`;

/** A center and the gate on paper, to which the same things happen. */
export class OutboundPair {
  readonly #naive = new NaiveOutbound();
  readonly #claims: Claim[] = [];
  #ids = 0;

  private constructor(
    private readonly center: Center,
    private readonly clock: ManualClock,
  ) {}

  /** @param store an empty one; in memory unless given. */
  static async open(store?: Store): Promise<OutboundPair> {
    const clock = manualClock(START - 1_000);
    const center = await createCenter({ store, clock, outbound: { policies: {} } });
    for (const id of PURPOSES)
      await center.consent.definePurpose({ id, description: `About ${id}`, basis: "consent", notice });
    clock.set(START);
    return new OutboundPair(center, clock);
  }

  async run(step: OutboundStep): Promise<void> {
    const now = this.clock.now();
    const naive = this.#naive;
    const { consent, outbound } = this.center;
    if (step.kind === "grant") {
      const { contact, purposes, channels, ago, lasts } = step;
      const at = now - ago;
      const until = lasts === undefined ? undefined : at + lasts;
      naive.events.push({ kind: "grant", contact, purposes, channels, at, until });
      const shown = { controller: "Acme", statement: "Yes", act: "checkbox", evidence: { form: 1 } } as const;
      await consent.grant({ contact, purposes, channels: channels ?? "any", at, until, ...shown });
    } else if (step.kind === "revoke") {
      const { contact, purposes, channels, ago } = step;
      naive.events.push({ kind: "revocation", contact, purposes, channels, at: now - ago });
      naive.withdraw(contact, now);
      await consent.revoke({ contact, purposes, channels, at: now - ago });
    } else if (step.kind === "optOut") {
      const { contact, channel } = step;
      naive.events.push({ kind: "revocation", contact, channels: [channel], at: now });
      naive.withdraw(contact, now);
      await outbound.received({ contact, channel, text: "PARAR!" });
    } else if (step.kind === "platform") {
      const { contact, channel } = step;
      if (step.wants === "stopped") naive.stopped.add(`${contact} ${channel}`);
      else naive.stopped.delete(`${contact} ${channel}`);
      if (step.wants === "stopped") naive.withdraw(contact, now);
      await outbound.report({ ...step, kind: "marketing", wants: step.wants === "stopped" ? "stopped" : "resumed" });
    } else if (step.kind === "enqueue") await this.#enqueue(step, now);
    else if (step.kind === "next") this.#claimed(await this.center.next(agent), naive.next(now));
    else if (step.kind === "take") {
      const ticket = this.#waiting(step.which);
      if (ticket !== undefined) this.#claimed(await this.center.take(ticket.id, agent), naive.next(now, [ticket]));
    } else if (step.kind === "move") {
      const ticket = this.#waiting(step.which);
      if (ticket !== undefined)
        await this.#moved(this.center.update(ticket.id, { channel: step.channel }), ticket, step.channel, now);
    } else if (step.kind === "release" || step.kind === "complete") await this.#settled(step, now);
    else if (step.kind === "advance") this.clock.advance(step.by);
    else {
      naive.erase(step.contact);
      await consent.erase({ contact: step.contact });
    }
    await this.#compare();
  }

  close(): Promise<void> {
    return this.center.close();
  }

  async #enqueue(step: OutboundStep & { kind: "enqueue" }, now: number): Promise<void> {
    const { contact, channel, purpose } = step;
    const id = `t${this.#ids++}`;
    const sides = purpose === undefined ? {} : ({ direction: "outbound", purpose } as const);
    const entered = this.center.enqueue({ id, contact, channel, ...sides });
    if (!this.#naive.allows(step, channel, now)) await expect(entered).rejects.toMatchObject({ name: "ProximoError" });
    else {
      expect(await entered).toMatchObject({ id, state: "waiting" });
      this.#naive.tickets.push({ id, contact, purpose, channel, state: "waiting" });
    }
  }

  async #settled(step: OutboundStep & { kind: "release" | "complete" }, now: number): Promise<void> {
    if (this.#claims.length === 0) return;
    const [claim] = this.#claims.splice(step.which % this.#claims.length, 1);
    const ticket = this.#naive.tickets.find(({ id }) => id === claim.ticket.id);
    if (ticket?.state !== "active") await expect(claim.complete()).rejects.toMatchObject({ code: "STALE_CLAIM" });
    else if (step.kind === "complete") {
      ticket.state = "completed";
      await claim.complete();
    } else if (step.channel === undefined) {
      ticket.state = this.#naive.allows(ticket, ticket.channel, now) ? "waiting" : "cancelled";
      await claim.release();
    } else if (await this.#moved(claim.release({ channel: step.channel }), ticket, step.channel, now))
      ticket.state = "waiting";
    else this.#claims.push(claim);
  }

  async #moved(moving: Promise<Case>, ticket: NaiveTicket, channel: string, now: number): Promise<boolean> {
    const stays = ticket.state === "waiting" && ticket.channel === channel;
    if (stays || this.#naive.allows(ticket, channel, now)) {
      await moving;
      ticket.channel = channel;
      return true;
    }
    await expect(moving).rejects.toMatchObject({
      code: expect.stringMatching(/^(CONSENT_REQUIRED|OUTBOUND_REFUSED)$/),
    });
    return false;
  }

  #waiting(which: number): NaiveTicket | undefined {
    const waiting = this.#naive.waiting();
    return waiting[which % waiting.length];
  }

  #claimed(claim: Claim | undefined, expected: NaiveTicket | undefined): void {
    expect(claim && seen(claim.ticket)).toBe(expected && seen(expected));
    if (claim !== undefined) this.#claims.push(claim);
  }

  async #compare(): Promise<void> {
    const { tickets } = this.#naive;
    expect((await this.center.peek(Infinity)).map(seen)).toEqual(this.#naive.waiting().map(seen));
    const cases = await Promise.all(tickets.map(({ id }) => this.center.get(id)));
    expect(cases.map((ticket) => ticket && seen(ticket))).toEqual(tickets.map(seen));
  }
}
