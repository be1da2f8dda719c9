import type {
  ContactStanding,
  DecisionRecord,
  Occurrence,
  OptInQuestion,
  Sender,
  SenderState,
} from "../../../model/outbound.ts";
import { isInWindow, windowSince } from "../../../model/service-window.ts";
import type { Judge, OutboundStanding, Reservation, SenderStanding, Windows } from "../../port/outbound-store.ts";
import { toldSince } from "../../rules/told.ts";
import type { Counters } from "../counters.ts";
import type { Connection } from "../database/connection.ts";
import type { Cache } from "../database/transactions.ts";
import { QualityHours } from "./quality-hours.ts";
import { Reached } from "./reached.ts";
import { Told } from "./told.ts";

interface ContactRow {
  readonly last_received: number | null;
  readonly window_since: number | null;
  readonly last_delivered: number | null;
  readonly not_before: number | null;
  readonly stopped_since: number | null;
  readonly resumed_since: number | null;
  readonly question: string | null;
}

interface DecisionRow {
  readonly seq: number;
  readonly decision: string;
}

const NOTHING: ContactStanding = {};
const NEW_SENDER: SenderState = { pauses: 0 };
const ALL = -1;

/** What the outbound gate keeps. */
export class SqliteOutbound implements Cache {
  readonly #reached;
  readonly #told;
  readonly #hours;
  readonly #contact;
  readonly #setContact;
  readonly #eraseContact;
  readonly #sender;
  readonly #setSender;
  readonly #insertDecision;
  readonly #decisions;
  readonly #decisionsOf;
  readonly #eraseDecisions;
  readonly #purgeable;
  readonly #purge;

  constructor(
    connection: Connection,
    private readonly counters: Counters,
    private readonly scrub: () => void,
  ) {
    this.#reached = new Reached(connection);
    this.#told = new Told(connection);
    this.#hours = new QualityHours(connection);
    this.#contact = connection.prepare<ContactRow>(
      `SELECT last_received, window_since, last_delivered, not_before, stopped_since, resumed_since, question
       FROM outbound_contacts WHERE contact = ? AND channel = ?`,
    );
    this.#setContact = connection.prepare(
      `INSERT OR REPLACE INTO outbound_contacts
       (contact, channel, last_received, window_since, last_delivered, not_before, stopped_since, resumed_since, question)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#eraseContact = connection.prepare("DELETE FROM outbound_contacts WHERE contact = ?");
    this.#sender = connection.prepare<{ state: string }>(
      "SELECT state FROM outbound_senders WHERE channel = ? AND template = ?",
    );
    this.#setSender = connection.prepare(
      "INSERT OR REPLACE INTO outbound_senders (channel, template, state) VALUES (?, ?, ?)",
    );
    this.#insertDecision = connection.prepare(
      "INSERT INTO outbound_decisions (seq, at, contact, decision) VALUES (?, ?, ?, ?)",
    );
    this.#decisions = connection.prepare<DecisionRow>(
      "SELECT seq, decision FROM outbound_decisions ORDER BY seq DESC LIMIT ?",
    );
    this.#decisionsOf = connection.prepare<DecisionRow>(
      "SELECT seq, decision FROM outbound_decisions WHERE contact = ? ORDER BY seq DESC LIMIT ?",
    );
    this.#eraseDecisions = connection.prepare("DELETE FROM outbound_decisions WHERE contact = ?");
    this.#purgeable = connection.prepare<{ count: number }>(
      "SELECT count(*) AS count FROM outbound_decisions WHERE at < ?",
    );
    this.#purge = connection.prepare("DELETE FROM outbound_decisions WHERE at < ?");
  }

  standing(contact: string, sender: Sender, windows: Windows): OutboundStanding {
    const { channel, template } = sender;
    const count = windows.volume > 0 ? this.#reached.count(channel, windows.now - windows.volume) : 0;
    return {
      contact: standingOf(this.#contact.get(contact, channel)),
      reach: { count, included: this.#reached.has(contact, channel) },
      sender: this.#standingOf({ channel }, windows),
      template: template === undefined ? undefined : this.#standingOf(sender, windows),
    };
  }

  /** Since when the contact stopped marketing at the platform. */
  stoppedSince(contact: string, channel: string): number | undefined {
    return this.#contact.get(contact, channel)?.stopped_since ?? undefined;
  }

  freeAt(channel: string, limit: number, { now, volume }: Windows): number | undefined {
    const over = this.#reached.count(channel, now - volume) - limit;
    if (over < 0) return now;
    const leaving = this.#reached.oldest(channel, over);
    return leaving === undefined ? undefined : leaving + volume;
  }

  record(decision: Omit<DecisionRecord, "seq">, reservation?: Reservation): number | undefined {
    const { channel, contact } = decision;
    if (reservation !== undefined) {
      const { at, window, limit } = reservation;
      const full = this.#reached.count(channel, at - window) >= limit;
      if (full && !this.#reached.has(contact, channel)) return undefined;
      this.#reached.reserve(contact, channel, at);
    }
    const seq = this.counters.add("decisions", 1) + 1;
    this.#insertDecision.run(seq, decision.at, contact, JSON.stringify(decision));
    return seq;
  }

  decisions({ contact, limit }: { contact?: string | undefined; limit: number }): readonly DecisionRecord[] {
    const most = Number.isFinite(limit) ? limit : ALL;
    const rows = contact === undefined ? this.#decisions.all(most) : this.#decisionsOf.all(contact, most);
    return rows
      .map(({ seq, decision }) => ({ seq, ...(JSON.parse(decision) as Omit<DecisionRecord, "seq">) }))
      .reverse();
  }

  happened(occurrence: Occurrence, serviceWindow: number, windows: Windows, judge: Judge): number {
    const { kind, channel, at, template } = occurrence;
    const known = this.#told.known(occurrence, toldSince(windows));
    if (known !== undefined) return known;
    this.#move(occurrence, serviceWindow);
    if (kind === "received" || kind === "failed") return at;
    for (const sender of [{ channel }, ...(template === undefined ? [] : [{ channel, template }])]) {
      this.#hours.add(sender, kind, at);
      const { state, recount } = judge(this.#standingOf(sender, windows));
      this.#setState(sender, state);
      if (recount) this.#hours.clear(sender);
    }
    return at;
  }

  change(sender: Sender, change: (state: SenderState) => SenderState): void {
    this.#setState(sender, change(this.#stateOf(sender)));
  }

  setWish(contact: string, channel: string, wants: "stopped" | "resumed", at: number): void {
    const { stoppedSince, resumedSince } = standingOf(this.#contact.get(contact, channel));
    if (at < (stoppedSince ?? resumedSince ?? at)) return;
    const [stopped, resumed] = wants === "stopped" ? [at, null] : [null, at];
    this.#stand(contact, channel, { stopped_since: stopped, resumed_since: resumed });
  }

  setQuestion(contact: string, channel: string, question: OptInQuestion): void {
    this.#stand(contact, channel, { question: JSON.stringify(question) });
  }

  takeQuestion(contact: string, channel: string): OptInQuestion | undefined {
    const question = this.#contact.get(contact, channel)?.question ?? undefined;
    if (question === undefined) return undefined;
    this.#stand(contact, channel, { question: null });
    return JSON.parse(question) as OptInQuestion;
  }

  erase(contact: string): void {
    this.#eraseContact.run(contact);
    this.#eraseDecisions.run(contact);
    this.#reached.erase(contact);
    this.#told.erase(contact);
    this.scrub();
  }

  purge(before: number): number {
    const { count } = this.#purgeable.get(before)!;
    if (count > 0) this.#purge.run(before);
    return count;
  }

  forget(): void {
    this.#reached.forget();
  }

  /** Moves what is known of the contact. A message that comes in late moves nothing back. */
  #move({ kind, contact, channel, at, notBefore }: Occurrence, serviceWindow: number): void {
    const known = standingOf(this.#contact.get(contact, channel));
    const { lastReceived = at, lastDelivered, notBefore: before = 0 } = known;
    if (kind === "received") {
      const since = windowSince(known, at, serviceWindow);
      this.#stand(contact, channel, { last_received: Math.max(lastReceived, at), window_since: since });
    } else if (kind === "delivered") {
      this.#stand(contact, channel, { last_delivered: Math.max(lastDelivered ?? at, at) });
      if (isInWindow(known, at, serviceWindow)) this.#reached.release(contact, channel);
      else this.#reached.deliver(contact, channel, at);
    } else if (kind === "failed") {
      this.#reached.release(contact, channel);
      if (notBefore !== undefined) this.#stand(contact, channel, { not_before: Math.max(before, notBefore) });
    }
  }

  #stand(contact: string, channel: string, change: Partial<ContactRow>): void {
    const row = { ...this.#contact.get(contact, channel), ...change };
    const {
      last_received = null,
      window_since = null,
      last_delivered = null,
      not_before = null,
      stopped_since = null,
      resumed_since = null,
      question = null,
    } = row;
    const moments = [last_received, window_since, last_delivered, not_before, stopped_since, resumed_since] as const;
    this.#setContact.run(contact, channel, ...moments, question);
  }

  #standingOf(sender: Sender, { now, quality }: Windows): SenderStanding {
    return { state: this.#stateOf(sender), counts: this.#hours.total(sender, now - quality) };
  }

  #stateOf({ channel, template = "" }: Sender): SenderState {
    const row = this.#sender.get(channel, template);
    return row === undefined ? NEW_SENDER : (JSON.parse(row.state) as SenderState);
  }

  #setState({ channel, template = "" }: Sender, state: SenderState): void {
    this.#setSender.run(channel, template, JSON.stringify(state));
  }
}

function standingOf(row: ContactRow | undefined): ContactStanding {
  if (row === undefined) return NOTHING;
  return {
    lastReceived: row.last_received ?? undefined,
    windowSince: row.window_since ?? undefined,
    lastDelivered: row.last_delivered ?? undefined,
    notBefore: row.not_before ?? undefined,
    stoppedSince: row.stopped_since ?? undefined,
    resumedSince: row.resumed_since ?? undefined,
  };
}
