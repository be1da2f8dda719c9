import type { Checkpoint, Link, PersonalPart, RecordedEntry, Retention } from "../../model/consent.ts";
import type { Addition, ConsentFile, ConsentStore } from "../port/consent-store.ts";
import { ConsentFiles } from "./consent-files.ts";

/** Everything a memory store holds. */
export interface ConsentContents {
  head: Checkpoint;
  /** The entry of place `seq` is at index `seq - 1`, and so is its part, where there is one. */
  links: Link[];
  parts: (PersonalPart | undefined)[];
  /** The definitions of purposes. */
  definitions: ConsentFile & { readonly entries: RecordedEntry[] };
  files: ConsentFiles;
  /** The places of the parts that are kept, until when. */
  retentions: Map<number, number>;
  suppressions: Map<string, number>;
  /** Where in the chain the latest erasure stands. */
  erasedAt: number;
}

/** What a store asks of it within a step of its own. */
export interface MemoryConsentStore extends ConsentStore {
  /** Changes with whatever a decision about the contact rests on: what is recorded of them, the purposes, the suppressions. */
  basis(contact: string): string;
}

const NOTHING: ConsentFile = { entries: [], derived: undefined };

/**
 * A consent store in the memory of one process.
 *
 * Every member answers at once. `append` and `file` take constant time, whatever the ledger's size; an erasure takes
 * time in proportion to what is recorded of the contact.
 *
 * @example
 * const ledger = new ConsentLedger({ store: memoryConsentStore() }); // what it does when no store is given
 */
export function memoryConsentStore(): ConsentStore {
  return consentStoreOf(emptyContents());
}

export function consentStoreOf(contents: ConsentContents): MemoryConsentStore {
  const { links, parts, definitions, files, retentions, suppressions } = contents;

  const keep = ({ link, part }: Addition) => {
    links.push(link);
    parts.push(part);
    if (part === undefined) return;
    const recorded = { entry: link.entry, part };
    if (part.contact === null) definitions.entries.push(recorded);
    else files.add(part.contact, recorded);
  };

  const drop = (seq: number) => {
    const part = parts[seq - 1];
    parts[seq - 1] = undefined;
    retentions.delete(seq);
    show(seq, part);
  };

  const retain = (seq: number, kept: Retention) => {
    const part = parts[seq - 1];
    if (part === undefined) return;
    parts[seq - 1] = { ...part, kept };
    retentions.set(seq, kept.until);
    show(seq, part);
  };

  /** The contact's file is to show what has become of a part. */
  const show = (seq: number, before: PersonalPart | undefined) => {
    if (typeof before?.contact !== "string") return;
    const part = parts[seq - 1];
    files.change(before.contact, seq, part && { entry: links[seq - 1]!.entry, part });
  };

  return {
    head: () => contents.head,

    append(addition) {
      const { link, erased = [], kept, suppressed } = addition;
      if (link.entry.prev !== contents.head.head || link.entry.seq !== contents.head.size + 1)
        return { appended: false, head: contents.head };
      keep(addition);
      for (const seq of erased) drop(seq);
      for (const seq of kept?.seqs ?? []) retain(seq, kept!.retention);
      if (link.entry.kind === "erasure") contents.erasedAt = link.entry.seq;
      for (const hash of suppressed?.hashes ?? [])
        suppressions.set(hash, Math.max(suppressed!.since, suppressions.get(hash) ?? 0));
      contents.head = { size: link.entry.seq, head: link.hash };
      return { appended: true, head: contents.head };
    },

    file: (contact) => (contact === null ? definitions : (files.find(contact) ?? NOTHING)),

    links: (from, limit) => links.slice(Math.max(from - 1, 0), Math.max(from - 1, 0) + limit),

    parts(from, limit) {
      const page: PersonalPart[] = [];
      for (let place = Math.max(from - 1, 0); place < parts.length && page.length < limit; place++) {
        const part = parts[place];
        if (part !== undefined) page.push(part);
      }
      return page;
    },

    lapsed(now, limit) {
      const ended: number[] = [];
      for (const [seq, until] of retentions) {
        if (ended.length >= limit) break;
        if (until <= now) ended.push(seq);
      }
      return ended;
    },

    basis: (contact) => `${lastOf(files.find(contact))} ${lastOf(definitions)} ${contents.erasedAt}`,

    suppressedSince(hashes) {
      const moments = hashes.flatMap((hash) => suppressions.get(hash) ?? []);
      return moments.length === 0 ? undefined : Math.max(...moments);
    },
  };
}

export function emptyContents(): ConsentContents {
  return {
    head: { size: 0, head: "0".repeat(64) },
    links: [],
    parts: [],
    definitions: { entries: [], derived: undefined },
    files: new ConsentFiles(),
    retentions: new Map(),
    suppressions: new Map(),
    erasedAt: 0,
  };
}

function lastOf(file: ConsentFile | undefined): number {
  return file?.entries.at(-1)?.entry.seq ?? 0;
}
