import { type Case, type Center, type Claim, createCenter, memoryStore, type Store, type Waiting } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { expect } from "vitest";
import { agree } from "../agree.ts";
import { compareDurations, compareStatistics, NO_STATISTICS } from "./comparison.ts";
import { figuresOf, RULES, type Told, within } from "./journal.ts";
import { LEAD, Page } from "./page.ts";
import { INTERVAL, type Played, START } from "./steps.ts";

const NOTICE = { controller: "Acme", contact: "dpo@acme.example", language: "en", text: "What we do." };

/** Two centers over one store and a page on which somebody writes what happens; they tell the same of it. */
export class StatisticsPair {
  readonly #page: Page;
  #ids = 0;

  private constructor(
    private readonly store: Store,
    private readonly clock: ManualClock,
    private readonly here: Center,
    private there: Center,
  ) {
    this.#page = new Page(clock.now());
  }

  static async open(store: Store = memoryStore()): Promise<StatisticsPair> {
    const clock = manualClock(START);
    const [here, there] = [await opened(store, clock), await opened(store, clock)];
    await here.consent.definePurpose({ id: "billing", description: "Your bills", basis: "contract", notice: NOTICE });
    return new StatisticsPair(store, clock, here, there);
  }

  get told(): Told {
    return this.#page.told();
  }

  async play(steps: readonly Played[]): Promise<void> {
    let before = false;
    for (const step of steps) {
      // Which of two first answered a ticket within one millisecond, nobody can tell afterwards.
      if (step.there !== before) await this.#pass(this.clock.now() + 1);
      before = step.there;
      await this.#play(step.there ? this.there : this.here, step);
      if (this.#page.nextDue() <= this.clock.now()) await this.#pass(this.clock.now() + 1);
    }
    await quiet();
    await this.compare();
    await this.here.close();
    await this.there.close();
  }

  async #play(center: Center, step: Played): Promise<void> {
    const { clock } = this;
    const page = this.#page;
    const now = clock.now();
    const at = (later: number | null | undefined) => (typeof later === "number" ? { scheduledFor: now + later } : {});
    switch (step.kind) {
      case "enqueue": {
        const id = `t${this.#ids++}`;
        await center.enqueue({ ...step.ticket, id, receivedAt: now - step.ago, ...at(step.later) });
        return page.enqueue(id, step.ticket, now - step.ago, at(step.later).scheduledFor);
      }
      case "next":
        return this.#claimed(await center.next(known(page, step.agent)));
      case "take": {
        const waiting = page.waiting();
        const { ticket } = waiting[step.which % waiting.length] ?? {};
        return ticket && this.#claimed(await center.take(ticket.id, known(page, step.agent)));
      }
      case "distribute":
        for (const { ticket, token, agent, deadline } of await center.distribute({ within: step.within }))
          page.offered(ticket.id, token, agent, deadline!);
        return;
      case "settle": {
        const isMeant = ({ deadline }: { deadline: number | undefined }) =>
          step.of === "claims" || deadline !== undefined;
        const claims = [...page.claims].filter(([, held]) => isMeant(held));
        const [token, held] = claims[step.which % claims.length] ?? [];
        if (token === undefined || held === undefined) return;
        const claim = await center.claim(token);
        agree(claim?.state, held.deadline === undefined ? "active" : "offered");
        return this.#settle(claim!, step);
      }
      case "cancel": {
        const open = [...page.tickets.keys()];
        const id = open[step.which % open.length];
        if (id === undefined) return;
        agree(await center.cancel(id), true);
        agree(await center.cancel(id), false);
        return page.cancelled(id);
      }
      case "update": {
        const taken = new Set([...page.claims.values()].map(({ ticket }) => ticket.id));
        const open = [...page.tickets.keys()].filter((id) => !taken.has(id));
        const id = open[step.which % open.length];
        if (id === undefined) return;
        const change = { ...step.change, ...(step.later === null ? { scheduledFor: null } : at(step.later)) };
        await center.update(id, change);
        return page.changed(id, change);
      }
      case "agent":
        await center.agents.set(step.who, step.given);
        return page.agent(step.who, step.given);
      case "ready":
      case "heartbeat":
      case "remove":
        if (!page.agents.has(step.who)) return;
        await center.agents[step.kind](step.who);
        return page[step.kind](step.who);
      case "channel":
        await center.channels.set(step.id, { enabled: step.enabled });
        page.paused[step.enabled ? "delete" : "add"](step.id);
        return;
      case "clock":
        return this.#pass(now + step.by);
      case "border":
        return this.#pass(Math.max(now, now - (now % INTERVAL) + INTERVAL + step.off));
      case "anew":
        await this.there.close();
        this.there = await opened(this.store, clock);
        return;
      case "look":
        await quiet();
        return this.compare();
    }
  }

  /** What time brings counts when it is noticed: where the clock does not leap, at its moment. */
  async #pass(to: number): Promise<void> {
    while (this.#page.now < to) {
      const next = Math.min(to, this.#page.nextDue());
      this.clock.set(next);
      this.#page.pass(next);
      await quiet();
    }
  }

  #claimed(claim: Claim | undefined): void {
    if (claim !== undefined) this.#page.claimed(claim.ticket.id, claim.token, claim.agent);
  }

  async #settle(claim: Claim, { how, change, later }: Extract<Played, { kind: "settle" }>): Promise<void> {
    const page = this.#page;
    const { token, state } = claim;
    const now = this.clock.now();
    if (state === "active" && (how === "refuse" || how === "withdraw"))
      return expect(claim[how]()).rejects.toMatchObject({ code: "OFFER_ACCEPTED" });
    if (how === "release") {
      const whole = later === undefined ? change : { ...change, scheduledFor: now + later };
      await claim.release(whole);
      return page.released(token, whole);
    }
    await claim[how]();
    if (how === "accept") page.accepted(token);
    else if (how === "refuse") page.refused(token);
    else if (how === "withdraw") page.claims.delete(token);
    else if (how === "complete") page.completed(token);
    else page.cancelled(claim.ticket.id);
  }

  /** By whole and by parts: what each center tells, once both have told the store. */
  async compare(): Promise<void> {
    await this.here.statistics.report();
    const told = this.#page.told();
    const now = this.clock.now();
    for (const center of [this.there, this.here]) {
      compareStatistics(await center.statistics.report(), told);
      await this.#compareIntervals(center, told);
      const from = now - (now % INTERVAL) - INTERVAL;
      compareStatistics(
        await center.statistics.report({ from }),
        within(told, from, Number.POSITIVE_INFINITY),
        "since",
      );
      compareStatistics(await center.statistics.report({ to: from }), within(told, 0, from), "until");
      await this.#compareTarget(center, told);
      await this.#compareWaiting(center);
    }
  }

  async #compareIntervals(center: Center, told: Told): Promise<void> {
    for (const interval of [INTERVAL, 3 * INTERVAL]) {
      const all = await center.statistics.byInterval({ interval });
      const first = START - (START % interval) - interval;
      const moments: number[] = [];
      for (let at = first; at <= this.clock.now() + interval; at += interval) {
        moments.push(at);
        const one = all.find((each) => each.at === at) ?? NO_STATISTICS;
        compareStatistics(one, within(told, at, at + interval), `from ${at}`);
      }
      const others = all.filter(({ at }) => !moments.includes(at));
      // Wrap-ups that have begun are told of to their ends.
      for (const { at, total } of others) agree([at % interval, total.arrived, total.handling.count], [0, 0, 0]);
    }
  }

  /** Asked for within another target, waits within 1 % of it may be taken for either. */
  async #compareTarget(center: Center, told: Told): Promise<void> {
    const target = 60_000;
    const { total } = await center.statistics.report({ target });
    const level = (within: number) => figuresOf(told, { ...RULES, target: within, targetByChannel: {} }).serviceLevel;
    if (total.serviceLevel === undefined) return agree(undefined, level(target));
    expect(total.serviceLevel).toBeGreaterThanOrEqual(level(target * 0.99)!);
    expect(total.serviceLevel).toBeLessThanOrEqual(level(target * 1.01)!);
  }

  /** The line as it is, each ticket with how long it has waited. */
  async #compareWaiting(center: Center): Promise<void> {
    const { total, channels, skills } = await center.statistics.waiting();
    const line = this.#page.waiting();
    const compare = (told: Waiting, of: (ticket: Pick<Case, "channel" | "skills">) => boolean) => {
      const lasted = line.flatMap(({ ticket, since }) => (of(ticket) ? [this.clock.now() - since] : []));
      agree([told.count, told.longest], [lasted.length, lasted.length > 0 ? Math.max(...lasted) : undefined]);
      compareDurations(told.timeInQueue, lasted, "waiting");
    };
    compare(total, () => true);
    for (const [name, told] of Object.entries(channels)) compare(told, ({ channel }) => channel === name);
    for (const [name, told] of Object.entries(skills)) compare(told, (ticket) => ticket.skills.includes(name));
    agree(new Set(Object.keys(channels)), new Set(line.map(({ ticket }) => ticket.channel)));
    agree(new Set(Object.keys(skills)), new Set(line.flatMap(({ ticket }) => ticket.skills)));
  }
}

function opened(store: Store, clock: ManualClock): Promise<Center> {
  const { interval, target, targetByChannel, shortAbandon } = RULES;
  const statistics = { interval, target, targetByChannel, shortAbandon };
  return createCenter({ store, clock, statistics, promotionLead: LEAD, outbound: { policies: {} } });
}

/** An agent whom nobody has registered has to be described. */
function known<Agent>(page: Page, agent: Agent): Agent | { id: string } {
  return typeof agent === "string" && !page.agents.has(agent) ? { id: agent } : agent;
}

async function quiet(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
}
