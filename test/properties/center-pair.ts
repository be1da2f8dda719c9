import {
  type Center,
  type CenterEvents,
  ChannelRegistry,
  type Claim,
  type Clock,
  createCenter,
  memoryStore,
  type Store,
} from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { ids, NaiveCenter, sameInput } from "../../src/testing/naive/center.ts";
import { canServe, type Entry } from "../../src/testing/naive/line.ts";
import { agree, refused } from "./agree.ts";
import type { Agent, CenterStep, How, Input } from "./center-steps.ts";
import { idOf, MINUTE, START } from "./steps.ts";

const LEAD = 5 * MINUTE;
const RETENTION = 7 * MINUTE;

/** What was told, in short: the event and the ticket. */
type Told = string;

const isUrgency = (told: Told) => told.startsWith("urgency");

/** A center and its model, side by side; after every step they agree on what can be seen, and on what was told. */
export class CenterPair {
  readonly channels = new ChannelRegistry();
  readonly model = new NaiveCenter(this.channels, LEAD);
  readonly accepted: Input[] = [];
  readonly claims: Claim[] = [];
  told: Told[] = [];
  /** Promotions not told of yet. */
  due: Told[] = [];
  wasUrgent = false;
  /** How many closed tickets it told it forgot, in however many parts. */
  forgotten = 0;

  private constructor(
    readonly center: Center,
    readonly clock: ManualClock,
    readonly timersWork: boolean,
    readonly shared: boolean,
  ) {
    const listen = (name: keyof CenterEvents, text: (event: never) => string) =>
      center.on(name, (event) => this.told.push(`${name} ${text(event as never)}`));
    for (const name of ["enqueued", "promoted", "released", "updated", "completed", "cancelled", "claimed"] as const) {
      listen(name, ({ ticket }: CenterEvents[typeof name]) => ticket.id);
    }
    listen("urgency", ({ urgent, next }: CenterEvents["urgency"]) => `${urgent} ${next?.id}`);
    listen("channel", ({ id }: CenterEvents["channel"]) => id);
    listen("rescored", ({ tickets }: CenterEvents["rescored"]) => `${tickets}`);
    center.on("purged", ({ tickets }) => {
      this.forgotten += tickets;
    });
    listen("error", ({ error }: CenterEvents["error"]) => `${error}`);
  }

  /** @param timersWork without them, what is due is told with the next change, also with one that is refused. */
  static async open(timersWork: boolean, store: Store = memoryStore()): Promise<CenterPair> {
    const clock = manualClock(START);
    const sleepless: Clock = { now: clock.now, wake: () => () => {} };
    const center = await createCenter({
      store,
      clock: timersWork ? clock : sleepless,
      promotionLead: LEAD,
      retention: RETENTION,
    });
    return new CenterPair(center, clock, timersWork, store.shared);
  }

  async run(step: CenterStep): Promise<void> {
    this.told = [];
    if (step.kind !== "clock") this.#letIn();
    const events = await this.#run(step);
    if (step.kind === "clock" && !this.timersWork) return;
    this.#letIn();
    await this.#quiet();
    // A clock that jumps is looked at on its way: the button may turn before the last promotion is told.
    const inTurn = (told: readonly Told[]) => [...told.filter((one) => !isUrgency(one)), ...told.filter(isUrgency)];
    agree(inTurn(this.told), inTurn(events ? [...events, ...this.#whatTimeBrings()] : []));
    agree(this.forgotten, 0);
    await this.compare();
  }

  /** Over a store that answers later, what time brings is told after a few turns of the event loop. */
  async #quiet(): Promise<void> {
    for (let turn = 0; turn < (this.shared ? 12 : 1); turn++) await new Promise(setImmediate);
  }

  /** What anybody can see of the line. */
  async compare(): Promise<void> {
    const { center, model } = this;
    const line = model.inOrder();
    const [absolute, promoted] = [model.count(0), model.count(1)];
    agree(ids(await center.peek(Number.POSITIVE_INFINITY)), ids(line));
    agree(await center.counts(), {
      ...{ waiting: line.length, held: model.held(), paused: model.paused() },
      ...{ absolute, promoted },
    });
    const { next, ...urgency } = await center.urgency();
    agree(
      { ...urgency, next: next?.id },
      {
        ...{ urgent: absolute + promoted > 0, absolute, promoted },
        next: line[0]?.id,
      },
    );
  }

  /** What can be seen of each ticket and claim, and that the line is served in its order. */
  async compareAll(): Promise<void> {
    const { center, model } = this;
    this.#letIn();
    await this.compare();
    const line = ids(model.inOrder());
    for (const id of Array.from({ length: 16 }, (_, n) => `t${n}`)) {
      agree((await center.get(id))?.state, model.state(id));
      const place = line.indexOf(id);
      agree(await center.position(id), place < 0 ? undefined : place + 1);
    }
    for (const agent of ["bia", "caio"]) {
      const held = [...model.claims].filter(([, claim]) => claim.agent === agent).map(([token]) => token);
      agree(
        (await center.claims({ agent })).map(({ token }) => token),
        held,
      );
    }
    const all = { id: "caio", skills: ["billing", "english", "tech"] };
    for (const id of line) agree((await center.next(all))?.ticket.id, id);
    agree(await center.next(all), undefined);
    await center.close();
  }

  /** Does it to both, and says which event it should have brought; undefined where nothing was asked. */
  async #run(step: CenterStep): Promise<Told[] | undefined> {
    const { center, model, clock } = this;
    switch (step.kind) {
      case "enqueue":
        return this.#enqueue(step.ticket);
      case "again":
        return this.accepted[0] && this.#enqueue(structuredClone(this.accepted[step.which % this.accepted.length]));
      case "next":
        return this.#claimed(await center.next(step.agent), model.inOrder(step.agent)[0]?.id, step.agent);
      case "take": {
        const { agent } = step;
        const id = idOf(step.ticket, model.inOrder());
        if (id === undefined) return undefined;
        if (!model.state(id)) return tellsNothing(center.take(id, agent), "UNKNOWN_TICKET");
        const ticket = model.inOrder().find((one) => one.id === id && canServe(agent, one));
        return this.#claimed(await center.take(id, agent), ticket?.id, agent);
      }
      case "settle":
        return this.#settle(step.which, step.how, step.pickedUp);
      case "cancel": {
        const id = idOf(step.ticket, this.#open());
        if (id === undefined) return undefined;
        const state = model.state(id);
        if (!state) return tellsNothing(center.cancel(id), "UNKNOWN_TICKET");
        const open = state !== "completed" && state !== "cancelled";
        agree(await center.cancel(id), open);
        if (open) model.close(id, "cancelled", clock.now());
        return open ? [`cancelled ${id}`] : [];
      }
      case "update": {
        const { change } = step;
        const id = idOf(step.ticket, this.#open());
        if (id === undefined) return undefined;
        const entry = model.tickets.find(({ ticket }) => ticket.id === id);
        if (!entry)
          return tellsNothing(center.update(id, change), model.state(id) ? "TICKET_NOT_WAITING" : "UNKNOWN_TICKET");
        if (this.#barred(change.channel, entry)) return tellsNothing(center.update(id, change), "INBOUND_NOT_ALLOWED");
        await center.update(id, change);
        model.stand(entry, change, clock.now());
        return [`updated ${id}`];
      }
      case "channel":
        agree(await center.channels.set(step.id, step.change), this.channels.set(step.id, step.change));
        return [`channel ${step.id}`];
      case "rules":
        await center.contacts.setRules(step.rules);
        model.rules = step.rules;
        return [`rescored ${model.tickets.length + model.claims.size}`];
      case "clock":
        clock.set(step.at);
        return [];
      case "peek":
        agree(ids(await center.peek(step.count, step.agent)), ids(model.inOrder(step.agent)).slice(0, step.count));
        return undefined;
    }
  }

  /** Of those that are not closed, those who wait first. */
  #open(): { readonly id: string }[] {
    const { tickets, claims } = this.model;
    return [...tickets, ...[...claims.values()].map(({ entry }) => entry)].map(({ ticket }) => ticket);
  }

  async #enqueue(input: Input): Promise<Told[] | undefined> {
    const { center, model, clock } = this;
    const present = model.inputs.get(input.id);
    if (present !== undefined && present !== sameInput(input))
      return tellsNothing(center.enqueue(input), "DUPLICATE_TICKET");
    if (present === undefined && this.#barred(input.channel))
      return tellsNothing(center.enqueue(input), "INBOUND_NOT_ALLOWED");
    const ticket = await center.enqueue(input);
    if (present === undefined) {
      model.accept(input, clock.now());
      this.accepted.push(input);
    }
    agree([ticket.id, ticket.state], [input.id, model.state(input.id)]);
    return present === undefined ? [`enqueued ${input.id}`] : [];
  }

  #claimed(claim: Claim | undefined, expected: string | undefined, agent: Agent): Told[] {
    agree(claim?.ticket.id, expected);
    if (claim === undefined) return [];
    this.claims.push(claim);
    this.model.hold(claim.ticket.id, claim.token, agent.id, this.clock.now());
    const sameContact = this.model.inOrder().filter(({ contact }) => contact && contact === claim.ticket.contact);
    agree(ids(claim.alsoWaiting), ids(sameContact));
    return [`claimed ${claim.ticket.id}`];
  }

  async #settle(which: number, how: How, pickedUp: boolean): Promise<Told[] | undefined> {
    const { center, model, clock } = this;
    const claim = this.claims.at(-1 - (which % this.claims.length));
    if (claim === undefined) return undefined;
    const entry = model.claims.get(claim.token)?.entry;
    const again = await center.claim(claim.token);
    agree(again?.ticket.id, entry?.ticket.id);
    const hand = pickedUp && again ? again : claim;
    const settling = () => (how.kind === "release" ? hand.release(how.change) : hand[how.kind]());
    if (!entry) return tellsNothing(settling(), "STALE_CLAIM");
    if (how.kind === "release" && this.#barred(how.change.channel, entry))
      return tellsNothing(settling(), "INBOUND_NOT_ALLOWED");
    const { id } = await settling();
    if (how.kind === "release") {
      model.claims.delete(claim.token);
      model.stand(entry, how.change, clock.now());
      return [`released ${id}`];
    }
    const as = how.kind === "complete" ? "completed" : "cancelled";
    model.close(id, as, clock.now());
    return [`${as} ${id}`];
  }

  /** Whether a ticket may not enter, or move to, a channel; where it is already it may stay. */
  #barred(channel: string | undefined, from?: Entry): boolean {
    return channel !== undefined && channel !== from?.ticket.channel && !this.channels.get(channel)?.inbound;
  }

  #letIn(): void {
    this.due.push(...this.model.letIn(this.clock.now()).map((id) => `promoted ${id}`));
  }

  #whatTimeBrings(): Told[] {
    const { model, clock } = this;
    const told = this.due.splice(0);
    const urgent = model.count(0) + model.count(1) > 0;
    if (urgent !== this.wasUrgent) told.push(`urgency ${urgent} ${model.inOrder()[0]?.id}`);
    this.wasUrgent = urgent;
    this.forgotten -= model.forget(clock.now() - RETENTION);
    return told;
  }
}

/** Of itself: what is due is told with it all the same. */
async function tellsNothing(call: Promise<unknown>, code: Parameters<typeof refused>[1]): Promise<never[]> {
  await refused(call, code);
  return [];
}
