import type { EntryKind, RecordedEntry } from "../model/consent.ts";
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
  readonly until?: number | undefined;
  /** With the notices seen; empty for a revocation. */
  readonly noticed: readonly NoticedPurpose[];
  /** Whether it names channels, or speaks of all. */
  readonly namesChannels: boolean;
  /** Those given, by channel. */
  readonly addresses?: ReadonlyMap<string, readonly string[]> | undefined;
}

/** Stands for every purpose or every channel. No id is a symbol. */
const ALL = Symbol("all");
type Scope = string | typeof ALL;
const EVERYTHING: readonly Scope[] = [ALL];

/**
 * The events of one contact, found by what they cover. Each list is in order of (`at`, `seq`), so that the latest
 * before a moment is found by halving.
 */
export class Timeline {
  readonly #covering = new Map<Scope, Map<Scope, ContactEvent[]>>();
  readonly #told = new Map<string, ContactEvent[]>();
  #read = 0;

  /** Takes in what was recorded since the last call. What is kept under art. 16 no longer decides anything. */
  take(entries: readonly RecordedEntry[]): this {
    for (; this.#read < entries.length; this.#read++) {
      const recorded = entries[this.#read]!;
      if (recorded.part.kept === undefined) this.#add(recorded);
    }
    return this;
  }

  #add(recorded: RecordedEntry): void {
    if (recorded.entry.kind === "grant") {
      const { at, until, purposes, channels, addresses } = recordOf<GrantRecord>(recorded.part);
      const reach = channels === "any" ? EVERYTHING : channels;
      const event = eventOf(recorded, {
        at,
        until,
        noticed: purposes,
        namesChannels: reach !== EVERYTHING,
        addresses: addresses && new Map(Object.entries(addresses)),
      });
      for (const { id } of purposes) for (const channel of reach) this.#cover(id, channel, event);
    } else if (recorded.entry.kind === "information") {
      const { at, purposes } = recordOf<InformationRecord>(recorded.part);
      const event = eventOf(recorded, { at, noticed: purposes, namesChannels: false });
      for (const { id } of purposes) insert(listIn(this.#told, id), event);
    } else {
      const { at, purposes = EVERYTHING, channels = EVERYTHING } = recordOf<RevocationRecord>(recorded.part);
      const event = eventOf(recorded, { at, noticed: [], namesChannels: channels !== EVERYTHING });
      for (const purpose of purposes) for (const channel of channels) this.#cover(purpose, channel, event);
    }
  }

  #cover(purpose: Scope, channel: Scope, event: ContactEvent): void {
    let channels = this.#covering.get(purpose);
    if (channels === undefined) {
      channels = new Map();
      this.#covering.set(purpose, channels);
    }
    insert(listIn(channels, channel), event);
  }

  /** The latest event by (`at`, `seq`) that covers purpose and channel, took effect by `at` and `counts`. */
  latest(
    purpose: string,
    channel: string,
    at: number,
    counts: (event: ContactEvent) => boolean,
  ): ContactEvent | undefined {
    let latest: ContactEvent | undefined;
    for (const channels of [this.#covering.get(purpose), this.#covering.get(ALL)]) {
      if (channels === undefined) continue;
      latest = later(latest, lastBy(channels.get(channel), at, counts));
      latest = later(latest, lastBy(channels.get(ALL), at, counts));
    }
    return latest;
  }

  /** What the person was told of the purpose after `event` and by `at`, and had been recorded by `knownAt`. */
  toldAfter(event: ContactEvent, purpose: string, at: number, knownAt: number): readonly string[] {
    const told = this.#told.get(purpose) ?? [];
    return told
      .slice(placeAfter(told, event.at, event.seq))
      .filter((information) => information.at <= at && information.recordedAt <= knownAt)
      .flatMap(({ noticed }) => noticed.filter(({ id }) => id === purpose).map(({ notice }) => notice));
  }
}

function eventOf({ entry }: RecordedEntry, rest: Omit<ContactEvent, "seq" | "kind" | "recordedAt">): ContactEvent {
  return { seq: entry.seq, kind: entry.kind, recordedAt: entry.at, ...rest };
}

function listIn<Key>(lists: Map<Key, ContactEvent[]>, key: Key): ContactEvent[] {
  let list = lists.get(key);
  if (list === undefined) {
    list = [];
    lists.set(key, list);
  }
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

function insert(list: ContactEvent[], event: ContactEvent): void {
  const place = placeAfter(list, event.at, event.seq);
  if (place === list.length) list.push(event);
  else list.splice(place, 0, event);
}

function lastBy(
  list: readonly ContactEvent[] | undefined,
  at: number,
  counts: (event: ContactEvent) => boolean,
): ContactEvent | undefined {
  if (list === undefined) return undefined;
  let place = placeAfter(list, at, Number.POSITIVE_INFINITY) - 1;
  while (place >= 0 && !counts(list[place]!)) place--;
  return list[place];
}

function later(a: ContactEvent | undefined, b: ContactEvent | undefined): ContactEvent | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.at > b.at || (a.at === b.at && a.seq > b.seq) ? a : b;
}

const timelines = new WeakMap<readonly RecordedEntry[], Timeline>();

/** The timeline of a store's answer; what was derived from an earlier answer of the same array is used again. */
export function timelineOf(entries: readonly RecordedEntry[]): Timeline {
  let timeline = timelines.get(entries);
  if (timeline === undefined) {
    timeline = new Timeline();
    timelines.set(entries, timeline);
  }
  return timeline.take(entries);
}
