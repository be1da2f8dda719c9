import { getOrInsertComputed } from "../../model/map.ts";
import type {
  ContactStanding,
  DecisionRecord,
  Occurrence,
  OptInQuestion,
  Sender,
  SenderState,
} from "../../model/outbound.ts";
import { isInWindow, windowSince } from "../../model/service-window.ts";
import type {
  Judge,
  OutboundStanding,
  OutboundStore,
  Reservation,
  SenderStanding,
  Windows,
} from "../port/outbound-store.ts";
import { toldSince } from "../rules/told.ts";
import { MemoryCounts } from "./counts.ts";
import { MemoryReached } from "./reached.ts";
import { MemoryTold } from "./told.ts";

/** A decision, and its number among all. */
interface Logged {
  readonly seq: number;
  readonly decision: Omit<DecisionRecord, "seq">;
}

/** All that names one contact, on every channel: gone in one stroke. */
interface Person {
  /** By channel, and so are the questions; absent while there are none: most people are only asked about. */
  standings?: Map<string, ContactStanding>;
  questions?: Map<string, OptInQuestion>;
  log: Logged[];
}

interface SenderBook {
  state: SenderState;
  readonly counts: MemoryCounts;
  readonly templates: Map<string, SenderBook>;
  readonly reach: MemoryReached;
  readonly told: MemoryTold;
}

const NOTHING: ContactStanding = {};

/** What the outbound gate keeps, in the memory of one process. Every member answers at once, in constant time unless it says otherwise. */
export class MemoryOutbound implements OutboundStore {
  readonly #people = new Map<string, Person>();
  readonly #senders = new Map<string, SenderBook>();
  #decided = 0;

  standing(contact: string, sender: Sender, windows: Windows): OutboundStanding {
    const { reach } = this.#sender(sender.channel);
    const count = windows.volume > 0 ? reach.count(windows.now - windows.volume) : 0;
    return {
      contact: this.#people.get(contact)?.standings?.get(sender.channel) ?? NOTHING,
      reach: { count, included: reach.has(contact) },
      sender: standingOf(this.#sender(sender.channel), windows),
      template: sender.template === undefined ? undefined : standingOf(this.#book(sender), windows),
    };
  }

  /** Since when the contact stopped marketing at the platform. */
  stoppedSince(contact: string, channel: string): number | undefined {
    return this.#people.get(contact)?.standings?.get(channel)?.stoppedSince;
  }

  /** Takes time in proportion to how far the limit is exceeded. */
  freeAt(channel: string, limit: number, { now, volume }: Windows): number | undefined {
    const { reach } = this.#sender(channel);
    const over = reach.count(now - volume) - limit;
    if (over < 0) return now;
    const leaving = reach.oldest(over);
    return leaving === undefined ? undefined : leaving + volume;
  }

  record(decision: Omit<DecisionRecord, "seq">, reservation?: Reservation): number | undefined {
    if (reservation !== undefined) {
      const { reach } = this.#sender(decision.channel);
      const full = reach.count(reservation.at - reservation.window) >= reservation.limit;
      if (full && !reach.has(decision.contact)) return undefined;
      reach.reserve(decision.contact, reservation.at);
    }
    this.#decided += 1;
    this.#person(decision.contact).log.push({ seq: this.#decided, decision });
    return this.#decided;
  }

  /** Of all contacts: takes time in proportion to the whole log. */
  decisions({ contact, limit }: { contact?: string | undefined; limit: number }): readonly DecisionRecord[] {
    if (contact !== undefined) return latest(this.#people.get(contact)?.log ?? [], limit);
    const all = [...this.#people.values()].flatMap(({ log }) => log);
    return latest(
      all.sort((a, b) => a.seq - b.seq),
      limit,
    );
  }

  happened(occurrence: Occurrence, serviceWindow: number, windows: Windows, judge: Judge): number {
    const { kind, contact, channel, message, at } = occurrence;
    const { told } = this.#sender(channel);
    const known = message && told.known(contact, `${kind} ${message}`, at, toldSince(windows));
    if (typeof known === "number") return known;
    this.#move(occurrence, serviceWindow);
    if (kind === "received" || kind === "failed") return at;
    const { template } = occurrence;
    const books = [this.#sender(channel), ...(template === undefined ? [] : [this.#book({ channel, template })])];
    for (const book of books) {
      book.counts.add(kind, at);
      const { state, recount } = judge(standingOf(book, windows));
      book.state = state;
      if (recount) book.counts.clear();
    }
    return at;
  }

  change(sender: Sender, change: (state: SenderState) => SenderState): void {
    const book = this.#book(sender);
    book.state = change(book.state);
  }

  setWish(contact: string, channel: string, wants: "stopped" | "resumed", at: number): void {
    const { stoppedSince, resumedSince } = this.#people.get(contact)?.standings?.get(channel) ?? NOTHING;
    if (at < (stoppedSince ?? resumedSince ?? at)) return;
    const [stopped, resumed] = wants === "stopped" ? [at, undefined] : [undefined, at];
    this.#stand(contact, channel, { stoppedSince: stopped, resumedSince: resumed });
  }

  setQuestion(contact: string, channel: string, question: OptInQuestion): void {
    const person = this.#person(contact);
    person.questions ??= new Map();
    person.questions.set(channel, question);
  }

  takeQuestion(contact: string, channel: string): OptInQuestion | undefined {
    const questions = this.#people.get(contact)?.questions;
    const question = questions?.get(channel);
    questions?.delete(channel);
    return question;
  }

  erase(contact: string): void {
    this.#people.delete(contact);
    for (const { reach, told } of this.#senders.values()) {
      reach.erase(contact);
      told.erase(contact);
    }
  }

  /** Takes time in proportion to the whole log. */
  purge(before: number): number {
    let purged = 0;
    for (const person of this.#people.values()) {
      const kept = person.log.filter(({ decision }) => decision.at >= before);
      purged += person.log.length - kept.length;
      person.log = kept;
    }
    return purged;
  }

  /** Moves what is known of the contact. A message that comes in late moves nothing back. */
  #move({ kind, contact, channel, at, notBefore }: Occurrence, serviceWindow: number): void {
    const known = this.#people.get(contact)?.standings?.get(channel) ?? NOTHING;
    const { lastReceived = at, lastDelivered, notBefore: before = 0 } = known;
    const { reach } = this.#sender(channel);
    if (kind === "received") {
      const since = windowSince(known, at, serviceWindow);
      this.#stand(contact, channel, { lastReceived: Math.max(lastReceived, at), windowSince: since });
    } else if (kind === "delivered") {
      this.#stand(contact, channel, { lastDelivered: Math.max(lastDelivered ?? at, at) });
      if (isInWindow(known, at, serviceWindow)) reach.release(contact);
      else reach.deliver(contact, at);
    } else if (kind === "failed") {
      reach.release(contact);
      if (notBefore !== undefined) this.#stand(contact, channel, { notBefore: Math.max(before, notBefore) });
    }
  }

  #stand(contact: string, channel: string, change: ContactStanding): void {
    const person = this.#person(contact);
    person.standings ??= new Map();
    person.standings.set(channel, { ...person.standings.get(channel), ...change });
  }

  #person(contact: string): Person {
    return getOrInsertComputed(this.#people, contact, () => ({ log: [] }));
  }

  #book({ channel, template }: Sender): SenderBook {
    const sender = this.#sender(channel);
    return template === undefined ? sender : bookIn(sender.templates, template);
  }

  #sender(channel: string): SenderBook {
    return bookIn(this.#senders, channel);
  }
}

function bookIn(books: Map<string, SenderBook>, name: string): SenderBook {
  return getOrInsertComputed(books, name, () => {
    const [counts, reach, told] = [new MemoryCounts(), new MemoryReached(), new MemoryTold()];
    return { state: { pauses: 0 }, counts, templates: new Map(), reach, told };
  });
}

function standingOf({ state, counts }: SenderBook, { now, quality }: Windows): SenderStanding {
  return { state, counts: counts.total(now - quality) };
}

function latest(log: readonly Logged[], limit: number): readonly DecisionRecord[] {
  return log.slice(Math.max(log.length - limit, 0)).map(({ seq, decision }) => ({ seq, ...decision }));
}
