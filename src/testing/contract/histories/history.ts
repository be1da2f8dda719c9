import type { Awaitable } from "../../../model/awaitable.ts";
import type { Assignment, Case, CaseChange } from "../../../model/case.ts";
import type { Channel } from "../../../model/channel.ts";
import type { Clearance, Verdict } from "../../../model/outbound.ts";
import type { Claimant, Claimed, EndedClaim, Settlement, Store } from "../../../stores/store.ts";
import { type Person, sameInput, scoreOf } from "../../naive/center.ts";
import { NaiveFloor } from "../../naive/floor.ts";
import { agree, refused } from "../stage/agree.ts";
import { allowed, refusedForGood, refusedUntil } from "../stage/clearing.ts";
import { entry } from "../stage/entry.ts";
import { entered, ids, LEAD, type Stage } from "../stage/stage.ts";
import { compareAll, compareLanes, compareLine } from "./comparison.ts";
import { staff } from "./staffing.ts";
import type { Input, Mood, Named, Step } from "./steps.ts";

/** A store and its model, to which the same things happen; after every step they agree on all that can be seen. */
export class History {
  readonly #channels = new Map<string, Channel>();
  readonly #model = new NaiveFloor(this.#channels, LEAD);
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
      const brought = history.#model.pass(clock.now());
      await compareLine(step.there ? stage.store : stage.there, history.#model, clock.now(), brought);
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
        return this.#inputs[0] && this.#enqueue(store, this.#inputs[step.which % this.#inputs.length]!);
      case "claimNext":
        return this.#claim(step.agent, "next", (token, clearance) => store.claimNext(step.agent, token, clearance));
      case "claimTicket": {
        const { agent } = step;
        const id = named(step.ticket, model.inOrder());
        if (id === undefined) return;
        const claim = (token: string, clearance?: Clearance) => store.claimTicket(id, agent, token, clearance);
        if (model.state(id) === undefined) return this.#unknown(agent, claim);
        return this.#claim(agent, "take", claim, { ticket: id });
      }
      case "offer": {
        const { agent, within } = step;
        const ticket = named(step.ticket, model.inOrder());
        if (ticket === undefined) return;
        const { grounds } = this.stage.proposal(ticket, agent);
        const offer = (token: string, clearance?: Clearance) =>
          store.offer({ ticket, agent, within, token, grounds }, clearance);
        if (model.state(ticket) === undefined) return this.#unknown(agent, offer);
        return this.#claim(agent, "offer", offer, { ticket, within });
      }
      case "accept": {
        const token = this.#token(step.which);
        if (token === undefined) return;
        if (!model.claims.has(token)) return refused(() => store.accept(token), "STALE_CLAIM");
        const offered = model.answer(token, clock.now());
        const { holding, wasOffered } = await store.accept(token);
        const { agent, claimedAt, state, deadline } = holding;
        const claim = model.claims.get(token)!;
        const expected = [offered, claim.agent, claim.claimedAt, "active", undefined];
        return agree([wasOffered, agent, claimedAt, state, deadline], expected);
      }
      case "settle":
        return this.#settle(store, step.which, step.settlement);
      case "cancel": {
        const id = named(step.ticket, this.#open());
        if (id === undefined) return;
        const state = model.state(id);
        if (state === undefined) return refused(() => store.cancel(id), "UNKNOWN_TICKET");
        const open = state !== "completed" && state !== "cancelled";
        const ended = open ? model.finish(id, "cancelled", clock.now()) : undefined;
        const cancelled = await store.cancel(id);
        agree(cancelled?.claim, ended, "the claim that the cancellation ended");
        return this.#compareTicket(id, cancelled?.ticket, open);
      }
      case "update": {
        const id = named(step.ticket, this.#open());
        return id === undefined ? undefined : this.#update(store, id, step.change);
      }
      case "setChannel": {
        const given = Object.entries(step.change).filter(([, value]) => value !== undefined);
        const change = Object.fromEntries(given.map(([key, value]) => [key, value ?? undefined]));
        const changed = { ...this.#channels.get(step.id)!, ...change };
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
      case "wait":
        return clock.advance(step.ms);
      case "mood":
        this.#moods.set(step.contact, step.mood);
        return;
      case "withdraw":
        this.#moods.set(step.contact, step.mood);
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
      case "lanes":
        return compareLanes(store, model, clock.now());
      case "staff":
        return staff(store, model, step, clock.now());
      case "peek":
        return agree(
          ids(await store.peek(step.count, step.agent)),
          ids(model.inOrder(step.agent)).slice(0, step.count),
          "a peek",
        );
    }
  }

  /** Of those that are not closed, those who wait first. */
  #open(): { readonly id: string }[] {
    return [...this.#model.tickets, ...[...this.#model.claims.values()].map(({ entry }) => entry)].map(
      ({ ticket }) => ticket,
    );
  }

  /** The newest first: they are live most often. */
  #token(which: number): string | undefined {
    return this.#tokens.at(-1 - (which % this.#tokens.length));
  }

  async #enqueue(store: Store, input: Input): Promise<void> {
    const { id, channel, contact: person, direction } = input;
    const model = this.#model;
    const outbound = direction === "outbound";
    const fingerprint = JSON.stringify([sameInput(input), direction, input.preferredAgent]);
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
    claimant: Claimant,
    by: Assignment["by"],
    claim: (token: string, clearance?: Clearance) => Awaitable<Claimed>,
    { ticket, within }: { readonly ticket?: string; readonly within?: number } = {},
  ): Promise<void> {
    const token = this.stage.token();
    const model = this.#model;
    const now = this.stage.clock.now();
    const agent = typeof claimant === "string" ? model.roster.agents.get(claimant) : claimant;
    if (agent === undefined) return refused(() => claim(token), "UNKNOWN_AGENT");
    const may = (id: string) =>
      (ticket ?? id) === id &&
      (typeof claimant !== "string" || model.hasRoom(claimant, id)) &&
      (by !== "offer" || !model.refusers(id, now).includes(agent.id));
    const { first, refused: stopped } = model.next(agent, now, may);
    const told: string[] = [];
    const { holding } = await this.#through(async (clearance): Promise<Claimed> => {
      const claimed = await claim(token, clearance);
      if (claimed.refused) told.push(claimed.refused.ticket.id);
      return claimed;
    });
    agree([holding?.ticket.id, told], [first, stopped], "what was claimed, and what was stopped on the way");
    if (holding === undefined) return;
    this.#tokens.push(token);
    const { grounds } = this.stage.proposal(holding.ticket.id, agent.id);
    const deadline = within === undefined ? undefined : now + within;
    const assignment = { agent: agent.id, at: now, by, grounds: by === "offer" ? grounds : undefined };
    model.give(holding.ticket.id, token, assignment, deadline);
    const { contact } = holding.ticket;
    const others = model.inOrder().filter((one) => contact !== undefined && one.contact === contact);
    agree([holding.agent, ids(holding.alsoWaiting)], [agent.id, ids(others)], "the agent, and who also waits");
    agree([holding.claimedAt, holding.deadline], [now, deadline], "since when, and until when");
  }

  /** Of a ticket that is not there; where neither is the agent, either may be said. */
  async #unknown(claimant: Claimant, claim: (token: string) => Awaitable<Claimed>): Promise<void> {
    if (typeof claimant === "string" && !this.#model.roster.agents.has(claimant)) return;
    return refused(() => claim(this.stage.token()), "UNKNOWN_TICKET");
  }

  async #settle(store: Store, which: number, settlement: Settlement): Promise<void> {
    const token = this.#token(which);
    if (token === undefined) return;
    const model = this.#model;
    const now = this.stage.clock.now();
    const step = (clearance?: Clearance) => store.settle(token, settlement, clearance);
    const claim = model.claims.get(token);
    if (claim === undefined) return refused(step, "STALE_CLAIM");
    const { entry, deadline } = claim;
    const { id } = entry.ticket;
    const { kind } = settlement;
    let ended: EndedClaim | undefined;
    if (kind === "complete" || kind === "cancel")
      ended = model.finish(id, kind === "complete" ? "completed" : "cancelled", now);
    else {
      if (kind === "return" && deadline === undefined) return refused(step, "OFFER_ACCEPTED");
      const change = kind === "release" ? settlement.change : {};
      const barred = this.#barred(entry, change);
      if (barred) return refused(step, barred);
      if (kind === "return" && settlement.refusedFor) model.refuse(claim, now + settlement.refusedFor);
      ended = model.giveBack(token, change, now);
      if (kind === "release") model.stopped(id, now);
    }
    const settled = await this.#through(step);
    agree(settled.claim, ended, "the claim that was settled");
    await this.#compareTicket(id, settled.ticket, true);
  }

  async #update(store: Store, id: string, change: CaseChange): Promise<void> {
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
    const offered = [...model.claims.values()].filter(({ deadline }) => deadline !== undefined);
    const theirs = [...model.tickets, ...offered.map(({ entry }) => entry)]
      .map(({ ticket }) => ticket)
      .filter((one) => one.contact === contact);
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
  #barred({ ticket }: Person, { channel }: CaseChange) {
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

function named(ticket: Named, among: readonly { readonly id: string }[]): string | undefined {
  return typeof ticket === "string" ? ticket : among[ticket % among.length]?.id;
}
