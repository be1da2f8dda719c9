import { memoryStore, type Store } from "proximo";
import { type ManualClock, manualClock } from "proximo/testing";
import { expect } from "vitest";
import type { Link, PersonalPart } from "../../../src/model/consent.ts";
import type { Clearance, Inquiry } from "../../../src/model/outbound.ts";
import { LAST_MOMENT } from "../../../src/model/time.ts";
import type { SenderStanding } from "../../../src/stores/port/outbound-store.ts";
import { idOf, type Named } from "../../properties/steps.ts";
import { AGENTS } from "./agent-steps.ts";
import { type Answer, agendaOf, byId, cleared, inOrder, lanesOf, outcome, seen } from "./answers.ts";
import type { MirrorStep } from "./steps.ts";
import { CHANNELS, CONTACTS, START, TICKETS } from "./values.ts";

/** One store, and the inquiries it has made: a basis is its own, so that each is answered what it asked. */
interface Side {
  readonly store: Store;
  asked: Inquiry | undefined;
}

const hash = (seq: number) => String(seq).padStart(64, "0");

/** A store and the one in memory, to which the same things are done; whatever they answer must be the same. */
export class Mirror {
  readonly #tokens: string[] = [];
  #links = 0;
  #entries: { contact: string | null; seq: number }[] = [];
  #steps = 0;

  private constructor(
    private readonly sides: readonly [Side, Side],
    private readonly clock: ManualClock,
  ) {}

  static async open(store: Store): Promise<Mirror> {
    const clock = manualClock(START);
    const sides = [memoryStore(), store].map((one) => ({ store: one, asked: undefined })) as [Side, Side];
    for (const side of sides) await side.store.open({ clock, promotionLead: 300_000 });
    return new Mirror(sides, clock);
  }

  async run(step: MirrorStep): Promise<void> {
    this.#steps += 1;
    await this.#run(step);
    await this.#both(async ({ store }) => [await store.counts(), await store.peek(Number.POSITIVE_INFINITY)]);
    if (this.#steps % 5 === 0) await this.compareAll();
  }

  async compareAll(): Promise<void> {
    const windows = { now: this.clock.now(), volume: 3_600_000, quality: 3_600_000 };
    await this.#both(({ store }) =>
      Promise.all(TICKETS.map(async (id) => [await store.ticket(id), await store.position(id)])),
    );
    await this.#both(({ store }) => store.claims({}));
    for (const agent of AGENTS) await this.#both(({ store }) => store.claims({ agent }));
    for (const id of TICKETS)
      await this.#both(async ({ store }) => [await store.assignment(id), [...(await store.refusedBy(id))].sort()]);
    await this.#both(async ({ store }) => [await store.agents.list(), await store.agents.list({ withRoom: true })]);
    await this.#both(({ store }) => inOrder(store.tallies.sums(0, Number.POSITIVE_INFINITY)));
    await this.#both(({ store }) => store.channels());
    for (const contact of CONTACTS) {
      await this.#both(async ({ store }) => (await store.inquiries(contact)).map(seen).sort(byId));
      await this.#both(async ({ store }) => (await store.consent.file(contact)).entries);
      await this.#both(({ store }) => store.outbound.decisions({ contact, limit: 3 }));
      for (const channel of CHANNELS)
        await this.#both(({ store }) => store.outbound.standing(contact, { channel, template: "spring" }, windows));
    }
    await this.#both(({ store }) => store.outbound.decisions({ limit: 5 }));
    await this.#both(async ({ store }) => (await store.consent.file(null)).entries);
    await this.#both(async ({ store }) => [await store.consent.links(2, 3), await store.consent.parts(2, 3)]);
    await this.#both(async ({ store }) => [
      await store.consent.head(),
      [...(await store.consent.lapsed(this.clock.now(), 9_999))].sort((a, b) => a - b),
    ]);
    await this.#both(({ store }) => store.consent.suppressedSince(CONTACTS));
  }

  async #run(step: MirrorStep): Promise<unknown> {
    switch (step.kind) {
      case "enqueue": {
        const { ticket, ruleScore, answer, outdated } = step;
        const fingerprint = `${JSON.stringify(ticket)}`;
        return this.#answered(answer, async ({ store }, clearance) => {
          const { version } = await store.rules();
          return store.enqueue(
            { ticket, fingerprint, ruleScore, rulesVersion: outdated ? version : version + 1 },
            clearance,
          );
        });
      }
      case "claimNext": {
        const token = this.#newToken();
        return this.#answered(step.answer, ({ store }, clearance) => store.claimNext(step.agent, token, clearance));
      }
      case "claimTicket": {
        const token = this.#newToken();
        const id = await this.#waiting(step.ticket);
        return this.#answered(step.answer, ({ store }, clearance) =>
          store.claimTicket(id, step.agent, token, clearance),
        );
      }
      case "settle": {
        const token = await this.#held(step.which);
        await this.#both(({ store }) => store.claim(token));
        return this.#answered(step.answer, ({ store }, clearance) => store.settle(token, step.settlement, clearance));
      }
      case "update": {
        const id = await this.#open(step.ticket);
        return this.#answered(step.answer, ({ store }, clearance) => store.update(id, step.change, clearance));
      }
      case "cancel": {
        const id = await this.#open(step.ticket);
        return this.#both(({ store }) => store.cancel(id));
      }
      case "withdraw":
        return this.#both(async ({ store }) => {
          const [inquiry] = [...(await store.inquiries(step.contact))].sort(byId);
          return inquiry && store.withdraw(cleared(inquiry, step.answer));
        });
      case "reopen":
        return this.#both(({ store }) => store.reopen(step.channel, step.contact));
      case "forget":
        return this.#both(({ store }) => store.forget(step.contact));
      case "clock":
        return this.clock.set(step.at);
      case "channel":
        return this.#both(({ store }) => store.setChannel(step.id, step.change));
      case "rules": {
        const [ofContact, otherwise] = step.scores;
        await this.#both(({ store }) => store.setRules([{ contact: "ana", score: ofContact }]));
        return this.#both(async ({ store }) => {
          const { version } = await store.rules();
          let all = 0;
          for (let done = -1; done !== 0; all += done) {
            done = await store.rescore(
              version,
              (contact) => (contact?.id === "ana" ? ofContact : otherwise),
              step.limit,
            );
            expect(done).toBeLessThanOrEqual(step.limit);
          }
          return all;
        });
      }
      case "offer": {
        const { agent, within } = step;
        const ticket = await this.#waiting(step.ticket);
        const grounds = { strategy: "idle", value: 0.1, candidates: 2, others: [{ agent: "bia" }] };
        const proposal = { ticket, agent, within, grounds, token: this.#newToken() };
        return this.#answered(step.answer, ({ store }, clearance) => store.offer(proposal, clearance));
      }
      case "accept": {
        const token = await this.#held(step.which);
        return this.#both(({ store }) => store.accept(token));
      }
      case "setAgent":
        return this.#both(({ store }) => store.agents.set(step.agent, step.change));
      case "removeAgent":
        return this.#both(({ store }) => store.agents.remove(step.agent));
      case "heartbeat":
        return this.#both(({ store }) => store.agents.heartbeat(step.agent));
      case "ready":
        return this.#both(({ store }) => store.agents.ready(step.agent));
      case "tally":
        return this.#both(({ store }) => store.tallies.add(step.tallies));
      case "dropTallies":
        return this.#both(({ store }) => store.tallies.drop(step.before));
      case "lanes":
        return this.#both(({ store }) => lanesOf(store, step.depth));
      case "assignment":
        return this.#both(({ store }) => store.assignment(step.id));
      case "pass":
        return this.clock.set(Math.min(this.clock.now() + step.by, LAST_MOMENT));
      case "agenda":
        return this.#both(({ store }) => agendaOf(store));
      case "purge":
        // Of what is purged, nothing may be left to tell.
        await this.#both(({ store }) => agendaOf(store));
        return this.#both(({ store }) => store.purge(step.before, step.limit));
      case "peek":
        return this.#both(({ store }) => store.peek(step.count, step.agent));
      case "grant":
      case "define":
        return this.#append(step.kind === "grant" ? step.contact : null);
      case "erase":
        return this.#erase(step.contact, step.kept, step.until);
      case "happened": {
        const judge = ({ state, counts }: SenderStanding) => ({
          state: step.pauses ? { ...state, pauses: state.pauses + counts.blocked, lowSince: counts.delivered } : state,
          recount: step.recounts,
        });
        const windows = { ...step.windows, now: this.clock.now() };
        return this.#both(({ store }) => store.outbound.happened(step.occurrence, 7_200_000, windows, judge));
      }
      case "record": {
        const now = this.clock.now();
        const window = step.windows.volume;
        const reservation = step.limit === undefined ? undefined : { at: now, window, limit: step.limit };
        return this.#both(({ store }) => store.outbound.record(step.decision, reservation));
      }
      case "change": {
        const { channel, template } = step;
        return this.#both(({ store }) =>
          store.outbound.change({ channel, template }, (state) => ({ ...state, pauses: state.pauses + 1 })),
        );
      }
      case "wish":
        return this.#both(({ store }) => store.outbound.setWish(step.contact, step.channel, step.wants, step.at));
      case "ask": {
        const question = { purposes: ["offers"], controller: "Acme", statement: "Yes?", askedAt: 1, until: 2 };
        return this.#both(({ store }) => store.outbound.setQuestion(step.contact, step.channel, question));
      }
      case "reply":
        return this.#both(({ store }) => store.outbound.takeQuestion(step.contact, step.channel));
      case "purgeLog":
        return this.#both(({ store }) => store.outbound.purge(step.before));
      case "freeAt": {
        const windows = { ...step.windows, now: this.clock.now() };
        return this.#both(({ store }) => store.outbound.freeAt(step.channel, step.limit, windows));
      }
    }
  }

  async #append(contact: string | null): Promise<void> {
    const seq = this.#links + 1;
    const part: PersonalPart = { seq, contact, salt: hash(seq), record: `{"é":${seq}}` };
    await this.#extend(contact === null ? "purpose" : "grant", { part });
    this.#entries.push({ contact, seq });
  }

  async #erase(contact: string, keep: boolean, until: number): Promise<void> {
    const seqs = this.#entries.filter((one) => one.contact === contact).map(({ seq }) => seq);
    const kept = keep ? seqs.slice(0, 1) : [];
    const erased = seqs.filter((seq) => !kept.includes(seq));
    const retention = { inciso: "I" as const, until };
    const suppressed = { hashes: [contact], since: until };
    await this.#extend("erasure", { erased, kept: { seqs: kept, retention }, suppressed });
    await this.#both(({ store }) => store.outbound.erase(contact));
    this.#entries = this.#entries.filter(({ seq }) => !erased.includes(seq));
  }

  async #extend(kind: Link["entry"]["kind"], rest: object): Promise<void> {
    const seq = this.#links + 1;
    const at = this.clock.now();
    const entry = { v: 1, seq, kind, at, meta: {}, commitment: null, prev: hash(seq - 1) } as const;
    const outOfDate = { ...entry, prev: hash(seq + 7) };
    const link = { entry, hash: hash(seq) };
    await this.#both(({ store }) => store.consent.append({ link: { ...link, entry: outOfDate }, ...rest }));
    await this.#both(({ store }) => store.consent.append({ link, ...rest }));
    this.#links += 1;
  }

  async #waiting(ticket: Named): Promise<string> {
    return idOf(ticket, await this.sides[0].store.peek(Number.POSITIVE_INFINITY)) ?? "none";
  }

  /** Of those that wait, are held or are claimed. */
  async #open(ticket: Named): Promise<string> {
    const { store } = this.sides[0];
    const [all, some] = [await store.peek(Number.POSITIVE_INFINITY), await store.peekHeld(Number.POSITIVE_INFINITY)];
    const claimed = (await store.claims({})).map((claim) => claim.ticket);
    return idOf(ticket, [...all, ...some, ...claimed]) ?? "none";
  }

  async #held(which: number): Promise<string> {
    const held = (await this.sides[0].store.claims({})).map(({ token }) => token);
    return (which < 0 ? this.#tokens.at(which) : held[which % held.length]) ?? "none";
  }

  #newToken(): string {
    const token = `token ${this.#tokens.length}`;
    this.#tokens.push(token);
    return token;
  }

  /** Once with what the gate said to the last inquiry there was, which is mostly out of date, and again as often as it is asked. */
  async #answered(answer: Answer, step: (side: Side, clearance: Clearance | undefined) => unknown): Promise<void> {
    let clearances = this.sides.map(({ asked }) => asked && cleared(asked, answer));
    for (let turn = 0; turn < 12; turn++) {
      const asked = await this.#both(async (side) => {
        side.asked = undefined;
        const clearance = clearances[this.sides.indexOf(side)];
        const result = (await step(side, clearance)) as { inquiry?: Inquiry } | undefined;
        if (result?.inquiry === undefined) return result;
        side.asked = result.inquiry;
        return { ...result, inquiry: seen(result.inquiry) };
      });
      if (!asked || this.sides[0].asked === undefined) return;
      clearances = this.sides.map((side) => cleared(side.asked!, answer));
    }
  }

  /** @returns whether they answered, and did not refuse. */
  async #both(ask: (side: Side) => unknown): Promise<boolean> {
    const [expected, actual] = await Promise.all(this.sides.map((side) => outcome(() => ask(side))));
    expect(actual).toEqual(expected);
    return "value" in expected!;
  }
}
