import { milliseconds } from "date-fns";
import { millisecondsInSecond } from "date-fns/constants";
import { handlingTallies } from "../../agents/prediction/handling-tallies.ts";
import { wrapUpOn } from "../../model/agent.ts";
import type { Clock } from "../../model/clock.ts";
import type { Emitter } from "../../model/emitter.ts";
import type { Happening } from "../../statistics/happening.ts";
import { intervalOf } from "../../statistics/intervals.ts";
import { type TallyRules, talliesOf } from "../../statistics/tallies.ts";
import type { Tally, TallyStore } from "../../stores/port/tally-store.ts";
import type { CenterEvents } from "../events/events.ts";
import type { Experience } from "./experience.ts";
import { GivenBack } from "./given-back.ts";
import type { Shifts } from "./shifts.ts";
import { TallySums } from "./tally-sums.ts";
import { WrapUps } from "./wrap-ups.ts";

/** The store is told at the latest when so much has been gathered, or so long ago something was, in milliseconds. */
const MOST = 1_000;
const LONGEST = milliseconds({ seconds: 1 });

/** Counts what the center does, and tells the store from time to time. What was not told when a process dies is lost. */
export class TallyRecorder {
  readonly #givenBack = new GivenBack();
  readonly #wrapUps = new WrapUps();
  #gathered = new TallySums();
  #since: number | undefined;
  #dropped = 0;
  #telling: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: TallyStore,
    private readonly clock: Clock,
    private readonly rules: TallyRules & { readonly retention: number },
    private readonly shifts: Shifts,
    private readonly experience: Experience,
  ) {}

  listenTo(events: Emitter<CenterEvents>, failed: (error: unknown) => void): void {
    const at = () => this.clock.now();
    events.on("enqueued", ({ ticket }) => this.#count({ what: "enqueued", at: at(), ticket }));
    events.on("claimed", ({ ticket, agent, claimedAt }) => {
      if (!this.#givenBack.has(ticket, claimedAt)) this.#count({ what: "claimed", at: claimedAt, ticket, agent });
    });
    for (const what of ["offered", "refused", "lapsed"] as const)
      events.on(what, ({ ticket, agent }) => this.#count({ what, at: at(), ticket, agent }));
    events.on("completed", (event) => {
      this.#count({ what: "completed", at: at(), ...event });
      this.#wrapUp(event);
      this.#learn(event);
    });
    events.on("released", ({ before, ticket, vanished, ...claim }) => {
      this.#givenBack.add(ticket);
      this.#count({ what: "released", at: at(), ticket: before ?? ticket, ...claim });
      if (vanished !== true) this.#wrapUp({ ticket: before ?? ticket, ...claim });
    });
    events.on("cancelled", (event) => {
      this.#count({ what: "cancelled", at: at(), ...event });
      this.#wrapUp(event);
    });
    events.on("agent", ({ before, status }) => {
      for (const happening of this.shifts.changed(before, status, at())) this.#count(happening);
      for (const happening of this.#wrapUps.changed(before, status, at())) this.#count(happening);
    });
    events.on("departed", ({ before }) => {
      for (const happening of this.shifts.departed(before, at())) this.#count(happening);
      this.#wrapUps.departed(before.id);
    });
    events.on("vanished", ({ agent }) => {
      const count = (happenings: readonly Happening[]) => {
        for (const happening of happenings) this.#count(happening);
      };
      this.shifts.vanished(agent).then(count).catch(failed);
    });
    events.on("elsewhere", ({ event, agent }) => {
      if (agent !== undefined && (event === "agent" || event === "departed" || event === "vanished"))
        this.#changedElsewhere(agent).catch(failed);
    });
  }

  async tellInTime(): Promise<void> {
    const now = this.clock.now();
    if (this.#gathered.size > 0 && (this.#gathered.size >= MOST || now >= (this.#since ?? now) + LONGEST))
      await this.tell();
  }

  /** Tells the store all that was gathered; what it does not take is kept for the next time. */
  tell(): Promise<void> {
    this.#telling = this.#telling.then(
      () => this.#tell(),
      () => this.#tell(),
    );
    return this.#telling;
  }

  async #tell(): Promise<void> {
    const gathered = this.#gathered;
    if (gathered.size === 0) return;
    this.#gathered = new TallySums();
    this.#since = undefined;
    try {
      await this.store.add(gathered.tallies());
    } catch (error) {
      this.#gather(gathered.tallies());
      throw error;
    }
    const oldest = intervalOf(this.clock.now() - this.rules.retention, this.rules.interval);
    if (oldest > this.#dropped) await this.store.drop(oldest);
    this.#dropped = oldest;
  }

  #count(happening: Happening): void {
    this.#gather(talliesOf(happening, this.rules));
  }

  #gather(tallies: readonly Tally[]): void {
    this.#gathered.add(tallies);
    this.#since ??= this.clock.now();
  }

  async #changedElsewhere(id: string): Promise<void> {
    const before = this.shifts.profile(id);
    this.#wrapUps.changedElsewhere(before, await this.shifts.changedElsewhere(id), this.clock.now());
  }

  #wrapUp({
    ticket,
    agent,
    state,
  }: Partial<CenterEvents["cancelled"]> & Pick<CenterEvents["cancelled"], "ticket">): void {
    const profile = agent !== undefined && state === "active" ? this.shifts.profile(agent) : undefined;
    if (profile === undefined || agent === undefined) return;
    const [at, lasts] = [this.clock.now(), wrapUpOn(ticket.channel, profile)];
    if (lasts > 0) this.#count({ what: "wrapUp", at, agent, channel: ticket.channel, until: at + lasts });
  }

  #learn({ ticket, agent, state, claimedAt }: CenterEvents["completed"]): void {
    if (state !== "active") return;
    const { channel, skills } = ticket;
    const seconds = Math.max(0, this.clock.now() - claimedAt) / millisecondsInSecond;
    const learned = handlingTallies(agent, channel, skills, seconds, this.experience.expected(agent, channel, skills));
    this.#gather(learned);
    this.experience.learn(learned);
  }
}
