import type { EntryKind, RecordedEntry } from "../../model/consent.ts";
import type { ConsentFile } from "../../stores/port/consent-store.ts";
import {
  type GrantRecord,
  type InformationRecord,
  type NoticedPurpose,
  type RevocationRecord,
  recordOf,
} from "../records/records.ts";
import { EVERYTHING, type Question } from "./question.ts";

/** What an event says and about what, but for its moments and addresses: thousands of contacts say the same. */
export interface Scope {
  readonly kind: EntryKind;
  /** `undefined`: all. */
  readonly purposes: readonly string[] | undefined;
  readonly channels: readonly string[] | undefined;
  /** The notices seen. */
  readonly noticed: readonly NoticedPurpose[];
  /** The channels on which it holds for some addresses only. */
  readonly confined: readonly string[];
}

/** Something a contact did or was told, as far as decisions need it. */
export interface ContactEvent {
  readonly scope: Scope;
  readonly seq: number;
  readonly recordedAt: number;
  /** From then on, inclusive. */
  readonly at: number;
  readonly until: number | undefined;
  /** Those given, by channel. */
  readonly addresses: GrantRecord["addresses"];
}

/**
 * The events of one contact in order of (`at`, `seq`). What the person did and what they were told are kept apart.
 *
 * Most contacts have one event or two, and most questions are about now. So the last of the deeds stands by itself, and there
 * is no array before there is something to put in it: what is small is found in the processor's cache. A question about now
 * that the last does not answer looks at a few deeds for each other scope, at most.
 */
export class Timeline {
  #read = 0;
  #last: ContactEvent | undefined;
  /** The deeds before the last. */
  #earlier: ContactEvent[] | undefined;
  /** The last of each scope but the last deed's own, and not many more. */
  #lasts: ContactEvent[] | undefined;
  #told: ContactEvent[] | undefined;

  /** Takes in what was recorded since the last call. What is kept under art. 16 no longer decides anything. */
  take(entries: readonly RecordedEntry[]): this {
    for (; this.#read < entries.length; this.#read++) {
      const recorded = entries[this.#read]!;
      if (recorded.part.kept !== undefined) continue;
      const event = eventOf(recorded);
      if (event.scope.kind === "information") this.#told = inserted(this.#told, event);
      else this.#takeDeed(event);
    }
    return this;
  }

  #takeDeed(event: ContactEvent): void {
    const last = this.#last;
    if (last === undefined) {
      this.#last = event;
    } else if (last.at <= event.at) {
      this.#last = event;
      this.#takeEarlier(last, event.scope);
    } else {
      this.#takeEarlier(event, last.scope);
    }
  }

  #takeEarlier(event: ContactEvent, lastScope: Scope): void {
    this.#earlier = inserted(this.#earlier, event);
    if (event.scope !== lastScope) this.#lasts = thinned(inserted(this.#lasts, event));
  }

  /** The latest event by (`at`, `seq`) that covers the question, took effect by its moment, was known and `counts`. */
  latest(question: Question, counts: (scope: Scope) => boolean): ContactEvent | undefined {
    const last = this.#last;
    if (last === undefined || (answers(last, question, counts) && last.at <= question.at)) return last;
    // Once all of them count, the last of a scope stands for those before it.
    const all = question.knownAt === EVERYTHING && last.at <= question.at;
    const list = all ? this.#lasts : this.#earlier;
    if (list === undefined) return undefined;
    const after = all ? list.length : placeAfter(list, question.at, Number.POSITIVE_INFINITY);
    for (let place = after - 1; place >= 0; place--) {
      const event = list[place]!;
      if (answers(event, question, counts)) return event;
    }
    return undefined;
  }

  /** The notices of the purpose of which the person was told after `event` and by `at`, as recorded by `knownAt`. */
  toldAfter(event: ContactEvent, { purpose, at, knownAt }: Question): readonly string[] {
    const told = this.#told ?? [];
    return told
      .slice(placeAfter(told, event.at, event.seq))
      .filter((information) => information.at <= at && information.recordedAt <= knownAt)
      .flatMap(({ scope }) => scope.noticed.filter(({ id }) => id === purpose).map(({ notice }) => notice));
  }
}

/** What is the same for thousands is looked at first: a moment is a number of its own, to be fetched from memory. */
function answers(event: ContactEvent, question: Question, counts: (scope: Scope) => boolean): boolean {
  const { scope } = event;
  return (
    names(scope.purposes, question.purpose) &&
    names(scope.channels, question.channel) &&
    counts(scope) &&
    (question.knownAt === EVERYTHING || event.recordedAt <= question.knownAt)
  );
}

function names(ids: readonly string[] | undefined, id: string): boolean {
  return ids === undefined || ids.includes(id);
}

/** Written out, and of one shape for all kinds: a million of these are made when a large ledger is first asked. */
function eventOf({ entry: { seq, kind, at: recordedAt }, part }: RecordedEntry): ContactEvent {
  if (kind === "grant" || kind === "information") {
    const record = recordOf<InformationRecord & Partial<GrantRecord>>(part);
    const { at, until, purposes: noticed, channels: given, addresses } = record;
    const purposes = noticed.map(({ id }) => id);
    const channels = given === "any" ? undefined : given;
    const confined = addresses === undefined ? [] : Object.keys(addresses);
    return { scope: shared({ kind, purposes, channels, noticed, confined }), seq, recordedAt, at, until, addresses };
  }
  const { at, purposes, channels } = recordOf<RevocationRecord>(part);
  const scope = shared({ kind, purposes, channels, noticed: [], confined: [] });
  return { scope, seq, recordedAt, at, until: undefined, addresses: undefined };
}

const MOST_SHARED = 10_000;
const scopes = new Map<string, Scope>();

/** One object for all who say the same: it is found in the processor's cache. */
function shared(scope: Scope): Scope {
  const key = JSON.stringify(scope);
  const known = scopes.get(key);
  if (known !== undefined) return known;
  if (scopes.size < MOST_SHARED) scopes.set(key, scope);
  return scope;
}

/** How many events of the list are no later than (`at`, `seq`). */
function placeAfter(list: readonly ContactEvent[], at: number, seq: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const event = list[middle]!;
    if (event.at < at || (event.at === at && event.seq <= seq)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function inserted(list: ContactEvent[] | undefined, event: ContactEvent): ContactEvent[] {
  if (list === undefined) return [event];
  const place = placeAfter(list, event.at, event.seq);
  if (place === list.length) list.push(event);
  else list.splice(place, 0, event);
  return list;
}

const WORTH_THINNING = 16;

/**
 * Without those that a later one of the same scope stands for, where these are half of the list or more. They are looked for
 * as often as it has doubled, so that a deed costs the same however many scopes there are. Until then they do no harm: what a
 * later one does not answer, they do not answer either.
 */
function thinned(list: ContactEvent[]): ContactEvent[] {
  const { length } = list;
  const hasDoubled = length >= WORTH_THINNING && (length & (length - 1)) === 0;
  if (!hasDoubled) return list;
  const lasts = new Map(list.map((event) => [event.scope, event]));
  return lasts.size > length / 2 ? list : list.filter((event) => lasts.get(event.scope) === event);
}

/** The timeline of a store's answer; what was derived from the same file before is used again. */
export function timelineOf(file: ConsentFile): Timeline {
  if (!(file.derived instanceof Timeline)) file.derived = new Timeline();
  return (file.derived as Timeline).take(file.entries);
}
