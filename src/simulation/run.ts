import { Center, type CenterParts } from "../center/center.ts";
import type { Claim } from "../center/claims/claim.ts";
import { arrivalOf } from "../center/entering/arrival.ts";
import { openCenter } from "../center.ts";
import { ContactScores } from "../contacts/rules.ts";
import { type Drawn, drawerOf, wholeMilliseconds } from "./durations.ts";
import { FigureCounts } from "./figure-counts.ts";
import type { Figures } from "./figures.ts";
import type { Setting } from "./parse.ts";
import { Stream } from "./random.ts";
import { Staff } from "./staff.ts";
import { callOff, type Plan, Timeline } from "./timeline.ts";
import { trafficOf, type Visit } from "./traffic.ts";

/** What came of one replication. */
export interface Outcome {
  readonly total: Figures;
  readonly channels: ReadonlyMap<string, Figures>;
  readonly contactScores: ReadonlyMap<number, Figures>;
  readonly occupancy: number;
  readonly agents: ReadonlyMap<string, number>;
  /** All who came, those of the warm-up included. */
  readonly contacts: number;
}

/** Somebody on their way through the center. */
interface Caller {
  readonly visit: Visit;
  readonly at: number;
  readonly target: number;
  readonly counts: readonly FigureCounts[];
  /** To the first offer, until that is made. */
  reaction?: Drawn | undefined;
  leaving?: Plan | undefined;
}

/** One replication: a center of its own, from opening until everybody who counts has been followed to their end. */
export class Run {
  readonly #callers = new Map<string, Caller>();
  readonly #total = new FigureCounts();
  readonly #channels = new Map<string, FigureCounts>();
  readonly #contactScores = new Map<number, FigureCounts>();
  readonly #scores: ContactScores;
  readonly #reactions: Stream;
  readonly #furtherReactions: Stream;
  readonly #drawReaction;
  /** Those who count and are not at their end. */
  #open = 0;
  #contacts = 0;
  #over = false;

  private constructor(
    private readonly setting: Setting,
    private readonly parts: CenterParts<unknown>,
    private readonly center: Center,
    private readonly timeline: Timeline,
    private readonly staff: Staff,
    replication: number,
  ) {
    this.#scores = new ContactScores({ version: 0, rules: setting.rules });
    this.#reactions = new Stream(setting.seed, replication, "reactions");
    this.#furtherReactions = new Stream(setting.seed, replication, "further reactions");
    this.#drawReaction = drawerOf(setting.reaction);
  }

  static async play(setting: Setting, replication: number): Promise<Outcome> {
    const { start, warmUp, duration, strategy, within, rules, channels } = setting;
    const timeline = new Timeline(start);
    // Who is counted is counted here. What is learned of handling times is needed by one strategy alone.
    const statistics = strategy === "predictive" ? {} : (false as const);
    const parts = await openCenter({
      clock: timeline,
      retention: 0,
      statistics,
      distribution: { strategy, within },
    });
    const center = new Center(parts);
    for (const [id, { score, absolute, waitLimit, escalateAfter }] of Object.entries(channels))
      await center.channels.set(id, { score, absolute, waitLimit, escalateAfter });
    if (rules.length > 0) await center.contacts.setRules(rules);
    const window = { from: start + warmUp, to: start + warmUp + duration };
    const staff = await Staff.register(center, timeline, setting, window);
    const run = new Run(setting, parts, center, timeline, staff, replication);
    await run.#play(trafficOf(setting, replication)[Symbol.iterator](), window.to);
    await center.close();
    return run.#outcome();
  }

  async #play(traffic: Iterator<Visit>, end: number): Promise<void> {
    this.#planNext(traffic);
    const last = end + this.setting.cycle;
    for (let act = this.timeline.next(last); act !== undefined; act = this.timeline.next(last)) {
      if (await act()) await this.#distribute();
      if (this.#over && this.#open === 0 && this.timeline.now() >= end) break;
    }
    const over = Math.max(this.timeline.now(), end);
    this.staff.pass(over);
    for (const { at, counts } of this.#callers.values()) for (const count of counts) count.leaveUnanswered(over - at);
  }

  #planNext(traffic: Iterator<Visit>): void {
    const { done, value: visit } = traffic.next();
    if (done) this.#over = true;
    else
      this.timeline.plan(this.setting.start + Math.round(visit.at), () => {
        this.#planNext(traffic);
        return this.#arrive(visit);
      });
  }

  async #arrive(visit: Visit): Promise<boolean> {
    const { ticket, patience = Number.POSITIVE_INFINITY } = visit;
    const id = String(++this.#contacts);
    const at = this.timeline.now();
    const isCounted = visit.at >= this.setting.warmUp;
    const reaction = this.#drawReaction(this.#reactions);
    const target = this.setting.channels[ticket.channel]?.target ?? this.setting.target;
    const caller: Caller = { visit, at, target, counts: isCounted ? this.#countsFor(ticket) : [], reaction };
    this.#callers.set(id, caller);
    if (isCounted) this.#open += 1;
    for (const count of caller.counts) count.arrive();
    if (patience < Number.POSITIVE_INFINITY)
      caller.leaving = this.timeline.plan(at + wholeMilliseconds(patience), () => this.#leave(id, caller));
    const { access, arrivals } = this.parts;
    await access.changing(() => arrivals.admit(arrivalOf(ticket, id)));
    return true;
  }

  /** To accept each offer at once, or after the agent's reaction. */
  async #distribute(): Promise<void> {
    if (this.#callers.size === 0) return;
    for (const offer of await this.center.distribute()) {
      const caller = this.#callers.get(offer.ticket.id) as Caller;
      const reaction = wholeMilliseconds(this.#reactionTo(offer, caller));
      if (reaction === 0) await this.#accept(offer, caller);
      else this.timeline.plan(this.timeline.now() + reaction, () => this.#answer(offer, caller));
    }
  }

  /** To each offer another: whoever was too slow would be so for ever. The first is drawn with the contact, whatever is compared. */
  #reactionTo({ agent }: Claim, caller: Caller): number {
    const drawn = caller.reaction ?? this.#drawReaction(this.#furtherReactions);
    caller.reaction = undefined;
    return drawn(agent);
  }

  async #answer(offer: Claim, caller: Caller): Promise<boolean> {
    // It may have lapsed, or the contact may have left.
    const claim = await this.center.claim(offer.token);
    if (claim === undefined) return false;
    await this.#accept(claim, caller);
    return true;
  }

  async #accept(offer: Claim, caller: Caller): Promise<void> {
    const { visit, target, counts } = caller;
    const claim = await offer.accept();
    callOff(caller.leaving);
    this.#callers.delete(claim.ticket.id);
    const wait = (claim.ticket.answeredAt as number) - caller.at;
    const handling = wholeMilliseconds(this.staff.begin(claim.agent, visit.ticket.channel, visit.handlingTime));
    for (const count of counts) count.serve(wait, target, handling);
    this.timeline.plan(this.timeline.now() + handling, () => this.#complete(claim, caller));
  }

  async #complete(claim: Claim, { visit, counts }: Caller): Promise<boolean> {
    await claim.complete();
    this.staff.end(claim.agent, visit.ticket.channel);
    if (counts.length > 0) this.#open -= 1;
    return true;
  }

  async #leave(id: string, { at, counts }: Caller): Promise<boolean> {
    await this.center.cancel(id);
    this.#callers.delete(id);
    for (const count of counts) count.abandon(this.timeline.now() - at);
    if (counts.length > 0) this.#open -= 1;
    return true;
  }

  #countsFor({ channel, contact, contactScore }: Visit["ticket"]): readonly FigureCounts[] {
    const score = contactScore ?? this.#scores.of(contact);
    return [this.#total, countsOf(this.#channels, channel), countsOf(this.#contactScores, score)];
  }

  #outcome(): Outcome {
    const figures = <Key>(counts: Map<Key, FigureCounts>) =>
      new Map([...counts].map(([key, count]) => [key, count.figures()]));
    const times = this.staff.times();
    const [busy, staffed] = [...times.values()].reduce(
      ([busy, staffed], time) => [busy + time.busy, staffed + time.staffed],
      [0, 0],
    );
    return {
      total: this.#total.figures(),
      channels: figures(this.#channels),
      contactScores: figures(this.#contactScores),
      occupancy: busy / staffed,
      agents: new Map([...times].map(([id, time]) => [id, time.busy / time.staffed])),
      contacts: this.#contacts,
    };
  }
}

function countsOf<Key>(counts: Map<Key, FigureCounts>, key: Key): FigureCounts {
  let count = counts.get(key);
  if (count === undefined) {
    count = new FigureCounts();
    counts.set(key, count);
  }
  return count;
}
