import type { EntryKind, RecordedEntry } from "../model/consent.ts";
import type { ConsentFile } from "../stores/consent-store.ts";
import {
  type GrantRecord,
  type InformationRecord,
  type NoticedPurpose,
  type RevocationRecord,
  recordOf,
} from "./records.ts";

/** Something a contact did or was told, as far as decisions need it. */
export interface ContactEvent {
  readonly seq: number;
  readonly kind: EntryKind;
  readonly recordedAt: number;
  /** From then on, inclusive. */
  readonly at: number;
  readonly until: number | undefined;
  /** `undefined`: all. */
  readonly purposes: readonly string[] | undefined;
  readonly channels: readonly string[] | undefined;
  /** The notices seen. */
  readonly noticed: readonly NoticedPurpose[] | undefined;
  /** Those given, by channel. */
  readonly addresses: GrantRecord["addresses"];
}

/**
 * The events of one contact in order of (`at`, `seq`). What the person did and what they were told are kept apart.
 *
 * Most contacts have one event or two, and most questions are about now. So the last of the deeds stands by itself, and there
 * is no array before there is something to put in it: what is small is found in the processor's cache.
 */
export class Timeline {
  #read = 0;
  #last: ContactEvent | undefined;
  /** The deeds before the last. */
  #earlier: ContactEvent[] | undefined;
  #told: ContactEvent[] | undefined;

  /** Takes in what was recorded since the last call. What is kept under art. 16 no longer decides anything. */
  take(entries: readonly RecordedEntry[]): this {
    for (; this.#read < entries.length; this.#read++) {
      const recorded = entries[this.#read]!;
      if (recorded.part.kept !== undefined) continue;
      const event = eventOf(recorded);
      if (event.kind === "information") this.#told = inserted(this.#told, event);
      else this.#takeDeed(event);
    }
    return this;
  }

  #takeDeed(event: ContactEvent): void {
    if (this.#last === undefined) {
      this.#last = event;
    } else if (this.#last.at <= event.at) {
      this.#earlier = inserted(this.#earlier, this.#last);
      this.#last = event;
    } else {
      this.#earlier = inserted(this.#earlier, event);
    }
  }

  /** The latest event by (`at`, `seq`) that covers purpose and channel, took effect by `at` and `counts`. */
  latest(
    purpose: string,
    channel: string,
    at: number,
    counts: (event: ContactEvent) => boolean,
  ): ContactEvent | undefined {
    const last = this.#last;
    if (last === undefined) return undefined;
    if (last.at <= at && covers(last, purpose, channel) && counts(last)) return last;
    const earlier = this.#earlier;
    if (earlier === undefined) return undefined;
    for (let place = placeAfter(earlier, at, Number.POSITIVE_INFINITY) - 1; place >= 0; place--) {
      const event = earlier[place]!;
      if (covers(event, purpose, channel) && counts(event)) return event;
    }
    return undefined;
  }

  /** The notices of the purpose of which the person was told after `event` and by `at`, as recorded by `knownAt`. */
  toldAfter(event: ContactEvent, purpose: string, at: number, knownAt: number): readonly string[] {
    const told = this.#told ?? [];
    return told
      .slice(placeAfter(told, event.at, event.seq))
      .filter((information) => information.at <= at && information.recordedAt <= knownAt)
      .flatMap(({ noticed = [] }) => noticed.filter(({ id }) => id === purpose).map(({ notice }) => notice));
  }
}

function covers({ purposes, channels }: ContactEvent, purpose: string, channel: string): boolean {
  return names(purposes, purpose) && names(channels, channel);
}

function names(ids: readonly string[] | undefined, id: string): boolean {
  return ids === undefined || ids.includes(id);
}

/** Written out, and of one shape for all kinds: a million of these are made when a large ledger is first asked. */
function eventOf({ entry: { seq, kind, at: recordedAt }, part }: RecordedEntry): ContactEvent {
  if (kind === "grant" || kind === "information") {
    const record = recordOf<InformationRecord & Partial<GrantRecord>>(part);
    const { at, until, channels, addresses } = record;
    const noticed = shared(record.purposes);
    const purposes = shared(noticed.map(({ id }) => id));
    const reach = channels === undefined || channels === "any" ? undefined : shared(channels);
    return { seq, kind, recordedAt, at, until, purposes, channels: reach, noticed, addresses };
  }
  const record = recordOf<RevocationRecord>(part);
  const purposes = record.purposes && shared(record.purposes);
  const channels = record.channels && shared(record.channels);
  const none = undefined;
  return { seq, kind, recordedAt, at: record.at, until: none, purposes, channels, noticed: none, addresses: none };
}

const MOST_SHARED = 10_000;
const lists = new Map<string, readonly unknown[]>();

/** Thousands of contacts name the same purposes and channels: one array for all is found in the processor's cache. */
function shared<Item>(list: readonly Item[]): readonly Item[] {
  const key = JSON.stringify(list);
  const known = lists.get(key) as readonly Item[] | undefined;
  if (known !== undefined) return known;
  if (lists.size < MOST_SHARED) lists.set(key, list);
  return list;
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

/** The timeline of a store's answer; what was derived from the same file before is used again. */
export function timelineOf(file: ConsentFile): Timeline {
  if (!(file.derived instanceof Timeline)) file.derived = new Timeline();
  return (file.derived as Timeline).take(file.entries);
}
