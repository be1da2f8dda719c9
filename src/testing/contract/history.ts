import type { Awaitable } from "../../model/awaitable.ts";
import type { AgentDescription, Case } from "../../model/case.ts";
import type { Channel } from "../../model/channel.ts";
import type { Clearance, Verdict } from "../../model/outbound.ts";
import type { TicketChange } from "../../model/ticket.ts";
import type { Claimed, Settlement, Store } from "../../stores/store.ts";
import { type Person, sameInput, scoreOf } from "../naive/center.ts";
import { NaiveStore } from "../naive/store.ts";
import { agree, refused } from "./agree.ts";
import { allowed, refusedForGood, refusedUntil } from "./clearing.ts";
import { compareAll, compareLine } from "./comparison.ts";
import { entry } from "./entry.ts";
import { entered, ids, LEAD, type Stage } from "./stage.ts";
import type { Input, Mood, Step } from "./steps.ts";

/** A store and its model, to which the same things happen; after every step they agree on all that can be seen. */
export class History {
  readonly #channels = new Map<string, Channel>();
  readonly #model = new NaiveStore(this.#channels, LEAD);
  readonly #inputs: Input[] = [];
  readonly #tokens: string[] = [];
  readonly #moods = new Map<string, Mood>();
  #rulesVersion = 0;

  private constructor(private readonly stage: Stage) {
    this.#model.says = (contact) => this.#verdict(contact);
  }

  static async play(stage: Stage, steps: readonly Step[]): Promise<void> {
    const history = new History(stage);
    for (const channel of await stage.store.channels()) history.#channels.set(channel.id, channel);
    history.#rulesVersion = (await stage.store.rules()).version;
    const { clock } = stage;
    for (const step of steps) {
      await history.#play(step.there ? stage.there : stage.store, step);
      const promoted = history.#model.letIn(clock.now());
      await compareLine(step.there ? stage.store : stage.there, history.#model, clock.now(), promoted);
    }
    await compareAll(stage, history.#model);
  }

  async #play(store: Store, step: Step): Promise<void> {
    const { clock } = this.stage;
    const model = this.#model;
    switch (step.kind) {
      case "enqueue":
        return this.#enqueue(store, step.input);
      case "again":
        return this.#inputs[step.which] && this.#enqueue(store, this.#inputs[step.which]!);
      case "claimNext":
        return this.#claim(step.agent, (token, clearance) => store.claimNext(step.agent, token, clearance));
      case "claimTicket": {
        const { id, agent } = step;
        if (model.state(id) === undefined)
          return refused(() => store.claimTicket(id, agent, this.stage.token()), "UNKNOWN_TICKET");
        const claim = (token: string, clearance?: Clearance) => store.claimTicket(id, agent, token, clearance);
        return this.#claim(agent, claim, (one) => one === id);
      }
      case "settle":
        return this.#settle(store, step.which, step.settlement);
      case "cancel": {
        const state = model.state(step.id);
        if (state === undefined) return refused(() => store.cancel(step.id), "UNKNOWN_TICKET");
        const open = state !== "completed" && state !== "cancelled";
        if (open) model.close(step.id, "cancelled", clock.now());
        return this.#compareTicket(step.id, (await store.cancel(step.id))?.ticket, open);
      }
      case "update":
        return this.#update(store, step.id, step.change);
      case "setChannel": {
        const given = Object.entries(step.change).filter(([, value]) => value !== undefined);
        const changed = { ...this.#channels.get(step.id)!, ...Object.fromEntries(given) };
        this.#channels.set(step.id, changed);
        return agree(await store.setChannel(step.id, step.change), changed);
      }
      case "setRules": {
        this.#rulesVersion = (await store.setRules(step.rules)).version;
        model.rules = step.rules;
        let scored = 0;
        for (let done = -1; done !== 0; scored += done)
          done = await store.rescore(this.#rulesVersion, (contact) => scoreOf(contact, step.rules), 3);
        return agree(scored, model.tickets.length + model.claims.size, "how many were re-scored");
      }
      case "clock":
        return clock.set(step.at);
      case "mood":
        this.#moods.set(step.contact, step.mood);
        return;
      case "withdraw":
        return this.#withdraw(store, step.contact);
      case "reopen":
        for (const { ticket } of model.tickets)
          if (ticket.channel === step.channel && (step.contact ?? ticket.contact) === ticket.contact)
            if (model.holds.has(ticket.id)) model.waitAgain(ticket.id, clock.now());
        return store.reopen(step.channel, step.contact);
      case "forget":
        return agree(await store.forget(step.contact), model.erase(step.contact), "how many were forgotten");
      case "purge": {
        const before = clock.now() - step.age;
        const due = model.closed.findLastIndex(({ at }) => at <= before) + 1;
        // Where the clock ran backwards, "the longest closed" is not the same to everybody.
        if (model.closed.slice(0, due).some(({ at }) => at > before)) return;
        return agree(await store.purge(before, 99), model.forget(before), "how many were purged");
      }
      case "peek":
        return agree(
          ids(await store.peek(step.count, step.agent)),
          ids(model.inOrder(step.agent)).slice(0, step.count),
          "a peek",
        );
    }
  }

  async #enqueue(store: Store, input: Input): Promise<void> {
    const { id, channel, contact: person, direction } = input;
    const model = this.#model;
    const outbound = direction === "outbound";
    const fingerprint = sameInput(input) + direction;
    const ruleScore = scoreOf(person, model.rules);
    const { segments = [], attributes = {} } = person ?? {};
    const given = { ...input, contact: person?.id, segments, attributes, ...(outbound && { purpose: "offers" }) };
    const one = entry(given, { fingerprint, ruleScore, rulesVersion: this.#rulesVersion });
    const step = (clearance?: Clearance) => store.enqueue(one, clearance);
    const present = model.inputs.get(id);
    if (present !== undefined && present !== fingerprint) return refused(step, "DUPLICATE_TICKET");
    if (present === undefined && !this.#channels.get(channel)![direction])
      return refused(step, outbound ? "OUTBOUND_NOT_ALLOWED" : "INBOUND_NOT_ALLOWED");
    if (present === undefined) {
      const now = this.stage.clock.now();
      model.accept(input, now);
      model.inputs.set(id, fingerprint);
      if (outbound) model.outbound.add(id);
      else model.outbound.delete(id);
      this.#inputs.push(input);
      model.stopped(id, now);
    }
    const { ticket, created } = entered(await this.#through(step));
    agree(created, present === undefined, "whether it was created");
    await this.#compareTicket(id, ticket, true);
  }

  async #claim(
    agent: AgentDescription,
    claim: (token: string, clearance?: Clearance) => Awaitable<Claimed>,
    among?: (id: string) => boolean,
  ): Promise<void> {
    const token = this.stage.token();
    const model = this.#model;
    const { first, refused } = model.next(agent, this.stage.clock.now(), among);
    const told: string[] = [];
    const { holding } = await this.#through(async (clearance): Promise<Claimed> => {
      const claimed = await claim(token, clearance);
      if (claimed.refused) told.push(claimed.refused.ticket.id);
      return claimed;
    });
    agree([holding?.ticket.id, told], [first, refused], "what was claimed, and what was stopped on the way");
    if (holding === undefined) return;
    this.#tokens.push(token);
    model.hold(holding.ticket.id, token, agent.id, this.stage.clock.now());
    const { contact } = holding.ticket;
    const others = model.inOrder().filter((one) => contact !== undefined && one.contact === contact);
    agree([holding.agent, ids(holding.alsoWaiting)], [agent.id, ids(others)], "the agent, and who also waits");
  }

  async #settle(store: Store, which: number, settlement: Settlement): Promise<void> {
    const token = this.#tokens[which];
    if (token === undefined) return;
    const model = this.#model;
    const now = this.stage.clock.now();
    const step = (clearance?: Clearance) => store.settle(token, settlement, clearance);
    const claim = model.claims.get(token);
    if (claim === undefined) return refused(step, "STALE_CLAIM");
    const { id } = claim.entry.ticket;
    if (settlement.kind === "release") {
      const barred = this.#barred(claim.entry, settlement.change);
      if (barred) return refused(step, barred);
      model.claims.delete(token);
      model.stand(claim.entry, settlement.change, now);
      model.stopped(id, now);
    } else model.close(id, settlement.kind === "complete" ? "completed" : "cancelled", now);
    const settled = await this.#through(step);
    agree(settled.claim.agent, claim.agent);
    await this.#compareTicket(id, settled.ticket, true);
  }

  async #update(store: Store, id: string, change: TicketChange): Promise<void> {
    const model = this.#model;
    const step = (clearance?: Clearance) => store.update(id, change, clearance);
    const one = model.tickets.find(({ ticket }) => ticket.id === id);
    if (one === undefined) return refused(step, model.state(id) ? "TICKET_NOT_WAITING" : "UNKNOWN_TICKET");
    const barred = this.#barred(one, change);
    if (barred) return refused(step, barred);
    model.change(one, change, this.stage.clock.now());
    await this.#compareTicket(id, await this.#through(step), true);
  }

  async #withdraw(store: Store, contact: string): Promise<void> {
    const model = this.#model;
    const theirs = model.tickets.map(({ ticket }) => ticket).filter((one) => one.contact === contact);
    const inquiries = await store.inquiries(contact);
    const asked = theirs.filter(({ id }) => model.outbound.has(id));
    agree(ids(inquiries.map(({ ticket }) => ticket)).sort(), ids(asked).sort(), "the inquiries");
    for (const { ticket, basis } of inquiries) {
      const verdict = this.#verdict(contact);
      const withdrawn = await store.withdraw({ id: ticket.id, basis, verdict });
      if (verdict.final) model.close(ticket.id, "cancelled", this.stage.clock.now());
      await this.#compareTicket(ticket.id, withdrawn?.ticket, verdict.final);
    }
  }

  /** Takes a step of the store; what it asks on the way is answered as the gate feels about the contact. */
  #through<Result extends object>(step: (clearance?: Clearance) => Awaitable<Result>) {
    return this.stage.through(step, ({ ticket }) => this.#verdict(ticket.contact));
  }

  #verdict(contact: string | undefined): Verdict {
    const mood = this.#moods.get(contact ?? "") ?? { allowed: true };
    if ("allowed" in mood) return allowed;
    if ("final" in mood) return refusedForGood;
    return refusedUntil(mood.until === undefined ? undefined : this.stage.clock.now() + mood.until);
  }

  /** Why a ticket may not move to a channel; where it is already it may stay. */
  #barred({ ticket }: Person, { channel }: TicketChange) {
    if (channel === undefined || channel === ticket.channel) return undefined;
    const { inbound, outbound } = this.#channels.get(channel)!;
    if (this.#model.outbound.has(ticket.id)) return outbound ? undefined : ("OUTBOUND_NOT_ALLOWED" as const);
    return inbound ? undefined : ("INBOUND_NOT_ALLOWED" as const);
  }

  async #compareTicket(id: string, given: Case | undefined, expected: boolean): Promise<void> {
    if (!expected) return agree(given, undefined, `ticket "${id}"`);
    agree(given, await this.stage.ticket(id), `ticket "${id}"`);
    agree(given!.state, this.#model.state(id), `the state of "${id}"`);
  }
}
