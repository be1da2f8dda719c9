import type { Checkpoint, Link, PersonalPart, RecordedEntry } from "../../model/consent.ts";
import type { Addition, ConsentFile, ConsentStore } from "../consent-store.ts";
import { ConsentChain } from "./consent-chain.ts";
import { ConsentFiles, type ContactFile } from "./consent-files.ts";

/** Everything a memory store holds. */
export interface ConsentContents {
  head: Checkpoint;
  chain: ConsentChain;
  /** The definitions of purposes. */
  definitions: ConsentFile & { readonly entries: RecordedEntry[] };
  files: ConsentFiles;
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
  const { chain, definitions, files, suppressions } = contents;

  const keep = ({ link, part }: Addition) => {
    const { seq } = link.entry;
    const contact = typeof part?.contact === "string" ? files.add(part.contact, seq).contact : part?.contact;
    chain.push(link, part, contact);
    if (part?.contact === null) definitions.entries.push({ entry: link.entry, part });
  };

  const rewrite = (contacts: ReadonlySet<string>) => {
    for (const contact of contacts) {
      const seqs = files.find(contact)?.seqs ?? [];
      files.replace(
        contact,
        seqs.filter((seq) => chain.contacts[seq - 1] !== undefined),
      );
    }
  };

  return {
    head: () => contents.head,

    append(addition) {
      const { link, erased = [], kept, suppressed } = addition;
      if (link.entry.prev !== contents.head.head || link.entry.seq !== contents.head.size + 1)
        return { appended: false, head: contents.head };
      keep(addition);
      if (erased.length > 0 || kept !== undefined) {
        const touched = [...erased, ...(kept?.seqs ?? [])].map((seq) => chain.contacts[seq - 1]);
        for (const seq of erased) chain.forget(seq);
        for (const seq of kept?.seqs ?? []) chain.retain(seq, kept!.retention);
        rewrite(new Set(touched.filter((contact) => typeof contact === "string")));
      }
      if (link.entry.kind === "erasure") contents.erasedAt = link.entry.seq;
      for (const hash of suppressed?.hashes ?? [])
        suppressions.set(hash, Math.max(suppressed!.since, suppressions.get(hash) ?? 0));
      contents.head = { size: link.entry.seq, head: link.hash };
      return { appended: true, head: contents.head };
    },

    file: (contact) => (contact === null ? definitions : (files.find(contact) ?? NOTHING)),

    links(from, limit) {
      const page: Link[] = [];
      const end = Math.min(chain.size, Math.max(from - 1, 0) + limit);
      for (let seq = Math.max(from, 1); seq <= end; seq++) page.push(chain.link(seq));
      return page;
    },

    parts(from, limit) {
      const page: PersonalPart[] = [];
      for (let seq = Math.max(from, 1); seq <= chain.size && page.length < limit; seq++) {
        const part = chain.part(seq);
        if (part !== undefined) page.push(part);
      }
      return page;
    },

    lapsed(now, limit) {
      const due: number[] = [];
      for (const [seq, { until }] of chain.retentions) if (until <= now) due.push(seq);
      return due.sort((a, b) => a - b).slice(0, limit);
    },

    basis: (contact) =>
      `${lastOf(files.find(contact))} ${definitions.entries.at(-1)?.entry.seq ?? 0} ${contents.erasedAt}`,

    suppressedSince(hashes) {
      const moments = hashes.flatMap((hash) => suppressions.get(hash) ?? []);
      return moments.length === 0 ? undefined : Math.max(...moments);
    },
  };
}

export function emptyContents(): ConsentContents {
  const chain = new ConsentChain();
  return {
    head: { size: 0, head: "0".repeat(64) },
    chain,
    definitions: { entries: [], derived: undefined },
    files: new ConsentFiles(chain),
    suppressions: new Map(),
    erasedAt: 0,
  };
}

function lastOf(file: ContactFile | undefined): number {
  return file?.seqs.at(-1) ?? 0;
}
