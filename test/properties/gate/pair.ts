import { brazilianTelemarketingHours, type Center, createCenter, ProximoError, whatsappPolicy } from "proximo";
import { manualClock } from "proximo/testing";
import { agree } from "../agree.ts";
import { NaiveGate } from "./naive-gate.ts";
import { type Ask, DAY, LISTED, RULES, START, type Ticket, WESTERNER } from "./rules.ts";
import type { Step } from "./steps.ts";
import { Told } from "./told.ts";

const channel = "whatsapp";
const hours = brazilianTelemarketingHours;
const { volume, quality } = whatsappPolicy;
const { limit, least, yellow, red, cutAfter, window } = RULES;
const policy = {
  ...whatsappPolicy,
  hours,
  volume: { ...volume!, limit },
  quality: { ...quality!, leastDeliveries: least, yellow, red, cutAfter, window },
};
/** Nobody writes to them: what they are refused for is what everybody is. */
const STRANGER: Ask = { contact: "nobody", channel, purpose: "billing" };

/** A center and the naive gate, told the same. */
export class Pair {
  readonly clock = manualClock(START);
  readonly naive = new NaiveGate();
  readonly claims = new Map<string, { release(): Promise<unknown>; complete(): Promise<unknown> }>();
  center!: Center;
  #told!: Told;
  #tickets = 0;

  static async open(count: (met: string) => void = () => {}): Promise<Pair> {
    const pair = new Pair(count);
    pair.center = await createCenter({
      clock: pair.clock,
      retention: 1_000 * DAY,
      consent: { suppressionKey: "a secret of thirty-two characters" },
      outbound: { policies: { whatsapp: policy, voice: { hours } }, doNotCall: ({ address }) => address === LISTED },
    });
    pair.#told = await Told.open(pair.center, pair.naive);
    return pair;
  }

  private constructor(readonly count: (met: string) => void) {
    this.naive.now = START;
  }

  async run(step: Step): Promise<void> {
    const { naive, center } = this;
    this.#wait(step.pause);
    await this.#do(step);
    for (const ask of [STRANGER, ...step.probes]) await this.#probe(ask, step.ahead);
    const line = naive.line.waiting();
    agree(
      (await center.peek(99)).map(({ id }) => id),
      line.map(({ id }) => id),
    );
    for (const { id, state, heldUntil } of naive.line.tickets) {
      const ticket = await center.get(id);
      agree({ id, state: ticket?.state, heldUntil: ticket?.heldUntil }, { id, state, heldUntil });
      this.count(state);
    }
  }

  /** By so many milliseconds, or until just before or at the next moment for which anything is held. */
  #wait(pause: Step["pause"]): void {
    const ends = this.naive.line.tickets.flatMap(({ state, heldUntil }) =>
      state === "held" && heldUntil ? [heldUntil] : [],
    );
    const next = Math.min(...ends.filter((end) => end > this.clock.now() + 1));
    if (typeof pause === "number") this.clock.advance(pause);
    else this.clock.set(Number.isFinite(next) ? next - pause.before : this.clock.now() + 1);
    this.naive.now = this.clock.now();
  }

  async #probe(ask: Ask, ahead: number): Promise<void> {
    const at = this.naive.now + ahead;
    const timeZone = ask.contact === WESTERNER ? "America/Manaus" : undefined;
    this.#compare(await this.center.outbound.authorize({ ...ask, timeZone, at }), this.naive.answer(ask, at));
  }

  #compare(
    answer: Awaited<ReturnType<Center["outbound"]["authorize"]>>,
    expected: ReturnType<NaiveGate["answer"]>,
  ): void {
    const { reasons, final, retryAt } = answer.allowed
      ? { reasons: [], final: false }
      : { retryAt: undefined, ...answer };
    agree({ reasons: [...reasons].sort(), final, retryAt }, { ...expected, reasons: [...expected.reasons].sort() });
    if (reasons.length === 0) this.count("allowed");
    for (const [n, reason] of reasons.entries()) {
      this.count(reason);
      for (const other of reasons.slice(n + 1)) this.count([reason, other].sort().join(" & "));
    }
  }

  #ticket(which: number, ...states: string[]): Ticket | undefined {
    this.naive.line.waiting();
    const some = this.naive.line.tickets.filter(({ state }) => states.includes(state));
    return some[which % some.length];
  }

  async #do(step: Step): Promise<void> {
    const { naive, center } = this;
    const { outbound } = center;
    const { now } = naive;
    switch (step.kind) {
      case "authorize": {
        const timeZone = step.ask.contact === WESTERNER ? "America/Manaus" : undefined;
        return this.#compare(await outbound.authorize({ ...step.ask, timeZone }), naive.authorize(step.ask));
      }
      case "enqueue": {
        if (step.ask.channel === "webchat") return;
        const id = `t${this.#tickets++}`;
        const { contact, ...ask } = step.ask;
        const attributes = contact === WESTERNER ? { timeZone: "America/Manaus" } : {};
        const expected = naive.line.enqueue(id, step.ask);
        const entered = center.enqueue({ id, direction: "outbound", ...ask, contact: { id: contact, attributes } });
        if (!expected.final) return void (await entered);
        const error: unknown = await entered.catch((reason: unknown) => reason);
        agree(error instanceof ProximoError, true);
        if ("reasons" in (error as object))
          agree([...(error as { reasons: string[] }).reasons].sort(), [...expected.reasons].sort());
        else agree(expected.reasons.includes("inbound-only"), true);
        return;
      }
      case "next": {
        const claim = await center.next({ id: "agent-7" });
        agree(claim?.ticket.id, naive.line.next()?.id);
        if (claim) this.claims.set(claim.ticket.id, claim);
        this.count(claim ? "handed out" : "nothing handed out");
        return;
      }
      case "take": {
        const ticket = this.#ticket(step.which, "held", "waiting");
        if (ticket === undefined) return;
        const claim = await center.take(ticket.id, { id: "agent-7" });
        agree(claim?.ticket.id, naive.line.take(ticket)?.id);
        if (claim) this.claims.set(claim.ticket.id, claim);
        return;
      }
      case "release": {
        const ticket = this.#ticket(step.which, "active");
        if (ticket === undefined) return;
        await this.claims.get(ticket.id)!.release();
        naive.line.put(ticket, naive.answer(ticket.ask, now));
        return;
      }
      case "complete": {
        const ticket = this.#ticket(step.which, "active");
        if (ticket === undefined) return;
        await this.claims.get(ticket.id)!.complete();
        ticket.state = "completed";
        return;
      }
      case "move": {
        const ticket = this.#ticket(step.which, "held", "waiting");
        if (ticket === undefined || ticket.ask.channel === step.channel) return;
        const ask = { ...ticket.ask, channel: step.channel };
        const answer = naive.answer(ask, now);
        const moved = center.update(ticket.id, { channel: step.channel });
        if (answer.final) return agree(await moved.catch((error) => error instanceof ProximoError), true);
        await moved;
        ticket.ask = ask;
        return void naive.line.put(ticket, answer);
      }
      default:
        await this.#told.tell(step);
    }
  }
}
